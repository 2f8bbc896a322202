package org.openx400.mta.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.read;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/** What every {@link MessageQueue} does. */
public interface MessageQueueContract extends PartialTransferContract {
    int LARGE = 3_000_000;

    /** Opens the queue of this test; after it was closed, the same one again. */
    @Override
    MessageQueue open() throws Exception;

    @Test
    default void keepsWhatItAcceptedWhenOpenedAgain() throws Exception {
        Octets content = random(1, 2048);
        NewEntry entry = new NewEntry("to-site2", List.of(0, 4, 7), NOW.plusMillis(5), null, List.of("a", "b"));
        long id;
        try (MessageQueue queue = open()) {
            id = accept(queue, message("m1", Priority.URGENT, spooled(queue, content, 1000), entry));
        }
        try (MessageQueue queue = open()) {
            assertThat(queue.message(id))
                    .contains(new StoredMessage(
                            id,
                            ApduKind.MESSAGE,
                            "[/C=US/A= /P=EXAMPLE;m1]",
                            Priority.URGENT,
                            Octets.utf8("envelope of m1"),
                            "C=US;A= ;P=EXAMPLE;S=Sender",
                            NOW,
                            NOW.plusSeconds(3600),
                            "from-site1",
                            2048));
            assertThat(read(queue, id, 500)).isEqualTo(content);
            QueueEntry kept = onlyEntry(queue);
            assertThat(kept)
                    .isEqualTo(new QueueEntry(
                            kept.id(),
                            id,
                            "to-site2",
                            List.of(0, 4, 7),
                            0,
                            0,
                            NOW.plusMillis(5),
                            null,
                            null,
                            List.of("a", "b"),
                            ApduKind.MESSAGE,
                            "[/C=US/A= /P=EXAMPLE;m1]",
                            Priority.URGENT,
                            "C=US;A= ;P=EXAMPLE;S=Sender",
                            NOW,
                            NOW.plusSeconds(3600),
                            "from-site1",
                            2048));
            assertThat(queue.entry(kept.id())).contains(kept);
        }
    }

    @Test
    default void keepsLargeContentOctetForOctetAndReadsItInPieces() throws Exception {
        Octets content = random(2, LARGE);
        long id;
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, content, 65_531);
            assertThat(spool.length()).isEqualTo(LARGE);
            done(spool.sync());
            id = accept(queue, message("large", spool, to("x")));
            assertThatThrownBy(() -> spool.write(Octets.of(1))).isInstanceOf(java.io.IOException.class);
            spool.discard();
        }
        try (MessageQueue queue = open();
                ContentReader reader = queue.content(id)) {
            assertThat(reader.length()).isEqualTo(LARGE);
            assertThat(reader.next(100_000)).isEqualTo(content.slice(0, 100_000));
            assertThat(reader.next(LARGE)).isEqualTo(content.from(100_000));
            assertThat(reader.next(1).isEmpty()).isTrue();
            assertThat(read(queue, id, 7_777)).isEqualTo(content);
        }
    }

    @Test
    default void takesContentThatWasSynchronisedWhileItWasSmall() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, random(3, 100), 10);
            done(spool.sync());
            spool.write(random(4, 50));
            long id = accept(queue, message("m", spool, to("x")));
            assertThat(read(queue, id, 1000)).isEqualTo(Octets.concat(random(3, 100), random(4, 50)));
        }
    }

    @Test
    default void readsContentBackBeforeItIsGivenAway() throws Exception {
        try (MessageQueue queue = open()) {
            for (int length : List.of(100, LARGE)) {
                Octets content = random(8, length);
                Spool spool = spooled(queue, content, 10_000);
                try (ContentReader reader = spool.reader()) {
                    assertThat(reader.length()).isEqualTo(length);
                    assertThat(reader.next(length)).isEqualTo(content);
                }
                long id = accept(queue, message("m" + length, spool, to("x")));
                assertThat(read(queue, id, 10_000)).isEqualTo(content);
                assertThatThrownBy(spool::reader).isInstanceOf(java.io.IOException.class);
            }
        }
    }

    @Test
    default void aProbeHasNoContent() throws Exception {
        try (MessageQueue queue = open()) {
            long id = accept(queue, message("probe", null, to("x")));
            assertThat(read(queue, id, 10).isEmpty()).isTrue();
        }
    }

    @Test
    default void takesAllMessagesOfAnAcceptOrNone() throws Exception {
        try (MessageQueue queue = open()) {
            Spool discarded = queue.newSpool();
            discarded.discard();
            Spool mine = spooled(queue, random(5, 100), 100);
            refused(() -> done(queue.accept(List.of(message("a", mine, to("x")), message("b", discarded, to("x"))))));
            refused(() -> done(queue.accept(List.of(message("a", mine, to("x")), message("goes nowhere", null)))));
            assertThat(queue.list(0, 10)).isEmpty();

            List<Long> ids = done(queue.accept(List.of(message("a", mine, to("x")), message("b", null, to("x")))));
            assertThat(ids).hasSize(2).doesNotHaveDuplicates();
            assertThat(queue.list(0, 10)).extracting(QueueEntry::messageId).isEqualTo(ids);
        }
    }

    @Test
    default void contentBelongsToOneMessageOnly() throws Exception {
        try (MessageQueue queue = open()) {
            Spool spool = spooled(queue, random(6, 100), 100);
            accept(queue, message("a", spool, to("x")));
            refused(() -> accept(queue, message("b", spool, to("x"))));
            assertThat(queue.list(0, 10)).hasSize(1);
        }
    }

    @Test
    default void finishRemovesTheEntryAndTakesWhatFollowsInOne() throws Exception {
        try (MessageQueue queue = open()) {
            long id = accept(queue, message("m", spooled(queue, random(7, LARGE), LARGE), to("x")));
            long entry = onlyEntry(queue).id();
            refused(() -> done(queue.finish(entry, List.of(message("no entry", null)))));
            assertThat(onlyEntry(queue).id()).isEqualTo(entry);

            done(queue.finish(entry, List.of(message("report", null, to("back")))));

            assertThat(onlyEntry(queue).mtsIdentifier()).contains("report");
            assertThat(queue.message(id)).isEmpty();
            refused(() -> read(queue, id, 1));
        }
    }

    @Test
    default void aChangeOfAnEntryThatIsNotThereFailsAndTakesNothing() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x")));
            long entry = onlyEntry(queue).id();
            done(queue.finish(entry, List.of()));
            NewMessage report = message("report", null, to("back"));
            refused(() -> done(queue.finish(entry, List.of(report))));
            refused(() -> done(queue.replace(entry, List.of(to("y")), List.of(report))));
            refused(() -> done(queue.reschedule(entry, 1, 1, NOW, "busy")));
            refused(() -> done(queue.hold(entry, "why")));
            refused(() -> done(queue.release(entry, NOW)));
            refused(() -> done(queue.delete(entry)));
            assertThat(queue.list(0, 10)).isEmpty();
        }
    }

    @Test
    default void theMessageStaysUntilItsLastEntryGoes() throws Exception {
        try (MessageQueue queue = open()) {
            long id = accept(queue, message("m", spooled(queue, random(8, 100), 100), to("x"), to("y")));
            List<QueueEntry> entries = queue.list(0, 10);
            done(queue.finish(entries.get(0).id(), List.of()));
            assertThat(read(queue, id, 1000)).isEqualTo(random(8, 100));
            done(queue.delete(entries.get(1).id()));
            assertThat(queue.message(id)).isEmpty();
            assertThat(queue.list(0, 10)).isEmpty();
        }
    }

    @Test
    default void replaceGivesTheMessageOtherWaysOut() throws Exception {
        try (MessageQueue queue = open()) {
            long id = accept(queue, message("m", Priority.URGENT, spooled(queue, random(9, 100), 100), to("x")));
            QueueEntry before = onlyEntry(queue);
            NewEntry first = new NewEntry("y", List.of(0), NOW, null, List.of("x"));
            NewEntry second = new NewEntry("z", List.of(1, 2), NOW, "wants a look", List.of("x"));
            done(queue.replace(before.id(), List.of(first, second), List.of(message("report", null, to("back")))));

            List<QueueEntry> after = queue.list(before.id(), 10);
            assertThat(after).extracting(QueueEntry::destination).containsExactly("y", "z", "back");
            assertThat(after.get(0).routesTried()).containsExactly("x");
            assertThat(after.get(0).expiry()).isEqualTo(before.expiry());
            assertThat(after.get(1).heldFor()).isEqualTo("wants a look");
            assertThat(after.get(1).recipients()).containsExactly(1, 2);
            assertThat(queue.due("y", Priority.URGENT, NOW, 0, 10)).containsExactly(after.get(0));
            assertThat(read(queue, id, 1000)).isEqualTo(random(9, 100));
        }
    }

    @Test
    default void dueEntriesComeByDestinationPriorityTimeAndId() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("1", Priority.NORMAL, null, to("x"), to("other")));
            accept(queue, message("2", Priority.URGENT, null, to("x")));
            accept(queue, message("3", Priority.NORMAL, null, to("x", NOW.plusSeconds(60))));
            accept(queue, message("4", Priority.NORMAL, null, to("x", NOW.minusSeconds(60))));
            accept(queue, message("5", Priority.NORMAL, null, to("x")));

            assertThat(due(queue, NOW, 0, 10)).containsExactly("1", "4", "5");
            assertThat(due(queue, NOW.minusMillis(1), 0, 10)).containsExactly("4");
            assertThat(due(queue, NOW.plusSeconds(60), 0, 10)).containsExactly("1", "3", "4", "5");
            assertThat(due(queue, NOW, 0, 2)).containsExactly("1", "4");
            long fourth = queue.due("x", Priority.NORMAL, NOW, 0, 2).get(1).id();
            assertThat(due(queue, NOW, fourth, 2)).containsExactly("5");
            assertThat(queue.due("x", Priority.URGENT, NOW, 0, 10)).hasSize(1);
            assertThat(queue.due("x", Priority.NON_URGENT, NOW, 0, 10)).isEmpty();
            assertThat(queue.due("unknown", Priority.NORMAL, NOW, 0, 10)).isEmpty();
        }
    }

    @Test
    default void manyDueEntriesArePagedInOrder() throws Exception {
        try (MessageQueue queue = open()) {
            List<NewMessage> messages = IntStream.range(0, 2_500)
                    .mapToObj(n -> message("n" + n, null, to("x", NOW.minusMillis(n))))
                    .toList();
            done(queue.accept(messages));
            List<Long> found = new ArrayList<>();
            List<QueueEntry> page = queue.due("x", Priority.NORMAL, NOW, 0, 700);
            while (!page.isEmpty()) {
                page.forEach(entry -> found.add(entry.id()));
                page = queue.due(
                        "x", Priority.NORMAL, NOW, page.get(page.size() - 1).id(), 700);
            }
            assertThat(found).hasSize(2_500).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    default void nextDueIsTheEarliestOfADestinationThatIsNotHeld() throws Exception {
        try (MessageQueue queue = open()) {
            assertThat(queue.nextDue("x", NOW)).isEmpty();
            accept(queue, message("1", Priority.NORMAL, null, to("x", NOW.plusSeconds(9))));
            accept(queue, message("2", Priority.NON_URGENT, null, to("x", NOW.plusSeconds(5))));
            accept(queue, message("3", Priority.URGENT, null, to("y", NOW)));
            assertThat(queue.nextDue("x", NOW)).contains(NOW.plusSeconds(5));
            assertThat(queue.nextDue("x", NOW.plusSeconds(5))).contains(NOW.plusSeconds(9));
            assertThat(queue.nextDue("x", NOW.plusSeconds(9))).isEmpty();
            done(queue.hold(queue.list(0, 10).get(1).id(), "why"));
            assertThat(queue.nextDue("x", NOW)).contains(NOW.plusSeconds(9));
        }
    }

    @Test
    default void rescheduleKeepsTheCountsTheTimeAndTheProblem() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x")));
            long entry = onlyEntry(queue).id();
            done(queue.reschedule(entry, 3, 2, NOW.plusSeconds(120), "peer is busy"));
            QueueEntry after = onlyEntry(queue);
            assertThat(after.attempts()).isEqualTo(3);
            assertThat(after.refusals()).isEqualTo(2);
            assertThat(after.lastProblem()).isEqualTo("peer is busy");
            assertThat(due(queue, NOW.plusSeconds(119), 0, 10)).isEmpty();
            assertThat(due(queue, NOW.plusSeconds(120), 0, 10)).containsExactly("m");
        }
    }

    @Test
    default void hasteningMakesLateRetriesDueAndLeavesDeferredAndHeldOnes() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("late", null, to("x")));
            accept(queue, message("soon", null, to("x")));
            accept(queue, message("elsewhere", null, to("y")));
            accept(queue, message("held", null, to("x")));
            accept(queue, message("deferred", null, to("x", NOW.plusSeconds(9000))));
            for (QueueEntry entry : queue.list(0, 4)) {
                int seconds = entry.mtsIdentifier().contains("soon") ? 10 : 9000;
                done(queue.reschedule(entry.id(), 1, 0, NOW.plusSeconds(seconds), "busy"));
            }
            done(queue.hold(queue.list(0, 4).get(3).id(), "wait"));
            assertThat(queue.hasten("x", NOW.plusSeconds(120)).get()).isEqualTo(1);
            assertThat(due(queue, NOW.plusSeconds(119), 0, 10)).containsExactly("soon");
            assertThat(due(queue, NOW.plusSeconds(120), 0, 10)).containsExactly("late", "soon");
        }
    }

    @Test
    default void aHeldEntryIsNeitherDueNorExpiredUntilItIsReleased() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x", NOW.plusSeconds(600))));
            long entry = onlyEntry(queue).id();
            done(queue.hold(entry, "cannot be processed"));
            assertThat(onlyEntry(queue).heldFor()).isEqualTo("cannot be processed");
            assertThat(due(queue, NOW.plusSeconds(1000), 0, 10)).isEmpty();
            assertThat(queue.expired(NOW.plusSeconds(9999), null, 10)).isEmpty();
            assertThat(queue.counts()).containsExactly(new QueueCount("x", 0, 1));

            done(queue.release(entry, NOW));
            assertThat(onlyEntry(queue).heldFor()).isNull();
            assertThat(due(queue, NOW, 0, 10)).containsExactly("m");
        }
    }

    @Test
    default void releaseLetsAWaitingEntryGoAtOnce() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x", NOW.plusSeconds(600))));
            done(queue.release(onlyEntry(queue).id(), NOW));
            assertThat(due(queue, NOW, 0, 10)).containsExactly("m");
        }
    }

    @Test
    default void expiredEntriesAreThoseWhoseTimeHasCome() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("m", null, to("x"), to("y")));
            assertThat(queue.expired(NOW.plus(Duration.ofSeconds(3600)).minusMillis(1), null, 10))
                    .isEmpty();
            assertThat(queue.expired(NOW.plusSeconds(3600), null, 10)).hasSize(2);
            QueueEntry first = queue.expired(NOW.plusSeconds(3600), null, 1).get(0);
            assertThat(queue.expired(NOW.plusSeconds(3600), first, 10))
                    .hasSize(1)
                    .doesNotContain(first);
        }
    }

    @Test
    default void countsEntriesByDestinationAndState() throws Exception {
        try (MessageQueue queue = open()) {
            accept(queue, message("1", null, to("x"), to("y"), to("y", NOW.plusSeconds(60))));
            accept(queue, message("2", null, new NewEntry("y", List.of(0), NOW, "held", List.of())));
            assertThat(queue.counts()).containsExactlyInAnyOrder(new QueueCount("x", 1, 0), new QueueCount("y", 2, 1));
        }
    }

    @Test
    default void countsMessagesBySource() throws Exception {
        try (MessageQueue queue = open()) {
            assertThat(queue.messagesFrom("from-site1")).isZero();
            accept(queue, message("1", null, to("x"), to("y")));
            accept(queue, message("2", null, to("x")));
            assertThat(queue.messagesFrom("from-site1")).isEqualTo(2);
            assertThat(queue.messagesFrom("from-site2")).isZero();
            queue.finish(queue.list(0, 10).get(2).id(), List.of()).join();
            assertThat(queue.messagesFrom("from-site1")).isEqualTo(1);
        }
    }

    @Test
    default void changesThatComeTogetherDoNotHarmOneAnother() throws Exception {
        try (MessageQueue queue = open()) {
            List<CompletableFuture<List<Long>>> accepted = new ArrayList<>();
            List<CompletableFuture<Void>> refused = new ArrayList<>();
            for (int n = 0; n < 600; n++) {
                accepted.add(queue.accept(List.of(message("n" + n, null, to("x")))));
                refused.add(queue.finish(1_000_000 + n, List.of(message("never", null, to("x")))));
            }
            for (CompletableFuture<List<Long>> future : accepted) {
                done(future);
            }
            for (CompletableFuture<Void> future : refused) {
                refused(() -> done(future));
            }
            assertThat(queue.counts()).containsExactly(new QueueCount("x", 600, 0));
        }
    }

    @Test
    default void manyProducersAndConsumersLoseNothing() throws Exception {
        try (MessageQueue queue = open()) {
            List<CompletableFuture<Void>> producers = IntStream.range(0, 8)
                    .mapToObj(producer -> CompletableFuture.runAsync(() -> produceAndFinish(queue, producer)))
                    .toList();
            for (CompletableFuture<Void> producer : producers) {
                done(producer);
            }
            assertThat(queue.list(0, 1000)).hasSize(8 * 25);
        }
    }

    /** Accepts fifty messages, every other one of a large content, and finishes every other one. */
    private static void produceAndFinish(MessageQueue queue, int producer) {
        try {
            for (int n = 0; n < 50; n++) {
                Octets content = random(n, n % 4 < 2 ? 100 : 40_000);
                String destination = producer + "-" + n;
                long id = accept(queue, message(destination, spooled(queue, content, 9_000), to(destination)));
                if (!read(queue, id, 10_000).equals(content)) {
                    throw new AssertionError("content of " + destination);
                }
                if (n % 2 == 0) {
                    QueueEntry entry =
                            queue.due(destination, Priority.NORMAL, NOW, 0, 1).get(0);
                    done(queue.finish(entry.id(), List.of()));
                }
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void refusesChangesWhenClosed() throws Exception {
        MessageQueue queue = open();
        queue.close();
        refused(() -> done(queue.accept(List.of(message("m", null, to("x"))))));
        refused(() -> queue.list(0, 1));
    }

    /** Waits for the future, and fails with what it failed with. */
    @Test
    default void takesWhatATransferBringsOnceAlsoAfterItHasLeftAndTheQueueWasOpenedAgain() throws Exception {
        TakenTransfer transfer = new TakenTransfer(Octets.of(1, 2, 3), NOW);
        Spool repeated;
        try (MessageQueue queue = open()) {
            assertThat(done(queue.acceptOnce(
                            transfer, List.of(message("m1", spooled(queue, random(1, 100), 100), to("x"))))))
                    .isTrue();
            done(queue.finish(onlyEntry(queue).id(), List.of()));
        }
        try (MessageQueue queue = open()) {
            repeated = spooled(queue, random(2, LARGE), 65_531);
            assertThat(done(queue.acceptOnce(transfer, List.of(message("m1", repeated, to("x"))))))
                    .isFalse();
            assertThat(queue.list(0, 10)).isEmpty();
            repeated.write(Octets.of(1));
            repeated.discard();
            assertThat(done(queue.acceptOnce(
                            new TakenTransfer(Octets.of(1, 2, 4), NOW), List.of(message("m1", null, to("x"))))))
                    .isTrue();
            assertThat(queue.list(0, 10)).hasSize(1);
        }
    }

    @Test
    default void takesOnlyOneOfEqualTransfersThatComeAtTheSameTime() throws Exception {
        try (MessageQueue queue = open()) {
            TakenTransfer transfer = new TakenTransfer(Octets.of(7), NOW);
            List<CompletableFuture<Boolean>> taken = IntStream.range(0, 20)
                    .mapToObj(i -> queue.acceptOnce(transfer, List.of(message("m" + i, null, to("x")))))
                    .toList();
            int news = 0;
            for (CompletableFuture<Boolean> each : taken) {
                news += done(each) ? 1 : 0;
            }
            assertThat(news).isEqualTo(1);
            assertThat(queue.list(0, 100)).hasSize(1);
        }
    }

    @Test
    default void aTransferWhoseMessagesAreNotTakenIsNotRemembered() throws Exception {
        try (MessageQueue queue = open()) {
            TakenTransfer transfer = new TakenTransfer(Octets.of(8), NOW);
            refused(() -> done(queue.acceptOnce(transfer, List.of(message("goes nowhere", null)))));
            assertThat(queue.transfers(Octets.NONE, 10)).isEmpty();
            assertThat(done(queue.acceptOnce(transfer, List.of(message("m", null, to("x"))))))
                    .isTrue();
        }
    }

    @Test
    default void forgetsTheOldestTransfersFirstAndNoneThatIsNotOldEnough() throws Exception {
        try (MessageQueue queue = open()) {
            for (int i = 0; i < 10; i++) {
                done(queue.acceptOnce(new TakenTransfer(Octets.of(200 - i), NOW.plusSeconds(i)), List.of()));
            }
            assertThat(done(queue.forgetTransfers(NOW.plusSeconds(6), 4))).isEqualTo(4);
            assertThat(done(queue.forgetTransfers(NOW.plusSeconds(6), 4))).isEqualTo(2);
            assertThat(done(queue.forgetTransfers(NOW.plusSeconds(6), 4))).isZero();
            assertThat(queue.transfers(Octets.NONE, 3))
                    .containsExactly(
                            new TakenTransfer(Octets.of(191), NOW.plusSeconds(9)),
                            new TakenTransfer(Octets.of(192), NOW.plusSeconds(8)),
                            new TakenTransfer(Octets.of(193), NOW.plusSeconds(7)));
            assertThat(queue.transfers(Octets.of(193), 3))
                    .containsExactly(new TakenTransfer(Octets.of(194), NOW.plusSeconds(6)));
        }
    }

    static <T> T done(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    static void refused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(QueueException.class);
    }

    static long accept(MessageQueue queue, NewMessage message) throws Exception {
        return done(queue.accept(List.of(message))).get(0);
    }

    static QueueEntry onlyEntry(MessageQueue queue) throws QueueException {
        List<QueueEntry> entries = queue.list(0, 10);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    /** The local parts of the identifiers of what is due at x with normal priority. */
    private static List<String> due(MessageQueue queue, java.time.Instant now, long afterId, int limit)
            throws QueueException {
        return queue.due("x", Priority.NORMAL, now, afterId, limit).stream()
                .map(entry -> entry.mtsIdentifier().replaceAll(".*;|]", ""))
                .toList();
    }
}
