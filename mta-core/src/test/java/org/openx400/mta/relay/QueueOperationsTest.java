package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.QueueException;

/** What an administrator does with an entry, while the dispatcher has it in memory. */
class QueueOperationsTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";

    @TempDir
    Path folder;

    private RelayFixture mta;
    private long entry;

    @BeforeEach
    void oneMessageThatWaits() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"));
        mta.associator.refuse();
        mta.start();
        mta.receive("from-origin", Samples.message("m1").to(BOB).apdu());
        entry = new QueueView(mta.queue).list(0, 10).get(0).id();
    }

    private <T> T done(CompletableFuture<T> operation) {
        mta.time.settle();
        return operation.join();
    }

    private void peerComesBack() {
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.time.advance(Duration.ofSeconds(600));
    }

    @Test
    void showsAnEntryWithItsEnvelope() throws Exception {
        QueueView.Details details = new QueueView(mta.queue).show(entry).orElseThrow();
        assertThat(details.entry().destination()).isEqualTo("to-site2");
        assertThat(details.envelope().mtsIdentifier().localIdentifier()).isEqualTo("m1");
        assertThat(new QueueView(mta.queue).show(entry + 100)).isEmpty();
    }

    @Test
    void aHeldEntryStaysUntilItIsReleased() throws Exception {
        done(mta.relay.queue().hold(entry, "wait for the auditors"));
        peerComesBack();
        mta.time.advance(Duration.ofDays(30));
        assertThat(mta.sent()).isEmpty();
        assertThat(new QueueView(mta.queue).list(0, 10).get(0).heldFor()).isEqualTo("wait for the auditors");

        done(mta.relay.queue().release(entry));
        assertThat(mta.sent()).hasSize(1);
        assertThat(mta.events(EventId.MESSAGE_HELD)).hasSize(1);
        assertThat(mta.events(EventId.MESSAGE_RELEASED)).hasSize(1);
    }

    @Test
    void aDeletedEntryIsNotSentAndNotReported() throws Exception {
        done(mta.relay.queue().delete(entry));
        peerComesBack();
        assertThat(mta.sent()).isEmpty();
        assertThat(new QueueView(mta.queue).list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_DELETED)).hasSize(1);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).isEmpty();
    }

    @Test
    void triesADeferredEntryAtOnce() throws Exception {
        peerComesBack();
        mta.receive(
                "from-origin",
                Samples.message("m2")
                        .to(BOB)
                        .deferredUntil(mta.time.instant().plusSeconds(3600))
                        .apdu());
        assertThat(mta.sent()).hasSize(1);
        done(mta.relay.queue().retry(new QueueView(mta.queue).list(0, 10).get(0).id()));
        assertThat(mta.sent()).hasSize(2);
    }

    @Test
    void aRetryDialsNowInsteadOfWhenTheTimerEnds() throws Exception {
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        assertThat(done(mta.relay.queue().retry(entry))).isEqualTo(Attempt.DIALLED);
        mta.time.settle();
        assertThat(mta.sent()).hasSize(1);
    }

    @Test
    void refusesToTouchWhatIsInTransfer() throws Exception {
        mta.associator.onOpen(association -> association.user().opened(association, true));
        mta.time.advance(Duration.ofSeconds(600));
        CompletableFuture<Void> deletion = mta.relay.queue().delete(entry);
        mta.time.settle();
        assertThatThrownBy(deletion::join)
                .hasCauseInstanceOf(QueueException.class)
                .hasMessageContaining("in transfer");
        assertThat(new QueueView(mta.queue).list(0, 10)).hasSize(1);
    }

    @Test
    void refusesAnEntryThatIsNotThere() {
        CompletableFuture<Void> deletion = mta.relay.queue().delete(entry + 100);
        mta.time.settle();
        assertThatThrownBy(deletion::join).hasMessageContaining("no entry");
    }
}
