package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.mixer.MixerFixture.address;
import static org.openx400.mta.mixer.MixerFixture.path;
import static org.openx400.mta.mixer.RoundTrip.NOW;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.SmtpReply;

class ReportMappingTest {
    private static final GlobalDomainIdentifier EXAMPLE = GlobalDomainIdentifier.of("US", " ", "EXAMPLE");
    private static final ORName ANN = ORName.of(address("C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=ann(a)example.net"));

    @Test
    void aReportBecomesANotificationThatSaysWhatTheSenderWrote() throws Exception {
        Conversion.Message subject = (Conversion.Message) RoundTrip.TO_X400.convert(
                new org.openx400.mta.smtp.MailEnvelope(
                        path("ann@example.net"),
                        null,
                        "QQ314159",
                        RoundTrip.envelope("a@b.c", "smith@example.com").recipients(),
                        false,
                        false),
                RoundTrip.content(RoundTrip.mail("Subject: lunch\nMessage-ID: <1@example.net>\n\ntext")),
                RoundTrip.IDENTIFIER,
                NOW);
        InternetMail mail = report(subject.envelope(), RoundTrip.content(subject));
        assertThat(mail.envelope().reversePath()).isEqualTo(MailPath.NULL);
        assertThat(mail.envelope().recipients())
                .extracting(each -> each.path().toString())
                .containsExactly("ann@example.net");
        String text = new String(RoundTrip.octets(mail), StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertThat(text)
                .contains("Subject: Non-delivery report: lunch\n")
                .contains("Auto-Submitted: auto-replied\n")
                .contains("Content-Type: multipart/report; report-type=delivery-status;\n boundary=")
                .contains("""
                        Original-Envelope-Id: QQ314159
                        Reporting-MTA: dns; gw.example.org
                        X400-Subject-MTS-Identifier: [/PRMD=GATEWAY/ADMD= /C=US/;gw.1234]

                        Original-Recipient: rfc822; smith@example.com
                        Final-Recipient: x400; /S=smith/PRMD=EXAMPLE/ADMD= /C=US/
                        Action: delivered
                        Status: 2.1.5
                        Last-Attempt-Date: Sat, 21 Nov 2026 10:00:00 +0000

                        Original-Recipient: rfc822; jones@example.com
                        Final-Recipient: x400; /S=jones/PRMD=EXAMPLE/ADMD= /C=US/
                        Action: failed
                        Status: 5.1.1
                        Diagnostic-Code: x400; reason 1 (unable-to-transfer), diagnostic 0
                         (unrecognised-OR-name), nobody of that name
                        """)
                .contains("Content-Type: message/rfc822\n\nSubject: lunch\n");
        assertThat(ReportPart.blocks(RoundTrip.parse(RoundTrip.octets(mail)), "message/delivery-status"))
                .hasSize(3);
    }

    private static InternetMail report(MessageTransferEnvelope subject, Octets content) {
        ReportTransferEnvelope envelope = new ReportTransferEnvelope(
                new MTSIdentifier(EXAMPLE, "r 1"),
                subject.originatorName(),
                List.of(new TraceInformationElement(EXAMPLE, DomainSuppliedInformation.relayed(NOW))),
                List.of());
        return RoundTrip.TO_INTERNET
                .report(
                        envelope,
                        new ReportTransferContent(
                                subject.messageIdentifier(),
                                null,
                                null,
                                null,
                                subject.contentIdentifier(),
                                content,
                                null,
                                subject.extensions(),
                                List.of(
                                        recipient(
                                                "smith",
                                                1,
                                                new ReportType.Delivery(UTCTime.of(NOW), TypeOfMTSUser.PRIVATE),
                                                null),
                                        recipient(
                                                "jones",
                                                2,
                                                new ReportType.NonDelivery(
                                                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER,
                                                        NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME),
                                                "nobody of that name"))),
                        NOW)
                .orElseThrow();
    }

    private static PerRecipientReportTransferFields recipient(String surname, int number, ReportType type, String why) {
        return new PerRecipientReportTransferFields(
                ORName.of(address("C=US;A= ;P=EXAMPLE;S=" + surname)),
                number,
                PerRecipientIndicators.of(true, OriginatingMTAReportRequest.REPORT, OriginatorReportRequest.REPORT),
                new LastTraceInformation(UTCTime.of(NOW), null, type),
                null,
                why,
                List.of());
    }

    private static final String POSTFIX = """
            From: MAILER-DAEMON@mail.example.net (Mail Delivery System)
            To: John.Smith@example.com
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain; charset=us-ascii

            This is the mail system.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mail.example.net
            Original-Envelope-Id: [/PRMD=EXAMPLE/ADMD= /C=US/;abc 123]
            Arrival-Date: Sat, 21 Nov 2026 09:00:00 +0000 (UTC)

            Final-Recipient: rfc822; ann@example.net
            Original-Recipient: x400;/DD.RFC-822=ann(a)example.net/O=Internet/PRMD=GATEWAY/ADMD= /C=US/
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp; 552 5.2.2 mailbox "ann" is full

            Final-Recipient: rfc822; bob@example.net
            Action: relayed
            Status: 2.0.0

            Final-Recipient: rfc822; late@example.net
            Action: delayed
            Status: 4.4.1
            --b
            Content-Type: text/rfc822-headers

            X400-Content-Identifier: number 7
            --b--
            """;

    @Test
    void aNotificationBecomesAReport() {
        Conversion.Report report = (Conversion.Report)
                RoundTrip.convert(RoundTrip.envelope("", "John.Smith@example.com"), RoundTrip.mail(POSTFIX));
        assertThat(report.envelope().reportDestinationName()).hasToString("C=US;A= ;P=EXAMPLE;S=Smith;G=John");
        ReportTransferContent content = report.content();
        assertThat(content.subjectIdentifier()).isEqualTo(new MTSIdentifier(EXAMPLE, "abc 123"));
        assertThat(content.contentIdentifier()).isEqualTo("number 7");
        assertThat(content.perRecipientFields()).hasSize(2);
        PerRecipientReportTransferFields failed = content.perRecipientFields().get(0);
        assertThat(failed.actualRecipientName()).isEqualTo(ANN);
        assertThat(failed.lastTraceInformation().reportType())
                .isEqualTo(new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.RECIPIENT_UNAVAILABLE));
        assertThat(failed.supplementaryInformation()).isEqualTo("smtp? 552 5.2.2 mailbox ?ann? is full");
        assertThat(content.perRecipientFields().get(1).lastTraceInformation().reportType())
                .isEqualTo(new ReportType.Delivery(UTCTime.of(NOW), TypeOfMTSUser.OTHER));
    }

    @Test
    void aNotificationThatIsNotOursOrFinalIsAMessage() {
        String strange = POSTFIX.replace("Original-Envelope-Id:", "X-Envelope-Id:");
        assertThat(RoundTrip.convert(RoundTrip.envelope("", "smith@example.com"), RoundTrip.mail(strange)))
                .isInstanceOfSatisfying(Conversion.Message.class, message -> {
                    assertThat(message.envelope().originatorName().toString()).contains("postmaster(a)gw.example.org");
                    assertThat(message.envelope()
                                    .perRecipientFields()
                                    .get(0)
                                    .perRecipientIndicators()
                                    .originatorReportRequest())
                            .isEqualTo(OriginatorReportRequest.NO_REPORT);
                });
        String late = POSTFIX.replace("failed", "delayed").replace("relayed", "delayed");
        assertThat(RoundTrip.convert(RoundTrip.envelope("", "smith@example.com"), RoundTrip.mail(late)))
                .isInstanceOf(Conversion.Message.class);
    }

    @Test
    void receiptsGoThereAndBack() throws Exception {
        for (String disposition : List.of(
                "manual-action/MDN-sent-manually; displayed",
                "automatic-action/MDN-sent-automatically; displayed",
                "automatic-action/MDN-sent-automatically; deleted",
                "automatic-action/MDN-sent-automatically; dispatched")) {
            String mail = """
                    From: Ann <ann@example.net>
                    To: smith@example.com
                    Date: Sat, 21 Nov 2026 10:00:00 +0000
                    MIME-Version: 1.0
                    Content-Type: multipart/report; report-type=disposition-notification; boundary=b

                    --b

                    It was seen.
                    --b
                    Content-Type: message/disposition-notification

                    Final-Recipient: rfc822; ann@example.net
                    Original-Message-ID: <"42*/S=smith/PRMD=EXAMPLE/ADMD= /C=US/"@MHS>
                    Disposition: %s
                    --b--
                    """.formatted(disposition);
            Conversion.Message message = RoundTrip.toX400(RoundTrip.mail(mail));
            InterpersonalNotification ipn = (InterpersonalNotification) IpmCodec.decode(RoundTrip.content(message));
            assertThat(ipn.subjectIpm()).hasToString("42 of C=US;A= ;P=EXAMPLE;S=smith");
            assertThat(ipn.ipnOriginator()).isNotNull();
            String back = new String(
                    RoundTrip.octets(RoundTrip.toInternet(message.envelope(), RoundTrip.content(message))),
                    StandardCharsets.UTF_8);
            assertThat(back)
                    .contains("From: ann@example.net\r\n")
                    .contains("Original-Message-ID: <\"42*/S=smith/PRMD=EXAMPLE/ADMD= /C=US/\"@MHS>\r\n")
                    .contains("Disposition: " + disposition + "\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1, 1, 0", "550 5.1.4, 1, 1", "552 5.2.3, 1, 7", "452 4.2.2, 1, 4", "552 5.3.4, 1, 7",
                "554 5.4.6, 1, 3", "450 4.4.7, 1, 5",
        "554 5.6.1, 1, 15", "554 5.6.3, 2, 8", "554 5.6.2, 2, 19", "550 5.7.1, 5,", "554 5.7.8, 8,", "451 4.4.3, 6,",
                "554 5.0.0, 1,",
        "452 5.5.3, 1, 16"
    })
    void aReplyIsAReasonAndADiagnostic(String reply, int reason, Integer diagnostic) {
        String[] words = reply.split(" ");
        assertThat(StatusCodes.toX400(SmtpReply.of(Integer.parseInt(words[0]), words[1], "x")))
                .isEqualTo(new ReportType.NonDelivery(
                        new NonDeliveryReasonCode(reason),
                        diagnostic == null ? null : new NonDeliveryDiagnosticCode(diagnostic)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 5.1.1",
        "1, 5, 4.4.7",
        "1, 7, 5.2.3",
        "2, 19, 5.6.2",
        "0,, 4.4.0",
        "5,, 5.7.1",
        "6,, 5.4.3",
        "1,, 5.0.0",
        "2, 25, 5.6.3"
    })
    void aReasonAndADiagnosticAreAStatus(int reason, Integer diagnostic, String status) {
        assertThat(StatusCodes.toInternet(new ReportType.NonDelivery(
                        new NonDeliveryReasonCode(reason),
                        diagnostic == null ? null : new NonDeliveryDiagnosticCode(diagnostic))))
                .hasToString(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smith@example.com | Accepted",
                "\"/S=x/PRMD=OTHER/ADMD= /C=US/\"@gw.example.org | Accepted",
                "nobody@gw.example.org | 550 5.1.1 no such user at the gateway",
                "victim@example.net | 550 5.7.1 the domain is none of ours, and nothing is relayed",
                "\"/DD.RFC-822=victim(a)example.net/PRMD=X/ADMD= /C=US/\"@gw.example.org | 550 5.7.1 the O/R address leads back to the Internet, and nothing is relayed",
                "\"/DD.RFC-822=victim(a)example.net/\"@example.com | 550 5.7.1 the O/R address leads back to the Internet, and nothing is relayed",
                "/Q=x/@gw.example.org | 550 5.1.3 the local part is not an O/R address",
            })
    void relaysNothing(String mailbox, String answer) {
        assertThat(RoundTrip.TO_X400.recipient(path(mailbox)).toString()).contains(answer);
    }

    @Test
    void takesMailForThePostmasterOnceSomebodyIs() {
        MailPath postmaster = new MailPath("Postmaster", "");
        assertThat(RoundTrip.TO_X400.recipient(postmaster).toString())
                .contains("550 5.1.1 no such user at the gateway");
        AddressMapper mapper = new AddressMapper(
                MixerFixture.GATEWAY, MixerFixture.table("user postmaster@gw.example.org C=US;A= ;P=EXAMPLE;S=Duty"));
        assertThat(new InternetToX400(mapper, EXAMPLE, MimeLimits.DEFAULT).recipient(postmaster))
                .isInstanceOfSatisfying(
                        RecipientDecision.Accepted.class,
                        accepted -> assertThat(accepted.mapped().address()).hasToString("C=US;A= ;P=EXAMPLE;S=Duty"));
    }
}
