package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/** A content of which the first octets can be read and the rest cannot: found out when they have left already. */
class UnreadableContentTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final Octets CONTENT = Octets.wrap(new byte[3 * 64 * 1024]);

    @TempDir
    Path folder;

    private RelayFixture mta;
    private MemoryQueue queue;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"))
                .start();
        queue = (MemoryQueue) mta.queue;
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
    }

    private void receive(String recipient, @Nullable IOException failure) {
        queue.failContents(failure);
        assertThat(mta.receive(
                        "from-origin",
                        Samples.message("m1").to(recipient).content(CONTENT).apdu()))
                .isInstanceOf(Intake.Decision.Accepted.class);
    }

    private List<QueueEntry> entries() throws QueueException {
        return mta.queue.list(0, 10);
    }

    private void readsWork() {
        queue.failContents(null);
        mta.time.advance(LocalDispatcher.RETRY);
    }

    private void assertHeldForItsOctets() throws Exception {
        assertThat(entries())
                .singleElement()
                .extracting(QueueEntry::heldFor)
                .asString()
                .contains("octet 65536");
        assertThat(mta.events(EventId.STORED_MESSAGE_DAMAGED)).hasSize(1);
    }

    @Test
    void aDamagedOneIsHeldAndNothingOfItArrives() throws Exception {
        receive(BOB, new DamagedContentException(65_536, "other octets"));
        assertThat(mta.sent()).isEmpty();
        assertHeldForItsOctets();
        readsWork();
        assertThat(mta.sent()).isEmpty();
    }

    @Test
    void oneThatCannotBeReadIsTriedAgainAndTold() throws Exception {
        receive(BOB, new IOException("Input/output error"));
        assertThat(mta.sent()).isEmpty();
        assertThat(entries()).singleElement().extracting(QueueEntry::heldFor).isNull();
        assertThat(mta.events(EventId.STORE_PROBLEM)).hasSize(1);
        readsWork();
        assertThat(mta.sent()).hasSize(1);
        assertThat(entries()).isEmpty();
    }

    @Test
    void oneThatMemoryDoesNotSufficeForIsTriedAgain() throws Exception {
        queue.exhaustMemory(true);
        receive(BOB, null);
        assertThat(mta.sent()).isEmpty();
        queue.exhaustMemory(false);
        mta.time.advance(LocalDispatcher.RETRY);
        assertThat(mta.sent()).hasSize(1);
        assertThat(entries()).isEmpty();
    }

    @Test
    void aDamagedOneIsNotDelivered() throws Exception {
        receive(Samples.DUTY, new DamagedContentException(65_536, "other octets"));
        assertThat(delivered()).isEmpty();
        assertHeldForItsOctets();
    }

    @Test
    void oneThatCannotBeReadIsDeliveredLater() throws Exception {
        receive(Samples.DUTY, new IOException("Input/output error"));
        assertThat(delivered()).isEmpty();
        readsWork();
        assertThat(delivered()).hasSize(1);
        assertThat(entries()).isEmpty();
    }

    private List<Path> delivered() throws IOException {
        Path mailbox = folder.resolve("duty");
        if (!Files.exists(mailbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mailbox)) {
            return files.filter(file -> file.toString().endsWith(".p1")).toList();
        }
    }
}
