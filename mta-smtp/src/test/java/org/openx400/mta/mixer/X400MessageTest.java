package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.mixer.MixerFixture.address;
import static org.openx400.mta.mixer.RoundTrip.NOW;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientProbeTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.ipm.IpmExtension;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;
import org.openx400.mta.ipm.RecipientSpecifier;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;

class X400MessageTest {
    private static final Instant TIME = Instant.parse("2026-11-20T09:00:00Z");
    private static final ORName SMITH = ORName.of(address("C=US;A= ;P=EXAMPLE;S=Smith;G=John"));
    private static final ORName ANN = ORName.of(address("C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=ann(a)example.net"));
    private static final GlobalDomainIdentifier EXAMPLE = GlobalDomainIdentifier.of("US", " ", "EXAMPLE");

    @Test
    void goesThereAndBackWithAllOfItsHeading() throws Exception {
        Heading heading = Heading.builder(new IpmIdentifier(SMITH, "42 261120090000Z"))
                .originator(new ORDescriptor(SMITH, "John Smith, Ops", null))
                .authorizingUsers(List.of(ORDescriptor.of(ORName.of(address("C=US;A= ;P=OTHER;O=A/B;S=Boss")))))
                .primaryRecipients(List.of(new RecipientSpecifier(
                        new ORDescriptor(ANN, "Ann", null), BitString.of(3, RecipientSpecifier.RN), false, List.of())))
                .copyRecipients(List.of(new RecipientSpecifier(
                        ORDescriptor.of(ORName.of(address("C=FR;A=atlas;P=X;CN=Bureau;OU1=a;DDA:id=7"))),
                        BitString.of(3, RecipientSpecifier.RN),
                        false,
                        List.of())))
                .repliedToIpm(new IpmIdentifier(null, "1.2(a)example.net"))
                .obsoletedIpms(List.of(new IpmIdentifier(SMITH, "41")))
                .relatedIpms(List.of(new IpmIdentifier(SMITH, "40"), new IpmIdentifier(SMITH, "39")))
                .subject("Straße nach Łódź")
                .expiryTime(TIME.plusSeconds(3600))
                .replyTime(TIME.plusSeconds(7200))
                .replyRecipients(List.of(ORDescriptor.of(SMITH)))
                .importance(Heading.Importance.HIGH)
                .sensitivity(Heading.Sensitivity.PRIVATE)
                .autoForwarded(true)
                .extensions(List.of(HeadingExtensions.languages("en").orElseThrow()))
                .build();
        InterpersonalMessage inner = new InterpersonalMessage(
                Heading.builder(new IpmIdentifier(SMITH, "1"))
                        .originator(ORDescriptor.of(SMITH))
                        .subject("inner")
                        .build(),
                List.of(BodyPart.Ia5Text.of("inner text")));
        InterpersonalMessage ipm = new InterpersonalMessage(
                heading,
                List.of(
                        BodyPart.Ia5Text.of("first line\r\nsecond line"),
                        BodyPart.GeneralText.of("Привет", Charset.forName("ISO-8859-5")),
                        BodyPart.GeneralText.of("汉字"),
                        new BodyPart.FileTransfer(
                                "übersicht.pdf",
                                TIME,
                                TIME,
                                List.of("Content-Type: application/pdf"),
                                Octets.of(1, 2, 3)),
                        new BodyPart.BilaterallyDefined(Octets.of(4, 5)),
                        new BodyPart.Other("g3-facsimile", Octets.hex("a3 04 31 00 30 00")),
                        new BodyPart.ForwardedMessage(TIME, null, inner)));
        Octets content = IpmCodec.encode(ipm);
        MessageTransferEnvelope sent = envelope(content, ANN);
        byte[] mail = RoundTrip.octets(RoundTrip.toInternet(sent, content));
        Conversion.Message back = (Conversion.Message)
                RoundTrip.convert(RoundTrip.envelope("John.Smith@example.com", "ann@example.net"), mail);
        InterpersonalMessage again = (InterpersonalMessage) IpmCodec.decode(RoundTrip.content(back));
        assertThat(again.body().subList(0, 3)).isEqualTo(ipm.body().subList(0, 3));
        assertThat(again.body().get(3))
                .isEqualTo(new BodyPart.FileTransfer(
                        "übersicht.pdf",
                        TIME,
                        TIME,
                        List.of("Content-Type: application/pdf", "Content-Disposition: attachment"),
                        Octets.of(1, 2, 3)));
        assertThat(again.body().subList(4, 7)).isEqualTo(ipm.body().subList(4, 7));
        assertThat(withoutCarried(again.heading())).isEqualTo(heading);
        assertThat(back.envelope().traceInformation().subList(0, 1)).isEqualTo(sent.traceInformation());
        assertThat(back.envelope().traceInformation()).hasSize(2);
        assertThat(back.envelope().priority()).isEqualTo(Priority.URGENT);
        assertThat(back.envelope().contentIdentifier()).isEqualTo("number 7");
        assertThat(StandardExtensions.LATEST_DELIVERY_TIME.find(back.envelope().extensions()))
                .isEqualTo(UTCTime.of(NOW));
        assertThat(back.envelope().originatorName()).isEqualTo(SMITH);
    }

    @Test
    void asksTheInternetForWhatTheOriginatorWants() throws Exception {
        MailEnvelope mail = RoundTrip.toInternet(envelope(text(), ANN), text()).envelope();
        assertThat(mail.reversePath()).hasToString("John.Smith@example.com");
        assertThat(mail.ret()).isEqualTo(MailEnvelope.Ret.FULL);
        assertThat(mail.envid()).isEqualTo("X400-MTS-Identifier: [/PRMD=EXAMPLE/ADMD= /C=US/;abc 123]");
        assertThat(mail.recipients())
                .containsExactly(new MailRecipient(
                        MailPath.of("ann@example.net"),
                        Set.of(MailRecipient.Notify.SUCCESS, MailRecipient.Notify.FAILURE),
                        new MailRecipient.OriginalRecipient(
                                "x400",
                                "/DD.RFC-822=ann(a)example.net/O=Internet/PRMD=GATEWAY/ADMD= /C=US/ (recipient 1)")));
    }

    @Test
    void doesNotDeliverToWhoHasNoInternetAddress() {
        ORName elsewhere = ORName.of(address("C=FR;A=atlas;S=x"));
        ORName broken = ORName.of(address("C=FR;A=atlas;DDA:RFC-822=nobody"));
        Outgoing outgoing =
                RoundTrip.TO_INTERNET.message(envelope(text(), elsewhere, ANN, broken), text(), List.of(0, 1, 2), NOW);
        assertThat(outgoing.positions()).containsExactly(1);
        assertThat(outgoing.nonDelivered())
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains(
                                        "recipient=0",
                                        "unable-to-transfer",
                                        "unrecognised",
                                        "lead back to the gateway"),
                        second -> assertThat(second)
                                .contains("recipient=2", "unrecognised", "DDA:RFC-822 is not a mailbox"));
    }

    @Test
    void doesNotConvertWhatMustNotBeConverted() {
        Octets telex = content(new BodyPart.Ia5Text(BodyPart.Ia5Text.ITA2, "TELEX"));
        MessageTransferEnvelope prohibited = with(
                envelope(telex, ANN), PerMessageIndicators.of(PerMessageIndicators.IMPLICIT_CONVERSION_PROHIBITED));
        assertThat(RoundTrip.TO_INTERNET
                        .message(prohibited, telex, List.of(0), NOW)
                        .nonDelivered())
                .singleElement()
                .asString()
                .contains("conversion-not-performed", "implicit-conversion-prohibited", "telex text");
        assertThat(RoundTrip.TO_INTERNET
                        .message(prohibited, text(), List.of(0), NOW)
                        .nonDelivered())
                .isEmpty();
        Conversion koi8 = RoundTrip.convert(
                RoundTrip.envelope("ann@example.net", "smith@example.com"),
                "Conversion: Prohibited\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n\u00d0"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(koi8)
                .hasToString(
                        "Refused[reply=554 5.6.2 text in koi8-r would have to be converted, which the sender has prohibited]");
    }

    @Test
    void losesNothingWhereThatIsProhibited() {
        Heading extended = Heading.builder(new IpmIdentifier(SMITH, "1"))
                .extensions(List.of(new IpmExtension("1.2.3.4", Octets.hex("05 00"))))
                .build();
        Octets strange = IpmCodec.encode(new InterpersonalMessage(extended, List.of(BodyPart.Ia5Text.of("x"))));
        Octets nested = content(new BodyPart.ForwardedMessage(
                TIME, null, new InterpersonalMessage(extended, List.of(BodyPart.Ia5Text.of("x")))));
        for (Octets lossy : List.of(strange, nested)) {
            assertThat(nonDelivered(lossy, StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.encode(true)))
                    .singleElement()
                    .asString()
                    .contains(
                            "conversion-not-performed",
                            "conversion-with-loss-prohibited",
                            "heading extension 1.2.3.4 would be lost");
            assertThat(nonDelivered(lossy)).isEmpty();
        }
        for (Octets whole : List.of(
                text(),
                content(BodyPart.GeneralText.of("Привет", Charset.forName("ISO-8859-5"))),
                content(new BodyPart.Other("g3-facsimile", Octets.hex("a3 04 31 00 30 00"))))) {
            assertThat(nonDelivered(whole, StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.encode(true)))
                    .isEmpty();
        }
        String described = "Conversion-With-Loss: Prohibited\nMIME-Version: 1.0\nContent-Description: a poem\n\nx\n";
        assertThat(RoundTrip.convert(
                        RoundTrip.envelope("ann@example.net", "smith@example.com"), RoundTrip.mail(described)))
                .hasToString("Refused[reply=554 5.6.2 Content-Description of a text would be lost in X.400, "
                        + "which the sender has prohibited]");
        assertThat(RoundTrip.convert(
                        RoundTrip.envelope("ann@example.net", "smith@example.com"),
                        RoundTrip.mail(described.replace("Content-Description", "X-Description"))))
                .isInstanceOf(Conversion.Message.class);
    }

    @Test
    void deliversNothingThatMustBeUnderstoodAndIsNot() {
        ExtensionField token = new ExtensionField(
                new ExtensionIdentifier.Standard(StandardExtensions.MESSAGE_TOKEN.number()),
                Criticality.FOR_DELIVERY,
                Octets.hex("05 00"));
        assertThat(nonDelivered(text(), token))
                .singleElement()
                .asString()
                .contains("unable-to-transfer", "unsupported-critical-function", "extension 16 is critical");
        assertThat(nonDelivered(text(), new ExtensionField(token.type(), Criticality.NONE, Octets.hex("05 00"))))
                .isEmpty();
    }

    private static List<Outcome> nonDelivered(Octets content, ExtensionField... extensions) {
        return RoundTrip.TO_INTERNET
                .message(with(envelope(content, ANN), List.of(extensions)), content, List.of(0), NOW)
                .nonDelivered();
    }

    private static MessageTransferEnvelope with(MessageTransferEnvelope e, List<ExtensionField> extensions) {
        return new MessageTransferEnvelope(
                e.messageIdentifier(),
                e.originatorName(),
                e.originalEncodedInformationTypes(),
                e.contentType(),
                e.contentIdentifier(),
                e.priority(),
                e.perMessageIndicators(),
                e.deferredDeliveryTime(),
                e.perDomainBilateralInformation(),
                e.traceInformation(),
                extensions,
                e.perRecipientFields());
    }

    @Test
    void refusesContentsThatAreNoInterpersonalMessages() {
        MessageTransferEnvelope edi = envelope(text(), ContentType.EDI_MESSAGING, ANN);
        assertThat(RoundTrip.TO_INTERNET.message(edi, text(), List.of(0), NOW).nonDelivered())
                .singleElement()
                .asString()
                .contains("content-type-not-supported");
        Octets broken = Octets.hex("a0 02 31 05");
        assertThat(RoundTrip.TO_INTERNET
                        .message(envelope(broken, ANN), broken, List.of(0), NOW)
                        .nonDelivered())
                .singleElement()
                .asString()
                .contains("content-syntax-error", "octet");
    }

    @Test
    void answersAProbe() {
        ProbeTransferEnvelope probe = new ProbeTransferEnvelope(
                new MTSIdentifier(EXAMPLE, "p1"),
                SMITH,
                null,
                ContentType.INTERPERSONAL_MESSAGING_1988,
                null,
                10,
                PerMessageIndicators.NONE,
                List.of(),
                trace(),
                List.of(),
                List.of(probed(ANN, 1), probed(ORName.of(address("C=FR;A=x;S=y")), 2)));
        assertThat(RoundTrip.TO_INTERNET.probe(probe, List.of(0, 1), NOW))
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("recipient=0", "Delivery[messageDeliveryTime=2026-11-21T10:00:00Z"),
                        second -> assertThat(second).contains("recipient=1", "unrecognised"));
    }

    private static PerRecipientProbeTransferFields probed(ORName name, int number) {
        return new PerRecipientProbeTransferFields(name, number, requests(), null, List.of());
    }

    private static Heading withoutCarried(Heading heading) {
        return new Heading(
                heading.thisIpm(),
                heading.originator(),
                heading.authorizingUsers(),
                heading.primaryRecipients(),
                heading.copyRecipients(),
                heading.blindCopyRecipients(),
                heading.repliedToIpm(),
                heading.obsoletedIpms(),
                heading.relatedIpms(),
                heading.subject(),
                heading.expiryTime(),
                heading.replyTime(),
                heading.replyRecipients(),
                heading.importance(),
                heading.sensitivity(),
                heading.autoForwarded(),
                heading.extensions().stream()
                        .filter(extension -> !extension.type().equals(HeadingExtensions.RFC_822_FIELD_LIST))
                        .toList());
    }

    private static Octets text() {
        return content(BodyPart.Ia5Text.of("text"));
    }

    private static Octets content(BodyPart part) {
        Heading heading = Heading.builder(new IpmIdentifier(SMITH, "1"))
                .originator(ORDescriptor.of(SMITH))
                .build();
        return IpmCodec.encode(new InterpersonalMessage(heading, List.of(part)));
    }

    private static MessageTransferEnvelope with(MessageTransferEnvelope e, PerMessageIndicators indicators) {
        return new MessageTransferEnvelope(
                e.messageIdentifier(),
                e.originatorName(),
                e.originalEncodedInformationTypes(),
                e.contentType(),
                e.contentIdentifier(),
                e.priority(),
                indicators,
                e.deferredDeliveryTime(),
                e.perDomainBilateralInformation(),
                e.traceInformation(),
                e.extensions(),
                e.perRecipientFields());
    }

    private static MessageTransferEnvelope envelope(Octets content, ORName... recipients) {
        return envelope(content, ContentType.INTERPERSONAL_MESSAGING_1988, recipients);
    }

    private static MessageTransferEnvelope envelope(Octets content, ContentType type, ORName... recipients) {
        List<PerRecipientMessageTransferFields> fields = new java.util.ArrayList<>();
        for (ORName recipient : recipients) {
            fields.add(
                    new PerRecipientMessageTransferFields(recipient, fields.size() + 1, requests(), null, List.of()));
        }
        return new MessageTransferEnvelope(
                new MTSIdentifier(EXAMPLE, "abc 123"),
                SMITH,
                EncodedInformationTypes.ofBuiltIn(2),
                type,
                "number 7",
                Priority.URGENT,
                PerMessageIndicators.of(
                        PerMessageIndicators.ALTERNATE_RECIPIENT_ALLOWED, PerMessageIndicators.CONTENT_RETURN_REQUEST),
                null,
                List.of(),
                trace(),
                List.of(StandardExtensions.LATEST_DELIVERY_TIME.encode(UTCTime.of(NOW))),
                fields);
    }

    private static List<TraceInformationElement> trace() {
        return List.of(new TraceInformationElement(EXAMPLE, DomainSuppliedInformation.relayed(TIME)));
    }

    private static PerRecipientIndicators requests() {
        return PerRecipientIndicators.of(true, OriginatingMTAReportRequest.REPORT, OriginatorReportRequest.REPORT);
    }
}
