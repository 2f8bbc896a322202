package org.openx400.mta.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.mixer.MixerFixture.address;
import static org.openx400.mta.mixer.MixerFixture.path;
import static org.openx400.mta.mixer.RoundTrip.NOW;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.MailRecipient;
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
                .contains("Subject: Delivery-Report (success and failures)\n")
                .contains("Message-Type: Delivery Report\n")
                .contains("Auto-Submitted: auto-replied\n")
                .contains("Content-Type: multipart/report; report-type=delivery-status;\n boundary=")
                .contains("""
                        This report relates to your message:
                            Subject: lunch
                            Message-ID: <1@example.net>

                        Your message was successfully delivered to:
                            smith@example.com
                        at Sat, 21 Nov 2026 10:00:00 +0000

                        Your message was not delivered to:
                            jones@example.com
                        for the following reason:
                            Reason 1 (unable-to-transfer); Diagnostic 0 (unrecognised-OR-name)
                            nobody of that name

                        The Original Message follows:
                        """)
                .contains("""
                        Original-Envelope-Id: QQ314159
                        Reporting-MTA: x400; /PRMD=EXAMPLE/ADMD= /C=US/
                        DSN-Gateway: dns; gw.example.org
                        Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Conversion-Date: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Subject-Submission-Identifier: [/PRMD=GATEWAY/ADMD= /C=US/;gw.1234]
                        X400-Content-Identifier: lunch

                        Original-Recipient: rfc822; smith@example.com
                        Final-Recipient: x400; /S=smith/PRMD=EXAMPLE/ADMD= /C=US/
                        Action: delivered
                        Status: 2.0.0
                        Last-Attempt-Date: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Delivery-Time: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Type-of-MTS-User: 1 (private)
                        X400-Last-Trace: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Originally-Specified-Recipient-Number: 1

                        Original-Recipient: rfc822; jones@example.com
                        Final-Recipient: x400; /S=jones/PRMD=EXAMPLE/ADMD= /C=US/
                        Action: failed
                        Status: 5.1.1
                        Diagnostic-Code: x400; Reason 1 (unable-to-transfer); Diagnostic 0
                         (unrecognised-OR-name)
                        X400-Last-Trace: Sat, 21 Nov 2026 10:00:00 +0000
                        X400-Supplementary-Info: "nobody of that name"
                        X400-Originally-Specified-Recipient-Number: 2
                        """)
                .contains("Content-Type: message/rfc822\n\n");
        assertThat(ReportPart.blocks(RoundTrip.parse(RoundTrip.octets(mail)), "message/delivery-status"))
                .hasSize(3);
    }

    private static InternetMail report(MessageTransferEnvelope subject, Octets content) throws Exception {
        return report(
                subject,
                content,
                List.of(
                        recipient("smith", 1, new ReportType.Delivery(UTCTime.of(NOW), TypeOfMTSUser.PRIVATE), null),
                        recipient("jones", 2, unrecognised(), "nobody of that name")));
    }

    private static ReportType unrecognised() {
        return new ReportType.NonDelivery(
                NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME);
    }

    private static InternetMail report(
            MessageTransferEnvelope subject,
            @Nullable Octets content,
            List<PerRecipientReportTransferFields> recipients)
            throws Exception {
        return RoundTrip.TO_INTERNET
                .report(reportEnvelope(subject), content(subject, content, recipients), NOW)
                .orElseThrow();
    }

    private static ReportTransferEnvelope reportEnvelope(MessageTransferEnvelope subject) {
        return new ReportTransferEnvelope(
                new MTSIdentifier(EXAMPLE, "r 1"),
                subject.originatorName(),
                List.of(new TraceInformationElement(EXAMPLE, DomainSuppliedInformation.relayed(NOW))),
                List.of());
    }

    private static ReportTransferContent content(
            MessageTransferEnvelope subject,
            @Nullable Octets content,
            List<PerRecipientReportTransferFields> recipients) {
        return new ReportTransferContent(
                subject.messageIdentifier(),
                null,
                null,
                null,
                subject.contentIdentifier(),
                content,
                null,
                subject.extensions(),
                recipients);
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
            Original-Envelope-Id: X400-MTS-Identifier: [/PRMD=EXAMPLE/ADMD= /C=US/;abc 123]
            Arrival-Date: Sat, 21 Nov 2026 09:00:00 +0000 (UTC)

            Final-Recipient: rfc822; ann@example.net
            Original-Recipient: x400;/DD.RFC-822=ann(a)example.net/O=Internet/PRMD=GATEWAY/ADMD= /C=US/ (recipient 17)
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
    void aNotificationBecomesAReport() throws Exception {
        Conversion.Report report = (Conversion.Report)
                RoundTrip.convert(RoundTrip.envelope("", "John.Smith@example.com"), RoundTrip.mail(POSTFIX));
        assertThat(report.envelope().reportDestinationName()).hasToString("C=US;A= ;P=EXAMPLE;S=Smith;G=John");
        ReportTransferContent content = report.content();
        assertThat(content.subjectIdentifier()).isEqualTo(new MTSIdentifier(EXAMPLE, "abc 123"));
        assertThat(content.contentIdentifier()).isEqualTo("number 7");
        assertThat(content.perRecipientFields())
                .as("relayed and delayed are no outcome, RFC 2156 5.1.8.3")
                .hasSize(1);
        PerRecipientReportTransferFields failed = content.perRecipientFields().get(0);
        assertThat(failed.actualRecipientName()).isEqualTo(ANN);
        assertThat(failed.originallyIntendedRecipientName()).isNull();
        assertThat(failed.originallySpecifiedRecipientNumber()).isEqualTo(17);
        assertThat(failed.lastTraceInformation().reportType())
                .isEqualTo(new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.RECIPIENT_UNAVAILABLE));
        assertThat(failed.supplementaryInformation()).isEqualTo("smtp? 552 5.2.2 mailbox ?ann? is full");
        assertThat(IpmCodec.decode(content.returnedContent()))
                .isInstanceOfSatisfying(InterpersonalMessage.class, whole -> {
                    assertThat(whole.heading().subject()).isEqualTo("Undelivered Mail Returned to Sender");
                    assertThat(whole.body().get(1))
                            .isInstanceOfSatisfying(
                                    BodyPart.Ia5Text.class,
                                    status -> assertThat(status.text()).contains("late@example.net"));
                });
    }

    @Test
    void aNotificationForSeveralReachesThemAll() {
        Conversion.Message message = (Conversion.Message) RoundTrip.convert(
                RoundTrip.envelope("", "John.Smith@example.com", "jones@example.com"), RoundTrip.mail(POSTFIX));
        assertThat(message.envelope().perRecipientFields()).hasSize(2);
    }

    @Test
    void aReportHasTheNumbersOfTheMessageAndNotThePlacesOfTheNotification() {
        String block = """

                Final-Recipient: rfc822; %s@example.net
                %s
                Action: failed
                Status: 5.1.1
                """;
        String start = POSTFIX.substring(0, POSTFIX.indexOf("\nFinal-Recipient:"));
        String end = "--b--\n";
        String original =
                "Original-Recipient: x400;/DD.RFC-822=%1$s(a)example.net/O=Internet/PRMD=GATEWAY/ADMD= /C=US/ (recipient %2$d)";
        assertThat(numbers(start
                        + block.formatted("zoe", original.formatted("zoe", 300))
                        + block.formatted("bob", "X400-Originally-Specified-Recipient-Number: 2")
                        + block.formatted("eve", "X-Nothing: known")
                        + block.formatted("ann", original.formatted("ann", 1))
                        + end))
                .containsExactly(300, 2, 3, 1);
        String single =
                "Content-Type: text/rfc822-headers\n\nX400-MTS-Identifier: [/PRMD=EXAMPLE/ADMD= /C=US/;abc 123]\n"
                        + "X400-Originally-Specified-Recipient-Number: 44\n";
        assertThat(numbers(start.replace("Original-Envelope-Id", "X-None") + block.formatted("ann", "X-Nothing: known")
                        + "--b\n" + single + end))
                .containsExactly(44);
        assertThat(numbers(start + block.formatted("ann", original.formatted("ann", 99999)) + end))
                .containsExactly(1);
    }

    private static List<Integer> numbers(String mail) {
        Conversion.Report report = (Conversion.Report)
                RoundTrip.convert(RoundTrip.envelope("", "John.Smith@example.com"), RoundTrip.mail(mail));
        return report.content().perRecipientFields().stream()
                .map(PerRecipientReportTransferFields::originallySpecifiedRecipientNumber)
                .toList();
    }

    @Test
    void whomTheSenderHadWrittenToComesBackAsTheOriginalRecipient() throws Exception {
        MailEnvelope envelope = new MailEnvelope(
                path("ann@example.net"),
                MailEnvelope.Ret.HDRS,
                "Q1",
                List.of(
                        new MailRecipient(
                                path("smith@example.com"),
                                Set.of(MailRecipient.Notify.SUCCESS),
                                new MailRecipient.OriginalRecipient("rfc822", "boss@old.example.net")),
                        new MailRecipient(
                                path("jones@example.com"),
                                Set.of(),
                                new MailRecipient.OriginalRecipient("rfc822", "jones@example.com")),
                        new MailRecipient(
                                path("duty@example.com"),
                                Set.of(MailRecipient.Notify.NEVER),
                                new MailRecipient.OriginalRecipient("unknown", "x"))),
                false,
                false);
        Conversion.Message subject =
                (Conversion.Message) RoundTrip.convert(envelope, RoundTrip.mail("Subject: x\n\ntext"));
        assertThat(subject.envelope().perMessageIndicators().contentReturnRequest())
                .isFalse();
        PerRecipientMessageTransferFields smith =
                subject.envelope().perRecipientFields().get(0);
        assertThat(RecipientComments.redirections(smith))
                .containsExactly(new Redirection(
                        ORName.of(address("C=US;A= ;P=GATEWAY;O=Internet;DDA:RFC-822=boss(a)old.example.net")),
                        UTCTime.of(NOW),
                        Redirection.Reason.ALIAS));
        assertThat(subject.envelope().perRecipientFields().get(1).extensions()).isEmpty();
        assertThat(subject.envelope().perRecipientFields().get(2).extensions()).isEmpty();
        PerRecipientReportTransferFields reported = new PerRecipientReportTransferFields(
                smith.recipientName(),
                1,
                smith.perRecipientIndicators(),
                new LastTraceInformation(
                        UTCTime.of(NOW), null, new ReportType.Delivery(UTCTime.of(NOW), TypeOfMTSUser.PRIVATE)),
                RecipientComments.redirections(smith).get(0).intendedRecipient(),
                null,
                smith.extensions());
        String text = new String(
                        RoundTrip.octets(report(subject.envelope(), null, List.of(reported))), StandardCharsets.UTF_8)
                .replace("\r\n", "\n");
        assertThat(text)
                .contains("Subject: Delivery-Report (success) for boss@old.example.net\n")
                .contains("Original-Envelope-Id: Q1\n")
                .contains("Original-Recipient: rfc822; boss@old.example.net\n")
                .contains("X400-Mapped-Redirect-Recipient: rfc822; smith@example.com\n")
                .contains("X400-Redirection-History: intended recipient boss@old.example.net redirected to\n Alias on")
                .doesNotContain("message/rfc822");
    }

    @Test
    void whatNobodyAskedForIsNotReported() throws Exception {
        Conversion.Message subject = (Conversion.Message)
                RoundTrip.convert(RoundTrip.envelope("a@b.c", "smith@example.com"), RoundTrip.mail("\nx"));
        PerRecipientReportTransferFields failed = recipient("smith", 1, unrecognised(), null);
        assertThat(RoundTrip.TO_INTERNET.report(
                        reportEnvelope(subject.envelope()),
                        content(subject.envelope(), null, List.of(asked(failed, OriginatorReportRequest.NO_REPORT))),
                        NOW))
                .isEmpty();
        assertThat(RoundTrip.TO_INTERNET.report(
                        reportEnvelope(subject.envelope()),
                        content(
                                subject.envelope(),
                                null,
                                List.of(asked(failed, OriginatorReportRequest.NON_DELIVERY_REPORT))),
                        NOW))
                .isPresent();
    }

    private static PerRecipientReportTransferFields asked(
            PerRecipientReportTransferFields fields, OriginatorReportRequest request) {
        return new PerRecipientReportTransferFields(
                fields.actualRecipientName(),
                fields.originallySpecifiedRecipientNumber(),
                PerRecipientIndicators.of(true, OriginatingMTAReportRequest.NON_DELIVERY_REPORT, request),
                fields.lastTraceInformation(),
                null,
                null,
                List.of());
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
        "550 5.1.0, 1,",
        "550 5.1.1, 1, 0",
        "550 5.1.4, 1, 1",
        "550 5.1.6, 1, 43",
        "553 5.1.7, 1, 11",
        "552 5.2.3, 1, 7",
        "452 4.2.2, 1, 4",
        "550 5.2.9, 1,",
        "552 5.3.4, 1, 7",
        "451 4.3.0, 0,",
        "451 4.4.3, 6,",
        "550 5.4.4, 0,",
        "554 5.4.6, 1, 3",
        "450 4.4.7, 1, 5",
        "452 5.5.3, 1, 16",
        "500 5.5.1, 1, 14",
        "554 5.6.1, 1, 6",
        "554 5.6.2, 1, 9",
        "554 5.6.3, 2, 8",
        "550 5.7.1, 1, 29",
        "554 5.7.8, 1, 46",
        "554 5.0.0, 1,",
        "554 5.9.9, 1,"
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
        "2, 25, 5.6.2",
        "4, 40, 5.1.0",
        "1, 43, 5.1.6",
        "1, 10, 5.6.3",
        "2, 200, 5.6.3"
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
