package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.Spool;

/** What our own users send, and what comes back to them. */
class SubmittingTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final String NOBODY = "C=US;A= ;P=NOWHERE;S=Nobody";

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("to-site2", "SITE2"));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
    }

    private static Submission.Envelope envelope(
            String originator,
            OriginatorReportRequest report,
            @Nullable String contentIdentifier,
            @Nullable Instant deferred,
            String... recipients) {
        return new Submission.Envelope(
                Samples.name(originator),
                Stream.of(recipients)
                        .map(recipient -> new Submission.Recipient(Samples.name(recipient), report))
                        .toList(),
                ContentType.INTERPERSONAL_MESSAGING_1988,
                null,
                contentIdentifier,
                Priority.NORMAL,
                PerMessageIndicators.NONE,
                deferred,
                List.of());
    }

    private CompletableFuture<MTSIdentifier> submit(Submission.Envelope envelope) throws IOException {
        Spool content = mta.relay.submission().newContent();
        content.write(Samples.CONTENT);
        CompletableFuture<MTSIdentifier> identifier = mta.relay.submission().submit(envelope, content);
        mta.time.settle();
        return identifier;
    }

    private List<DeliverySummary> mailbox() throws IOException {
        List<DeliverySummary> summaries = new java.util.ArrayList<>();
        if (Files.isDirectory(folder.resolve("duty"))) {
            try (Stream<Path> files = Files.list(folder.resolve("duty"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".json")).toList()) {
                    summaries.add(DeliverySummary.fromJson(Octets.wrap(Files.readAllBytes(file))));
                }
            }
        }
        return summaries;
    }

    @Test
    void givesAnIdentifierOfOurDomainAndTransfersTheMessage() throws Exception {
        MTSIdentifier identifier = submit(envelope(Samples.DUTY, OriginatorReportRequest.REPORT, null, null, BOB))
                .join();
        assertThat(identifier.globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);
        assertThat(identifier.localIdentifier()).startsWith("261120120000.").hasSizeLessThanOrEqualTo(32);
        MessageTransferEnvelope sent =
                new EnvelopeDecoder(P1Limits.DEFAULT).message(mta.sent().get(0).envelope());
        assertThat(sent.messageIdentifier()).isEqualTo(identifier);
        assertThat(sent.traceInformation()).hasSize(1);
        assertThat(sent.perRecipientFields()
                        .get(0)
                        .perRecipientIndicators()
                        .bits()
                        .contents()
                        .from(1)
                        .toHex())
                .isEqualTo("d0");
        assertThat(mta.events(EventId.MESSAGE_SUBMITTED)).hasSize(1);
    }

    @Test
    void neverGivesTheSameIdentifierTwice() throws Exception {
        Submission.Envelope envelope = envelope(Samples.DUTY, OriginatorReportRequest.NO_REPORT, null, null, BOB);
        assertThat(List.of(
                        submit(envelope).join(),
                        submit(envelope).join(),
                        submit(envelope).join()))
                .doesNotHaveDuplicates();
    }

    @Test
    void refusesAnOriginatorWhoIsNotOurs() throws Exception {
        CompletableFuture<MTSIdentifier> answer =
                submit(envelope(BOB, OriginatorReportRequest.NO_REPORT, null, null, Samples.DUTY));
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(Submission.Refusal.class)
                .hasMessageContaining("not one of our users");
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void refusesWhatIsOverAnUpperBoundAndNamesTheField() throws Exception {
        CompletableFuture<MTSIdentifier> answer =
                submit(envelope(Samples.DUTY, OriginatorReportRequest.NO_REPORT, "seventeen letters", null, BOB));
        assertThatThrownBy(answer::join).hasMessageContaining("content-identifier");
    }

    @Test
    void refusesAMessageToNobody() throws Exception {
        CompletableFuture<MTSIdentifier> answer =
                submit(envelope(Samples.DUTY, OriginatorReportRequest.NO_REPORT, null, null));
        assertThatThrownBy(answer::join).hasMessageContaining("no recipient");
    }

    @Test
    void putsTheReportOnAnUnroutableRecipientIntoTheMailbox() throws Exception {
        MTSIdentifier identifier = submit(
                        envelope(Samples.DUTY, OriginatorReportRequest.NON_DELIVERY_REPORT, "ci", null, NOBODY))
                .join();
        DeliverySummary report = mailbox().get(0);
        assertThat(report.kind()).isEqualTo("report");
        assertThat(report.reportOn().subjectMtsId()).isEqualTo(identifier.toString());
        assertThat(report.reportOn().contentIdentifier()).isEqualTo("ci");
        DeliverySummary.RecipientOutcome outcome = report.reportOn().outcomes().get(0);
        assertThat(outcome.delivered()).isFalse();
        assertThat(outcome.reason()).isEqualTo("unable-to-transfer");
        assertThat(outcome.diagnostic()).isEqualTo("unrecognised-OR-name");
        assertThat(mta.events(EventId.REPORT_DELIVERED)).hasSize(1);
    }

    @Test
    void keepsAReportFromAnOriginatorWhoDidNotAskForIt() throws Exception {
        submit(envelope(Samples.DUTY, OriginatorReportRequest.NO_REPORT, null, null, NOBODY));
        assertThat(mailbox()).isEmpty();
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.REPORT_ABSORBED)).hasSize(1);
    }

    @Test
    void showsOnlyTheOutcomesThatTheOriginatorAskedFor() throws Exception {
        Submission.Envelope all =
                envelope(Samples.DUTY, OriginatorReportRequest.NON_DELIVERY_REPORT, null, null, NOBODY);
        submit(new Submission.Envelope(
                all.originator(),
                List.of(
                        new Submission.Recipient(Samples.name(NOBODY), OriginatorReportRequest.NO_REPORT),
                        new Submission.Recipient(
                                Samples.name("C=US;A= ;P=NOWHERE;S=Else"),
                                OriginatorReportRequest.NON_DELIVERY_REPORT)),
                all.contentType(),
                all.encodedInformationTypes(),
                all.contentIdentifier(),
                all.priority(),
                all.indicators(),
                all.deferredDeliveryTime(),
                all.extensions()));
        assertThat(mailbox().get(0).reportOn().outcomes())
                .extracting(DeliverySummary.RecipientOutcome::recipient)
                .containsExactly("C=US;A= ;P=NOWHERE;S=Else");
    }

    @Test
    void deliversToItselfAndReportsIt() throws Exception {
        submit(envelope(Samples.DUTY, OriginatorReportRequest.REPORT, null, null, Samples.DUTY));
        assertThat(mailbox()).extracting(DeliverySummary::kind).containsExactlyInAnyOrder("message", "report");
    }

    @Test
    void saysInTheTraceUntilWhenItWasDeferred() throws Exception {
        Instant later = RelayFixture.START.plusSeconds(60);
        submit(envelope(Samples.DUTY, OriginatorReportRequest.NO_REPORT, null, later, BOB));
        assertThat(mta.sent()).isEmpty();
        mta.time.advance(java.time.Duration.ofSeconds(60));
        MessageTransferEnvelope sent =
                new EnvelopeDecoder(P1Limits.DEFAULT).message(mta.sent().get(0).envelope());
        assertThat(sent.traceInformation()
                        .get(0)
                        .domainSuppliedInformation()
                        .deferredTime()
                        .instant())
                .isEqualTo(later);
    }

    @Test
    void answersAProbeOfItsOwn() throws Exception {
        CompletableFuture<MTSIdentifier> identifier = mta.relay
                .submission()
                .probe(envelope(Samples.DUTY, OriginatorReportRequest.REPORT, null, null, Samples.DUTY, NOBODY), 100);
        mta.time.settle();
        assertThat(identifier.join().globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);
        assertThat(mailbox())
                .flatExtracting(summary -> summary.reportOn().outcomes())
                .extracting(DeliverySummary.RecipientOutcome::delivered)
                .containsExactlyInAnyOrder(true, false);
    }
}
