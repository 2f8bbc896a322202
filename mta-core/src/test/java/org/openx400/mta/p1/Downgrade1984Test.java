package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

class Downgrade1984Test {
    private static final GlobalDomainIdentifier HUB = GlobalDomainIdentifier.of("GB", " ", "UK.AC");
    private static final ExtensionField HARMLESS =
            new ExtensionField(new ExtensionIdentifier.Standard(23), Criticality.NONE, Octets.hex("160161"));
    private static final ExtensionField CRITICAL =
            new ExtensionField(new ExtensionIdentifier.Standard(1), Criticality.FOR_DELIVERY, Octets.hex("0a0101"));

    @Test
    void dropsWhat1984DoesNotKnow() throws Exception {
        MessageTransferEnvelope envelope = message(
                ContentType.INTERPERSONAL_MESSAGING_1984, List.of(HARMLESS), recipient("C=US;A=x;S=a", List.of()));

        Downgraded<MessageTransferEnvelope> result = Downgrade1984.message(envelope, HUB);

        assertThat(result.notTransferable()).isEmpty();
        assertThat(result.value()).satisfies(value -> {
            assertThat(value.extensions()).isEmpty();
            assertThat(value.traceInformation())
                    .allMatch(element ->
                            element.domainSuppliedInformation().otherActions().equals(OtherActions.NONE));
            assertThat(value.originalEncodedInformationTypes())
                    .isEqualTo(new EncodedInformationTypes(BitString.of(10, 0, 2, 5), List.of(), List.of()));
            assertThat(value.perRecipientFields()
                            .get(0)
                            .perRecipientIndicators()
                            .bits())
                    .isEqualTo(BitString.of(8, 0, 1, 3));
        });
    }

    @Test
    void saysACommonNameAsADomainDefinedAttributeAndBack() throws Exception {
        MessageTransferEnvelope envelope = message(
                ContentType.INTERPERSONAL_MESSAGING_1984,
                List.of(),
                recipient("C=US;A=x;CN=boss;CN(T)=boss;DDA:fax=1", List.of()));

        MessageTransferEnvelope old = Downgrade1984.message(envelope, HUB).value();

        assertThat(old).isNotNull();
        ORName name = old.perRecipientFields().get(0).recipientName();
        assertThat(name).hasToString("C=US;A=x;DDA:fax=1;DDA:Common=boss");
        Octets upgraded =
                Upgrade1984.envelope(ApduKind.MESSAGE, EnvelopeEncoder.encode(old, ExtensionForm.STANDARD), HUB);
        assertThat(new EnvelopeDecoder(P1Limits.DEFAULT)
                        .message(upgraded)
                        .perRecipientFields()
                        .get(0)
                        .recipientName())
                .hasToString("C=US;A=x;CN=boss;DDA:fax=1");
    }

    /** RFC 1328 3.1. */
    @Test
    void namesAnOriginatorThatItCannotSayThroughItsOwnDomain() throws Exception {
        ORName originator = ORName.of(ORAddressText.parse("C=US;A=ZZ;P=XX;CN(T)=M\u00fcller_1;PD-S=5 Main St"));
        MessageTransferEnvelope old =
                Downgrade1984.message(from(originator), HUB).value();

        assertThat(old).isNotNull();
        assertThat(old.originatorName().address().domainDefinedAttributes())
                .containsExactly(new DomainDefinedAttribute(
                        "X400-88", "/CN(l)T(r)=M(123)252(125)ller(u)1/PD-S=5 Main St/PRMD=XX/ADMD=ZZ/C=US/"));
        Octets encoded = EnvelopeEncoder.encode(old, ExtensionForm.STANDARD);
        assertThat(originator(Upgrade1984.envelope(ApduKind.MESSAGE, encoded, HUB)))
                .isEqualTo(originator);
        GlobalDomainIdentifier other = GlobalDomainIdentifier.of("GB", " ", "OTHER");
        assertThat(Upgrade1984.envelope(ApduKind.MESSAGE, encoded, other)).isEqualTo(encoded);
    }

    @Test
    void namesThroughItsDomainTakeUpToFourAttributesAndComeBack() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(1328);
        int behind = 0;
        for (int i = 0; i < 500; i++) {
            ORName name = ORName.of(random.message().originatorName().address());
            ORName old = Names1984.downgrade(name, HUB);
            if (old == null || Names1984.downgrade(name) != null) {
                continue;
            }
            behind++;
            ORNameBounds.check(old.address(), "name");
            assertThat(Names1984.upgrade(old, HUB).address().key())
                    .isEqualTo(name.address().key());
        }
        assertThat(behind).isGreaterThan(50);
    }

    @Test
    void readsAnAddressThatSomebodyElseWroteForIt() throws Exception {
        ORAddress written = ORAddressText.parse(
                "C=gb;A= ;P=uk.ac;O=MHS-Relay;DDA:x400-88=/CN=Empire State B;DDA:X400-C1=uilding/PRMD=XX/ADMD=ZZ/C=US/");

        assertThat(Names1984.upgrade(ORName.of(written), HUB)).hasToString("C=US;A=ZZ;P=XX;CN=Empire State Building");
    }

    @Test
    void aRecipientOfSomebodyElsesCopyIsNamedThroughItsDomain() throws Exception {
        PerRecipientMessageTransferFields other = recipient("C=US;A=x;PD-S=street", List.of());
        MessageTransferEnvelope envelope = message(
                ContentType.INTERPERSONAL_MESSAGING_1984,
                List.of(),
                recipient("C=US;A=x;S=a", List.of()),
                new PerRecipientMessageTransferFields(
                        other.recipientName(),
                        2,
                        other.perRecipientIndicators().withResponsibility(false),
                        null,
                        List.of()));

        Downgraded<MessageTransferEnvelope> result = Downgrade1984.message(envelope, HUB);

        assertThat(result.notTransferable()).isEmpty();
        assertThat(result.value().perRecipientFields().get(1).recipientName())
                .hasToString("C=GB;A= ;P=UK.AC;DDA:X400-88=/PD-S=street/ADMD=x/C=US/");
    }

    @Test
    void touchesNothingButTheNamesOfAnEnvelopeFromAnMtaOf1984() throws Exception {
        MessageTransferEnvelope plain =
                message(ContentType.INTERPERSONAL_MESSAGING_1984, List.of(), recipient("C=US;A=x;S=a", List.of()));
        Octets encoded = EnvelopeEncoder.encode(plain, ExtensionForm.STANDARD);
        Octets unknownMember = Octets.hex("9f4e0141");
        Octets withUnknown =
                Ber.constructed(Tag.SET, BerReader.single(encoded, "envelope").contents(), unknownMember);
        assertThat(Upgrade1984.envelope(ApduKind.MESSAGE, withUnknown, HUB)).isEqualTo(withUnknown);

        MessageTransferEnvelope tooLong = message(
                ContentType.INTERPERSONAL_MESSAGING_1984,
                List.of(),
                recipient("C=US;A=x;DDA:Common=" + "x".repeat(65), List.of()));
        Octets same = EnvelopeEncoder.encode(tooLong, ExtensionForm.STANDARD);
        assertThat(Upgrade1984.envelope(ApduKind.MESSAGE, same, HUB)).isEqualTo(same);
    }

    @Test
    void namesTheRecipientsThatCannotBeTransferred() throws Exception {
        MessageTransferEnvelope envelope = message(
                ContentType.INTERPERSONAL_MESSAGING_1984,
                List.of(),
                recipient("C=US;A=x;S=a", List.of()),
                recipient("C=US;A=x;S=b", List.of(CRITICAL)),
                recipient("C=US;A=x;PD-S=street", List.of()),
                recipient("C=US;A=x;CN=c;DDA:a=1;DDA:b=1;DDA:c=1;DDA:d=1", List.of()));

        Downgraded<MessageTransferEnvelope> result = Downgrade1984.message(envelope, HUB);

        assertThat(result.notTransferable()).containsOnlyKeys(1, 2, 3);
        assertThat(result.notTransferable().get(1)).isEqualTo("critical extension 1");
        assertThat(result.value())
                .satisfies(value -> assertThat(value.perRecipientFields()).hasSize(1));
    }

    @Test
    void givesAContentTypeTheNumberThatMeansTheSame() throws Exception {
        MessageTransferEnvelope envelope =
                message(new ContentType.Extended("2.6.1.10.1"), List.of(), recipient("C=US;A=x;S=a", List.of()));

        assertThat(Downgrade1984.message(envelope, HUB).value().contentType())
                .isEqualTo(ContentType.INTERPERSONAL_MESSAGING_1988);
    }

    @Test
    void transfersNothingWhenTheMessageItselfCannotBeSaid() throws Exception {
        for (MessageTransferEnvelope envelope : List.of(
                message(new ContentType.Extended("1.2.3"), List.of(), recipient("C=US;A=x;S=a", List.of())),
                message(
                        ContentType.INTERPERSONAL_MESSAGING_1984,
                        List.of(CRITICAL),
                        recipient("C=US;A=x;S=a", List.of())))) {
            Downgraded<MessageTransferEnvelope> result = Downgrade1984.message(envelope, HUB);
            assertThat(result.value()).isNull();
            assertThat(result.notTransferable()).containsOnlyKeys(0);
        }
    }

    @Test
    void everyRandomEnvelopeIsDowngradedOrItsRecipientsAreNamed() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(84);
        for (int i = 0; i < 300; i++) {
            MessageTransferEnvelope envelope = random.message();
            Downgraded<MessageTransferEnvelope> result = Downgrade1984.message(envelope, HUB);
            long responsible = envelope.perRecipientFields().stream()
                    .filter(recipient -> recipient.perRecipientIndicators().responsibility())
                    .count();
            MessageTransferEnvelope value = result.value();
            long carried = value == null
                    ? 0
                    : value.perRecipientFields().stream()
                            .filter(recipient ->
                                    recipient.perRecipientIndicators().responsibility())
                            .count();
            assertThat(carried + result.notTransferable().size()).isEqualTo(responsible);
            if (value != null) {
                Octets encoded = EnvelopeEncoder.encode(value, ExtensionForm.STANDARD);
                assertThat(new EnvelopeDecoder(P1Limits.DEFAULT).message(encoded))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void reportsHaveOnlyTheCodesOf1984() {
        RandomEnvelopes random = new RandomEnvelopes(85);
        for (int i = 0; i < 200; i++) {
            ReportTransferContent content = ReportDowngrade1984.content(random.reportContent(), HUB);
            for (PerRecipientReportTransferFields recipient :
                    content == null ? List.<PerRecipientReportTransferFields>of() : content.perRecipientFields()) {
                assertThat(recipient.extensions()).isEmpty();
                if (recipient.lastTraceInformation().reportType() instanceof ReportType.NonDelivery non) {
                    NonDeliveryDiagnosticCode diagnostic = non.nonDeliveryDiagnosticCode();
                    assertThat(non.nonDeliveryReasonCode().number())
                            .isLessThanOrEqualTo(NonDeliveryReasonCode.CONVERSION_NOT_PERFORMED.number());
                    assertThat(diagnostic == null ? 0 : diagnostic.number()).isLessThanOrEqualTo(11);
                }
            }
        }
    }

    private static ORName originator(Octets envelope) throws Exception {
        return new EnvelopeDecoder(P1Limits.DEFAULT).message(envelope).originatorName();
    }

    private static MessageTransferEnvelope from(ORName originator) throws Exception {
        MessageTransferEnvelope any =
                message(ContentType.INTERPERSONAL_MESSAGING_1984, List.of(), recipient("C=US;A=x;S=a", List.of()));
        return new MessageTransferEnvelope(
                any.messageIdentifier(),
                originator,
                any.originalEncodedInformationTypes(),
                any.contentType(),
                null,
                Priority.NORMAL,
                PerMessageIndicators.NONE,
                null,
                List.of(),
                any.traceInformation(),
                List.of(),
                any.perRecipientFields());
    }

    private static MessageTransferEnvelope message(
            ContentType type, List<ExtensionField> extensions, PerRecipientMessageTransferFields... recipients)
            throws Exception {
        MessageTransferEnvelope any = new RandomEnvelopes(7).message();
        return new MessageTransferEnvelope(
                any.messageIdentifier(),
                ORName.of(ORAddressText.parse("C=US;A=x;S=Sender")),
                new EncodedInformationTypes(
                        BitString.of(10, 2), List.of(), List.of("2.6.3.4.5", "1.0.10021.7.1.0.100")),
                type,
                null,
                Priority.NORMAL,
                PerMessageIndicators.NONE,
                null,
                List.of(),
                any.traceInformation(),
                extensions,
                new ArrayList<>(List.of(recipients)));
    }

    private static PerRecipientMessageTransferFields recipient(String address, List<ExtensionField> extensions)
            throws Exception {
        PerRecipientIndicators indicators =
                PerRecipientIndicators.of(true, OriginatingMTAReportRequest.REPORT, OriginatorReportRequest.REPORT);
        return new PerRecipientMessageTransferFields(
                ORName.of(ORAddressText.parse(address)),
                1,
                new PerRecipientIndicators(indicators.bits().with(8, false)),
                null,
                extensions);
    }
}
