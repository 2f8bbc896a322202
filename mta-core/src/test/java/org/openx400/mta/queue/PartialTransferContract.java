package org.openx400.mta.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.queue.MessageQueueContract.accept;
import static org.openx400.mta.queue.MessageQueueContract.done;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.read;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.PartialTransfer.TakenUp;

/** What every {@link MessageQueue} does with transfers that have come in up to a checkpoint. */
public interface PartialTransferContract {
    PartialTransfer.Key KEY = key(1);
    Octets CONTENT = random(11, 1_200_000);
    int SECURED = 700_001;

    MessageQueue open() throws Exception;

    static PartialTransfer.Key key(int activity) {
        return new PartialTransfer.Key("from-site1", Octets.utf8("site1 2026"), Octets.of(2, 1, activity));
    }

    static PartialTransfer transfer(PartialTransfer.Key key, long length, Instant at) {
        return new PartialTransfer(
                key, 7, length + 4, length, 60, 3, at, Octets.utf8("state"), Octets.of(0xa0, 0x80, 0, 1));
    }

    /** A transfer whose content was secured up to some octet, after which more came. */
    private static Spool secured(MessageQueue queue, PartialTransfer.Key key, Instant at) throws Exception {
        Spool spool = spooled(queue, CONTENT.slice(0, SECURED), 100_000);
        done(spool.secure(transfer(key, SECURED, at)));
        spool.write(random(99, 50_000));
        done(spool.sync());
        return spool;
    }

    private static Optional<TakenUp> takeUp(MessageQueue queue, PartialTransfer.Key key) throws Exception {
        return done(queue.takeUp(key, NOW));
    }

    @Test
    default void aTransferGoesOnBehindWhatWasSecuredOfItWhenTheQueueIsOpenedAgain() throws Exception {
        try (MessageQueue queue = open()) {
            secured(queue, KEY, NOW);
        }
        try (MessageQueue queue = open()) {
            assertThat(takeUp(queue, key(2))).isEmpty();
            TakenUp there = takeUp(queue, KEY).orElseThrow();
            assertThat(there.transfer()).isEqualTo(transfer(KEY, SECURED, NOW));
            assertThat(there.content().length()).isEqualTo(SECURED);
            try (ContentReader reader = there.content().reader()) {
                assertThat(reader.next(SECURED)).isEqualTo(CONTENT.slice(0, SECURED));
            }
            assertThat(takeUp(queue, KEY)).as("while it is under way").isEmpty();
            there.content().write(CONTENT.from(SECURED));
            long id = accept(queue, message("m", there.content(), to("x")));
            assertThat(read(queue, id, 65_536)).isEqualTo(CONTENT);
            assertThat(queue.partialTransfers()).isEmpty();
            assertThat(takeUp(queue, KEY)).isEmpty();
        }
    }

    @Test
    default void aTransferThatWasTakenUpIsSecuredFurtherAndTakenUpAgain() throws Exception {
        for (int length : new int[] {SECURED, 3 * 262_144}) {
            try (MessageQueue queue = open()) {
                Spool spool = spooled(queue, CONTENT.slice(0, length), 100_000);
                done(spool.secure(transfer(KEY, length, NOW)));
                spool.leave();
                takeUp(queue, KEY).orElseThrow().content().leave();
            }
            try (MessageQueue queue = open()) {
                Spool spool = takeUp(queue, KEY).orElseThrow().content();
                spool.write(CONTENT.slice(length, length + 1000));
                done(spool.secure(transfer(key(2), length + 1000, NOW)));
                assertThat(queue.partialTransfers()).hasSize(1);
            }
            try (MessageQueue queue = open()) {
                assertThat(takeUp(queue, KEY)).isEmpty();
                Spool spool = takeUp(queue, key(2)).orElseThrow().content();
                spool.write(CONTENT.from(length + 1000));
                long id = accept(queue, message("m", spool, to("x")));
                assertThat(read(queue, id, 65_536)).isEqualTo(CONTENT);
            }
        }
    }

    @Test
    default void aChangeThatFailsAtTheSameTimeDoesNotKeepATransferFromBeingTakenUp() throws Exception {
        try (MessageQueue queue = open()) {
            secured(queue, KEY, NOW).leave();
            for (int i = 0; i < 10; i++) {
                var before = queue.release(99_999, NOW);
                var takenUp = queue.takeUp(KEY, NOW);
                var behind = queue.release(99_999, NOW);
                assertThat(done(takenUp))
                        .isPresent()
                        .get()
                        .satisfies(there -> there.content().leave());
                assertThat(before).failsWithin(Duration.ofSeconds(10));
                assertThat(behind).failsWithin(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    default void whatWasNotSecuredOrIsDiscardedIsGone() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = secured(queue, KEY, NOW);
            assertThat(queue.partialTransfers()).hasSize(1);
            spool.discard();
            assertThat(takeUp(queue, KEY)).isEmpty();
            spooled(queue, CONTENT, 100_000).leave();
            assertThat(queue.partialTransfers()).isEmpty();
        }
    }

    @Test
    default void whatComesTooLateSecuresNothing() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, CONTENT, 100_000);
            var accepted = queue.accept(List.of(message("m", spool, to("x"))));
            var late = spool.secure(transfer(KEY, CONTENT.length(), NOW));
            done(accepted);
            done(late);
            assertThat(queue.partialTransfers()).isEmpty();
        }
    }

    @Test
    default void forgetsTransfersThatAreTooOldOrTooManyAndNoneThatIsUnderWay() throws Exception {
        try (MessageQueue queue = open()) {
            for (int i = 0; i < 5; i++) {
                secured(queue, key(i), NOW.plusSeconds(i)).leave();
            }
            secured(queue, key(9), NOW);
            assertThat(done(queue.forgetPartial(NOW.plusSeconds(1), Long.MAX_VALUE)))
                    .isEqualTo(1);
            assertThat(done(queue.forgetPartial(NOW, 2L * SECURED))).isEqualTo(2);
            assertThat(queue.partialTransfers().stream().map(PartialTransfer::key))
                    .containsExactly(key(4), key(3), key(9));
            assertThat(done(queue.takeUp(key(3), NOW.plusSeconds(4)))).isEmpty();
            assertThat(done(queue.takeUp(key(4), NOW.plusSeconds(4)))).isPresent();
            assertThat(done(queue.forgetPartial(NOW, 0))).isEqualTo(1);
        }
    }
}
