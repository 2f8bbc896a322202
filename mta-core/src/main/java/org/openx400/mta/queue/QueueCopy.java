package org.openx400.mta.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Octets;

/** Copies a queue into another one, message by message, and compares the two. Nothing else may use them meanwhile. */
public final class QueueCopy {
    private static final int PIECE = 256 * 1024;
    private static final int PAGE = 500;

    private final MessageQueue from;
    private final MessageQueue to;

    private QueueCopy(MessageQueue from, MessageQueue to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Copies all; entries and messages get new numbers. Returns how many messages there are.
     *
     * @throws QueueException when the target is not empty, something is damaged, or the copy is not like its original
     */
    public static int all(MessageQueue from, MessageQueue to) throws QueueException, IOException {
        if (!to.list(0, 1).isEmpty()) {
            throw new QueueException("The target is not empty");
        }
        QueueCopy copy = new QueueCopy(from, to);
        Map<Long, List<QueueEntry>> messages = QueueDigest.byMessage(from);
        for (Map.Entry<Long, List<QueueEntry>> message : messages.entrySet()) {
            copy.message(QueueDigest.message(from, message.getKey()), message.getValue());
        }
        copy.attempts(messages);
        copy.compare(messages, QueueDigest.byMessage(to));
        copy.transfers();
        return messages.size();
    }

    private void message(StoredMessage message, List<QueueEntry> entries) throws QueueException, IOException {
        NewMessage copy = new NewMessage(
                message.kind(),
                message.mtsIdentifier(),
                message.priority(),
                message.envelope(),
                content(message),
                message.originator(),
                message.arrival(),
                message.expiry(),
                message.source(),
                entries.stream()
                        .map(e -> new NewEntry(
                                e.destination(), e.recipients(), e.nextAttempt(), e.heldFor(), e.routesTried()))
                        .toList());
        done(to.accept(List.of(copy)));
    }

    private @Nullable Spool content(StoredMessage message) throws QueueException, IOException {
        if (message.kind() == ApduKind.PROBE) {
            return null;
        }
        Spool spool = to.newSpool();
        try (ContentReader content = from.content(message.id())) {
            Octets piece = content.next(PIECE);
            while (!piece.isEmpty()) {
                spool.write(piece);
                piece = content.next(PIECE);
            }
        }
        return spool;
    }

    /** What entries have met so far, which new ones never have. */
    private void attempts(Map<Long, List<QueueEntry>> messages) throws QueueException {
        Iterator<List<QueueEntry>> copies = QueueDigest.byMessage(to).values().iterator();
        for (List<QueueEntry> originals : messages.values()) {
            List<QueueEntry> copied = copies.hasNext() ? copies.next() : List.of();
            if (copied.size() != originals.size()) {
                throw new QueueException("The copy has not as many entries as its original");
            }
            for (int i = 0; i < originals.size(); i++) {
                QueueEntry original = originals.get(i);
                String problem = original.lastProblem();
                if (problem != null) {
                    done(to.reschedule(
                            copied.get(i).id(),
                            original.attempts(),
                            original.refusals(),
                            original.nextAttempt(),
                            problem));
                }
            }
        }
    }

    /** What is remembered of the transfers that brought messages, also of those that have left. */
    private void transfers() throws QueueException {
        List<TakenTransfer> page = from.transfers(Octets.NONE, PAGE);
        while (!page.isEmpty()) {
            List<CompletableFuture<Boolean>> copies = page.stream()
                    .map(transfer -> to.acceptOnce(transfer, List.of()))
                    .toList();
            for (CompletableFuture<Boolean> copy : copies) {
                done(copy);
            }
            page = from.transfers(page.get(page.size() - 1).key(), PAGE);
        }
    }

    private void compare(Map<Long, List<QueueEntry>> originals, Map<Long, List<QueueEntry>> copies)
            throws QueueException, IOException {
        if (!digests(from, originals).equals(digests(to, copies))) {
            throw new QueueException("The copy is not like its original");
        }
    }

    private static List<Octets> digests(MessageQueue queue, Map<Long, List<QueueEntry>> messages)
            throws QueueException, IOException {
        List<Octets> digests = new ArrayList<>();
        for (Map.Entry<Long, List<QueueEntry>> message : messages.entrySet()) {
            digests.add(QueueDigest.of(queue, message.getKey(), message.getValue()));
        }
        return digests;
    }

    private static void done(CompletableFuture<?> change) throws QueueException {
        try {
            change.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof QueueException failure
                    ? failure
                    : new QueueException("The copy failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueException("The copy was interrupted", e);
        }
    }
}
