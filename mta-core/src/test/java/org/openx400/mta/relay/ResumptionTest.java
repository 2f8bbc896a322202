package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;

/** With the real store: APDUs that had come in up to a checkpoint when the process ended. */
class ResumptionTest {
    private static final Octets CONTENT = random(3_000_000);
    private static final Octets APDU = apdu(CONTENT);
    private static final int SECURED = 2_000_000;

    @TempDir
    Path folder;

    private JdbcMessageQueue queue;

    @AfterEach
    void close() {
        queue.close();
    }

    private static Octets random(int length) {
        byte[] octets = new byte[length];
        new Random(1).nextBytes(octets);
        return Octets.wrap(octets);
    }

    private static Octets apdu(Octets content) {
        return Samples.message("m1")
                .content(content)
                .to("C=US;A= ;P=SITE2;S=Bob")
                .apdu();
    }

    /** The process is started, after the end of the one before. */
    private RelayFixture start() throws Exception {
        if (queue != null) {
            queue.close();
        }
        queue = JdbcMessageQueue.open(new QueueSettings("jdbc:sqlite:queue.db", folder));
        RelayFixture mta = new RelayFixture(folder.resolve("mailboxes"), queue);
        mta.maximumContent = 10_000_000;
        mta.maximumApdu = 20_000_000;
        mta.associator.refuse();
        return mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"))
                .start();
    }

    private static Intake.Progress progress(int activity, int windowSize) {
        return new Intake.Progress(
                Octets.utf8("connection"), Octets.of(2, 1, activity), 9, 30, windowSize, Octets.utf8("state"));
    }

    private static ScriptedAssociation association(RelayFixture mta) {
        return new ScriptedAssociation("in", mta.named("from-origin"));
    }

    /** Octets up to there come in with a checkpoint behind them, then some more that nobody makes safe. */
    private static Intake.IncomingTransfer receive(
            RelayFixture mta, Octets apdu, int secured, Intake.Progress progress) {
        Intake.IncomingTransfer transfer = mta.relay.intake().begin(association(mta));
        pieces(transfer, apdu.slice(0, secured));
        transfer.checkpoint(progress).join();
        pieces(transfer, apdu.slice(secured, secured + 100_000));
        return transfer;
    }

    private static void pieces(Intake.IncomingTransfer transfer, Octets octets) {
        for (int at = 0; at < octets.length(); at += 30_000) {
            transfer.octets(octets.slice(at, Math.min(at + 30_000, octets.length())));
        }
    }

    private static Optional<Intake.Resumed> resume(RelayFixture mta, int activity) {
        return mta.relay.intake().resume(association(mta), Octets.utf8("connection"), Octets.of(2, 1, activity));
    }

    private Intake.Decision end(RelayFixture mta, Intake.IncomingTransfer transfer) {
        CompletableFuture<Intake.Decision> decision = transfer.end();
        await().until(() -> {
            mta.time.settle();
            return decision.isDone();
        });
        return decision.join();
    }

    @Test
    void anApduThatHadComeUpToACheckpointGoesOnBehindItAfterARestartAndIsTakenAsOne() throws Exception {
        receive(start(), APDU, SECURED, progress(1, 5));
        RelayFixture mta = start();
        Intake.Resumed resumed = resume(mta, 1).orElseThrow();
        assertThat(resumed.state()).isEqualTo(Octets.utf8("state"));
        assertThat(resume(mta, 1)).as("while it goes on").isEmpty();
        pieces(resumed.transfer(), APDU.from(SECURED));
        assertThat(end(mta, resumed.transfer())).isEqualTo(new Intake.Decision.Accepted());
        QueueEntry entry = queue.list(0, 10).get(0);
        try (ContentReader content = queue.content(entry.messageId())) {
            assertThat(content.next(CONTENT.length() + 1)).isEqualTo(CONTENT);
        }
        assertThat(queue.partialTransfers()).isEmpty();

        assertThat(mta.receive("from-origin", APDU)).isEqualTo(new Intake.Decision.Accepted());
        await().untilAsserted(() ->
                assertThat(mta.events(EventId.DUPLICATE_RECOGNISED)).hasSize(1));
        assertThat(queue.list(0, 10)).hasSize(1);
    }

    @Test
    void whatIsLeftAtTheEndIsTakenUpAndWhatIsAbandonedIsNot() throws Exception {
        RelayFixture mta = start();
        receive(mta, APDU, SECURED, progress(1, 5)).leave("the MTA stops");
        receive(mta, APDU, SECURED, progress(2, 5)).abandon("the peer discarded it");
        Intake.IncomingTransfer small = receive(mta, APDU, 500_000, progress(3, 5));
        small.leave("the MTA stops");
        assertThat(mta.events(EventId.TRANSFER_ABANDONED)).hasSize(2);
        RelayFixture next = start();
        assertThat(resume(next, 2)).isEmpty();
        assertThat(resume(next, 3)).isEmpty();
        assertThat(resume(next, 1)).isPresent();
    }

    @Test
    void aTransferHasItsEnvelopeInMemoryAndItsContentUntilThatIsLarge() throws Exception {
        RelayFixture mta = start();
        Intake.IncomingTransfer transfer = mta.relay.intake().begin(association(mta));
        pieces(transfer, APDU.slice(0, 100));
        assertThat(transfer.inMemory()).isBetween(90L, 200L);
        pieces(transfer, APDU.slice(100, 200_000));
        assertThat(transfer.inMemory()).isBetween(200_000L, 201_000L);
        pieces(transfer, APDU.slice(200_000, 1_000_000));
        assertThat(transfer.inMemory()).isLessThan(64_000L);
        transfer.abandon("the test ends");
    }

    @Test
    void smallStepsAndContentsInSegmentsAreNotSecured() throws Exception {
        RelayFixture mta = start();
        receive(mta, APDU, SECURED, progress(1, 2));
        int contentAt = APDU.length() - CONTENT.length() - 5;
        Octets segments = Octets.concat(
                Octets.hex("a080"),
                APDU.slice(5, contentAt),
                Octets.hex("2480 0401 00 0483 2dc6c0"),
                CONTENT,
                Octets.hex("0000 0000"));
        receive(mta, segments, SECURED, progress(2, 5));
        receive(mta, APDU, SECURED, new Intake.Progress(Octets.NONE, Octets.NONE, 9, 30, 5, Octets.NONE));
        assertThat(queue.partialTransfers()).isEmpty();
        receive(mta, APDU, SECURED, progress(3, 5));
        assertThat(queue.partialTransfers()).hasSize(1);
    }

    @Test
    void whatIsTooOldIsForgotten() throws Exception {
        receive(start(), APDU, SECURED, progress(1, 5));
        RelayFixture mta = start();
        mta.time.advance(RelayFixture.RESUMPTION.age().minus(Duration.ofMinutes(2)));
        assertThat(queue.partialTransfers()).hasSize(1);
        mta.time.advance(Duration.ofMinutes(4));
        await().untilAsserted(
                        () -> { // the next look is scheduled when the store has answered the last
                            mta.time.advance(Resumptions.INTERVAL);
                            assertThat(queue.partialTransfers()).isEmpty();
                        });
        await().untilAsserted(() -> assertThat(folder.resolve("spool")).isEmptyDirectory());
        assertThat(resume(mta, 1)).isEmpty();
    }
}
