package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueEntry;

/** A relay that shares the queue with the relay of another group, on whatever node that is. */
class ShareTest {
    private static final String ALICE = "C=US;A= ;P=SITE1;S=Alice";
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void toSite2IsTheOthers() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("to-site1", "SITE1"), mta.connector("to-site2", "SITE2"));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.share = new Share(Set.of("to-site2"), false);
        mta.start();
    }

    private Stream<String> waiting() throws Exception {
        return mta.queue.counts().stream().map(QueueCount::destination);
    }

    @Test
    void queuesForTheOtherAndSendsItsOwn() throws Exception {
        mta.receive("to-site1", Samples.message("m1").to(BOB).apdu());
        mta.receive("to-site1", Samples.message("m2").to(ALICE).apdu());
        assertThat(waiting()).containsExactly("to-site2");
        assertThat(mta.sent()).hasSize(1);
    }

    @Test
    void leavesLocalDeliveryToTheOther() throws Exception {
        mta.receive("to-site1", Samples.message("m1").to(Samples.DUTY).apdu());
        assertThat(waiting()).containsExactly(RelaySettings.LOCAL);
    }

    @Test
    void findsWhatTheOtherHasQueuedForIt() throws Exception {
        mta.receive("to-site1", Samples.message("m1").to(BOB).apdu());
        QueueEntry entry = mta.queue.list(0, 10).get(0);
        NewEntry ours = new NewEntry("to-site1", entry.recipients(), Instant.EPOCH, null, List.of());
        mta.queue.replace(entry.id(), List.of(ours), List.of()).join();
        mta.time.settle();
        assertThat(mta.sent()).isEmpty();

        mta.relay.lookAtQueue();
        mta.time.settle();
        assertThat(mta.sent()).hasSize(1);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void doesNotReportWhatExpiresForTheOther() throws Exception {
        mta.receive("to-site1", Samples.message("m1").to(BOB).apdu());
        mta.time.advance(Duration.ofDays(30));
        assertThat(waiting()).containsExactly("to-site2");
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).isEmpty();
    }

    @Test
    void reportsWhatExpiresBehindManyThatExpiredForTheOther() throws Exception {
        QueueEntry entry = null;
        for (int i = 0; i < 501; i++) {
            mta.receive("to-site1", Samples.message("m" + i).to(BOB).apdu());
        }
        entry = mta.queue.list(500, 1).get(0);
        NewEntry ours = new NewEntry("to-site1", entry.recipients(), Instant.MAX, null, List.of());
        mta.queue.replace(entry.id(), List.of(ours), List.of()).join();
        mta.time.advance(Duration.ofDays(7).plusMinutes(1));
        assertThat(mta.events(EventId.MESSAGE_EXPIRED)).hasSize(1);
    }
}
