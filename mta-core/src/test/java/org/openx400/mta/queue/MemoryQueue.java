package org.openx400.mta.queue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/** A queue in memory for tests: completes at once, on the caller's thread, and can be told to fail. */
public final class MemoryQueue implements MessageQueue {
    private record Held(StoredMessage message, Octets content) {}

    private static final int FIRST_OCTETS = 65_536;

    private final Map<Long, Held> messages = new LinkedHashMap<>();
    private final TreeMap<Long, QueueEntry> entries = new TreeMap<>();
    private final Map<Octets, TakenTransfer> transfers = new LinkedHashMap<>();
    private long ids;
    private boolean failing;
    private int dueCalls;
    private @Nullable IOException contentFailure;
    private volatile boolean memoryExhausted;

    /** From now on every change fails, or does not any more. */
    public void fail(boolean fails) {
        failing = fails;
    }

    /** From now on the first octets of each content can be read and the rest cannot; null: can again. */
    public void failContents(@Nullable IOException failure) {
        contentFailure = failure;
    }

    /** From now on no message can be read for want of memory; or they can again. */
    public void exhaustMemory(boolean exhausted) {
        memoryExhausted = exhausted;
    }

    public int dueCalls() {
        return dueCalls;
    }

    @Override
    public Spool newSpool() {
        return new MemorySpool();
    }

    @Override
    public CompletableFuture<List<Long>> accept(List<NewMessage> accepted) {
        if (failing) {
            return CompletableFuture.failedFuture(new QueueException("the store fails"));
        }
        return CompletableFuture.completedFuture(
                accepted.stream().map(this::add).toList());
    }

    @Override
    public CompletableFuture<Boolean> acceptOnce(TakenTransfer transfer, List<NewMessage> accepted) {
        if (!failing && transfers.containsKey(transfer.key())) {
            return CompletableFuture.completedFuture(false);
        }
        return accept(accepted).thenApply(ids -> {
            transfers.put(transfer.key(), transfer);
            return true;
        });
    }

    @Override
    public CompletableFuture<Integer> forgetTransfers(Instant before, int limit) {
        List<TakenTransfer> old = transfers.values().stream()
                .filter(transfer -> transfer.at().isBefore(before))
                .sorted(Comparator.comparing(TakenTransfer::at))
                .limit(limit)
                .toList();
        old.forEach(transfer -> transfers.remove(transfer.key()));
        return CompletableFuture.completedFuture(old.size());
    }

    @Override
    public List<TakenTransfer> transfers(Octets afterKey, int limit) {
        Comparator<Octets> unsigned = (a, b) -> Arrays.compareUnsigned(a.toArray(), b.toArray());
        return transfers.values().stream()
                .filter(transfer -> unsigned.compare(transfer.key(), afterKey) > 0)
                .sorted(Comparator.comparing(TakenTransfer::key, unsigned))
                .limit(limit)
                .toList();
    }

    private long add(NewMessage message) {
        long id = ++ids;
        Octets content = message.content() == null ? Octets.NONE : ((MemorySpool) message.content()).whole();
        StoredMessage stored = new StoredMessage(
                id,
                message.kind(),
                message.mtsIdentifier(),
                message.priority(),
                message.envelope(),
                message.originator(),
                message.arrival(),
                message.expiry(),
                message.source(),
                content.length());
        messages.put(id, new Held(stored, content));
        message.entries().forEach(entry -> add(stored, entry));
        return id;
    }

    private void add(StoredMessage message, NewEntry entry) {
        long id = ++ids;
        entries.put(
                id,
                new QueueEntry(
                        id,
                        message.id(),
                        entry.destination(),
                        entry.recipients(),
                        0,
                        0,
                        entry.nextAttempt(),
                        entry.heldFor(),
                        null,
                        entry.routesTried(),
                        message.kind(),
                        message.mtsIdentifier(),
                        message.priority(),
                        message.originator(),
                        message.arrival(),
                        message.expiry(),
                        message.source(),
                        message.contentLength()));
    }

    /** Nothing outlives this queue. */
    @Override
    public CompletableFuture<Optional<PartialTransfer.TakenUp>> takeUp(PartialTransfer.Key key, Instant notBefore) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Integer> forgetPartial(Instant before, long mostOctets) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public List<PartialTransfer> partialTransfers() {
        return List.of();
    }

    @Override
    public CompletableFuture<Void> finish(long entryId, List<NewMessage> followUps) {
        return replace(entryId, List.of(), followUps);
    }

    @Override
    public CompletableFuture<Void> replace(long entryId, List<NewEntry> successors, List<NewMessage> followUps) {
        return change(entryId, entry -> {
            entries.remove(entryId);
            Held held = messages.get(entry.messageId());
            successors.forEach(successor -> add(held.message(), successor));
            followUps.forEach(this::add);
            if (entries.values().stream().noneMatch(other -> other.messageId() == entry.messageId())) {
                messages.remove(entry.messageId());
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> reschedule(
            long entryId, int attempts, int refusals, Instant nextAttempt, String reason) {
        return change(entryId, e -> with(e, attempts, refusals, nextAttempt, e.heldFor(), reason));
    }

    @Override
    public CompletableFuture<Integer> hasten(String destination, Instant latest) {
        List<QueueEntry> late = entries.values().stream()
                .filter(e -> e.destination().equals(destination) && e.heldFor() == null && e.lastProblem() != null)
                .filter(e -> e.nextAttempt().isAfter(latest))
                .toList();
        late.forEach(
                e -> entries.put(e.id(), with(e, e.attempts(), e.refusals(), latest, e.heldFor(), e.lastProblem())));
        return CompletableFuture.completedFuture(late.size());
    }

    @Override
    public CompletableFuture<Void> hold(long entryId, String reason) {
        return change(entryId, e -> with(e, e.attempts(), e.refusals(), e.nextAttempt(), reason, e.lastProblem()));
    }

    @Override
    public CompletableFuture<Void> release(long entryId, Instant now) {
        return change(entryId, e -> with(e, e.attempts(), e.refusals(), now, null, e.lastProblem()));
    }

    @Override
    public CompletableFuture<Void> delete(long entryId) {
        return finish(entryId, List.of());
    }

    private static QueueEntry with(
            QueueEntry e, int attempts, int refusals, Instant nextAttempt, String heldFor, String problem) {
        return new QueueEntry(
                e.id(),
                e.messageId(),
                e.destination(),
                e.recipients(),
                attempts,
                refusals,
                nextAttempt,
                heldFor,
                problem,
                e.routesTried(),
                e.kind(),
                e.mtsIdentifier(),
                e.priority(),
                e.originator(),
                e.arrival(),
                e.expiry(),
                e.source(),
                e.contentLength());
    }

    private CompletableFuture<Void> change(long entryId, UnaryOperator<QueueEntry> change) {
        if (failing) {
            return CompletableFuture.failedFuture(new QueueException("the store fails"));
        }
        QueueEntry entry = entries.get(entryId);
        if (entry != null) {
            QueueEntry changed = change.apply(entry);
            if (changed != null) {
                entries.put(entryId, changed);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<QueueEntry> due(String destination, Priority priority, Instant now, long afterId, int limit) {
        dueCalls++;
        return entries.tailMap(afterId, false).values().stream()
                .filter(e -> e.destination().equals(destination) && e.priority() == priority)
                .filter(e -> e.heldFor() == null && !e.nextAttempt().isAfter(now))
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Instant> nextDue(String destination, Instant after) {
        return entries.values().stream()
                .filter(e -> e.destination().equals(destination) && e.heldFor() == null)
                .map(QueueEntry::nextAttempt)
                .filter(at -> at.isAfter(after))
                .min(Comparator.naturalOrder());
    }

    @Override
    public List<QueueEntry> expired(Instant now, @Nullable QueueEntry last, int limit) {
        Comparator<QueueEntry> order = Comparator.comparing(QueueEntry::expiry).thenComparing(QueueEntry::id);
        return entries.values().stream()
                .filter(e -> e.heldFor() == null && !e.expiry().isAfter(now))
                .filter(e -> last == null || order.compare(e, last) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    @Override
    public List<QueueEntry> list(long afterId, int limit) {
        return entries.tailMap(afterId, false).values().stream().limit(limit).toList();
    }

    @Override
    public Optional<QueueEntry> entry(long entryId) {
        return Optional.ofNullable(entries.get(entryId));
    }

    @Override
    public Optional<StoredMessage> message(long messageId) {
        if (memoryExhausted) {
            throw new OutOfMemoryError("Java heap space");
        }
        return Optional.ofNullable(messages.get(messageId)).map(Held::message);
    }

    @Override
    public ContentReader content(long messageId) throws QueueException {
        Held held = messages.get(messageId);
        if (held == null) {
            throw new QueueException("no such message");
        }
        return new MemoryReader(held.content(), contentFailure);
    }

    @Override
    public long messagesFrom(String source) {
        return messages.values().stream()
                .filter(held -> held.message().source().equals(source))
                .count();
    }

    @Override
    public List<QueueCount> counts() {
        Map<String, long[]> counts = new TreeMap<>();
        for (QueueEntry entry : entries.values()) {
            counts.computeIfAbsent(entry.destination(), d -> new long[2])[entry.heldFor() == null ? 0 : 1]++;
        }
        List<QueueCount> result = new ArrayList<>();
        counts.forEach((destination, n) -> result.add(new QueueCount(destination, n[0], n[1])));
        return result;
    }

    @Override
    public void close() {}

    private static final class MemorySpool implements Spool {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(Octets piece) throws IOException {
            piece.writeTo(octets);
        }

        @Override
        public CompletableFuture<Void> sync() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> secure(PartialTransfer transfer) {
            return sync();
        }

        @Override
        public void leave() {
            discard();
        }

        @Override
        public long length() {
            return octets.size();
        }

        @Override
        public int inMemory() {
            return octets.size();
        }

        @Override
        public ContentReader reader() {
            return new MemoryReader(whole(), null);
        }

        @Override
        public void discard() {
            octets.reset();
        }

        private Octets whole() {
            return Octets.wrap(octets.toByteArray());
        }
    }

    private static final class MemoryReader implements ContentReader {
        private final Octets content;
        private final @Nullable IOException failure;
        private int at;

        private MemoryReader(Octets content, @Nullable IOException failure) {
            this.content = content;
            this.failure = failure;
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public Octets next(int maximum) throws IOException {
            int end = Math.min(content.length(), at + maximum);
            if (failure != null && end > FIRST_OCTETS) {
                throw failure;
            }
            Octets piece = content.slice(at, end);
            at = end;
            return piece;
        }

        @Override
        public void close() {}
    }
}
