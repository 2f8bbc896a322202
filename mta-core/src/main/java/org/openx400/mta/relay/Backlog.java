package org.openx400.mta.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;

/**
 * The due entries of one destination, as far as memory holds them: {@value #CAPACITY} of each priority, refilled from the
 * queue by index, and never more than {@value #MOST_WAITING}. An entry that was taken stays known until it is {@linkplain #done done} or {@linkplain #putBack put
 * back}, so that it is never in work twice.
 *
 * <p>Confined to its owner's serial executor; the queue is read on workers.
 *
 * <p>On failure of the queue: an event, and another try after {@link #STORE_RETRY}.
 */
final class Backlog {
    static final int CAPACITY = 1000;
    /** With those that were taken and came back after others had been read in their place. */
    static final int MOST_WAITING = 2 * CAPACITY;

    static final Duration STORE_RETRY = Duration.ofSeconds(5);

    private static final List<Priority> BY_RANK = List.of(Priority.URGENT, Priority.NORMAL, Priority.NON_URGENT);

    /** Entries of one priority. */
    private static final class Lane {
        private final Deque<QueueEntry> waiting = new ArrayDeque<>();
        private long cursor;
        private boolean unread = true;

        private boolean wantsMore() {
            return unread && waiting.size() <= CAPACITY / 2;
        }
    }

    /** What one reading of the queue brought. */
    private record Page(Priority priority, List<QueueEntry> entries) {}

    private final String destination;
    private final MessageQueue queue;
    private final Executor workers;
    private final Executor owner;
    private final Clock clock;
    private final Timers timers;
    private final StoreProblems store;
    private final Consumer<QueueEntry> onDamaged;
    private final Runnable onArrival;
    private final Map<Priority, Lane> lanes = new EnumMap<>(Priority.class);
    private final Set<Long> known = new HashSet<>();
    private final Set<Long> setAside = new HashSet<>();
    /** What was settled since the reading that is under way began, which may have seen it as it was before. */
    private final Set<Long> settledMeanwhile = new HashSet<>();

    private final Duration longestRetry;
    private boolean begun;
    private boolean loading;
    private boolean rescanAfterLoading;
    private boolean nextDueUnknown = true;
    private Instant alarmAt = Instant.MAX;
    private Timers.@Nullable Pending alarm;

    /**
     * @param longestRetry when an attempt is found at the start that is put off for longer, the clock was wrong meanwhile
     * @param owner serial executor of the owner
     * @param onArrival runs on it when entries have come
     */
    Backlog(String destination, Duration longestRetry, RelayContext context, Executor owner, Runnable onArrival) {
        this.destination = destination;
        this.longestRetry = longestRetry;
        this.queue = context.queue();
        this.workers = context.workers();
        this.owner = owner;
        this.clock = context.clock();
        this.timers = context.timers();
        this.store = context.store();
        this.onDamaged = context::setAside;
        this.onArrival = onArrival;
        for (Priority priority : BY_RANK) {
            lanes.put(priority, new Lane());
        }
    }

    /** A new entry of this priority is in the queue, due at the given time. */
    void arrived(Priority priority, Instant due) {
        if (due.isAfter(clock.instant())) {
            wakeAt(due);
        } else {
            lane(priority).unread = true;
            load();
        }
    }

    /** Looks at the whole queue again: at the start, when something was released, when time has passed. */
    void rescan() {
        if (!begun) {
            begun = true;
            hasten(clock.instant().plus(longestRetry));
            return;
        }
        if (loading) {
            rescanAfterLoading = true;
            return;
        }
        for (Lane lane : lanes.values()) {
            lane.cursor = 0;
            lane.unread = true;
        }
        nextDueUnknown = true;
        load();
    }

    /** The clock was set: times in the queue mean other delays than before. */
    void clockSet(Duration by) {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
        alarmAt = Instant.MAX;
        if (by.isNegative()) {
            hasten(clock.instant());
        } else {
            rescan();
        }
    }

    /** No other attempt waits beyond this. */
    private void hasten(Instant latest) {
        queue.hasten(destination, latest).whenCompleteAsync((number, failure) -> rescan(), owner);
    }

    /** Takes the first entry, urgent ones before normal ones before non-urgent ones. */
    @Nullable
    QueueEntry take(boolean urgentOnly) {
        for (Priority priority : BY_RANK) {
            QueueEntry entry = lane(priority).waiting.poll();
            if (entry != null) {
                load();
                return entry;
            }
            if (urgentOnly) {
                return null;
            }
        }
        return null;
    }

    /** Takes all entries that fit. */
    List<QueueEntry> takeAll(Predicate<QueueEntry> condition) {
        List<QueueEntry> taken = new ArrayList<>();
        for (Priority priority : BY_RANK) {
            for (Iterator<QueueEntry> i = lane(priority).waiting.iterator(); i.hasNext(); ) {
                QueueEntry entry = i.next();
                if (condition.test(entry)) {
                    i.remove();
                    taken.add(entry);
                }
            }
        }
        load();
        return taken;
    }

    /** An entry that was taken has left the queue, or is due later: then the time is given. */
    void done(long entryId, @Nullable Instant dueAgain) {
        forget(entryId);
        if (dueAgain != null) {
            wakeAt(dueAgain);
        }
    }

    /** An entry that was taken waits again, before all others of its priority; the last of too many are read again later. */
    void putBack(QueueEntry entry) {
        Lane lane = lane(entry.priority());
        lane.waiting.addFirst(entry);
        if (lane.waiting.size() > MOST_WAITING) {
            QueueEntry last = lane.waiting.removeLast();
            known.remove(last.id());
            lane.cursor = Math.min(lane.cursor, last.id() - 1);
            lane.unread = true;
        }
    }

    /** Keeps this entry out of work until it is {@linkplain #giveBack given back}. False if it is in work. */
    boolean withdraw(long entryId) {
        if (known.add(entryId)) {
            return true;
        }
        return lanes.values().stream().anyMatch(lane -> lane.waiting.removeIf(entry -> entry.id() == entryId));
    }

    /** An entry that was withdrawn has been changed, or has left the queue. */
    void giveBack(long entryId) {
        forget(entryId);
        setAside.remove(entryId);
        rescan();
    }

    private void forget(long entryId) {
        known.remove(entryId);
        if (loading) {
            settledMeanwhile.add(entryId);
        }
    }

    /** Priority of the entry that is the next, null if none waits. */
    @Nullable
    Priority mostUrgent() {
        return BY_RANK.stream()
                .filter(priority -> waiting(priority) > 0)
                .findFirst()
                .orElse(null);
    }

    int waiting(Priority priority) {
        return lane(priority).waiting.size();
    }

    int waiting() {
        return lanes.values().stream().mapToInt(lane -> lane.waiting.size()).sum();
    }

    private Lane lane(Priority priority) {
        return lanes.computeIfAbsent(priority, p -> new Lane());
    }

    private void load() {
        if (loading) {
            return;
        }
        Map<Priority, Long> from = new EnumMap<>(Priority.class);
        lanes.forEach((priority, lane) -> {
            if (lane.wantsMore()) {
                from.put(priority, lane.cursor);
                lane.unread = false;
            }
        });
        if (from.isEmpty()) {
            return;
        }
        loading = true;
        boolean askNextDue = nextDueUnknown;
        nextDueUnknown = false;
        workers.execute(() -> read(from, askNextDue));
    }

    private void read(Map<Priority, Long> from, boolean askNextDue) {
        Instant now = clock.instant();
        try {
            List<Page> pages = new ArrayList<>();
            for (Map.Entry<Priority, Long> lane : from.entrySet()) {
                pages.add(
                        new Page(lane.getKey(), queue.due(destination, lane.getKey(), now, lane.getValue(), CAPACITY)));
            }
            Optional<Instant> next = askNextDue ? queue.nextDue(destination, now) : Optional.empty();
            owner.execute(() -> loaded(pages, next));
        } catch (QueueException | RuntimeException e) {
            store.failed(FailureText.of(e));
            timers.after(
                    STORE_RETRY,
                    () -> owner.execute(() -> {
                        loading = false;
                        settledMeanwhile.clear();
                        rescan();
                    }));
        }
    }

    private void loaded(List<Page> pages, Optional<Instant> next) {
        loading = false;
        next.ifPresent(this::wakeAt);
        boolean brought = false;
        for (Page page : pages) {
            Lane lane = lane(page.priority());
            List<QueueEntry> inOrder = page.entries().stream()
                    .sorted(Comparator.comparingLong(QueueEntry::id))
                    .toList();
            for (QueueEntry entry : inOrder) {
                if (lane.waiting.size() == CAPACITY) {
                    lane.unread = true;
                    break;
                }
                lane.cursor = Math.max(lane.cursor, entry.id());
                if (settledMeanwhile.contains(entry.id())) {
                    continue;
                }
                if (entry.heldFor() != null) {
                    if (setAside.add(entry.id())) {
                        onDamaged.accept(entry);
                    }
                } else if (known.add(entry.id())) {
                    lane.waiting.add(entry);
                    brought = true;
                }
            }
            lane.unread |= inOrder.size() == CAPACITY;
        }
        settledMeanwhile.clear();
        if (brought) {
            onArrival.run();
        }
        if (rescanAfterLoading) {
            rescanAfterLoading = false;
            rescan();
        } else {
            load();
        }
    }

    private void wakeAt(Instant due) {
        if (!due.isBefore(alarmAt)) {
            return;
        }
        if (alarm != null) {
            alarm.cancel();
        }
        alarmAt = due;
        Duration delay = Duration.between(clock.instant(), due);
        alarm = timers.after(delay.isNegative() ? Duration.ZERO : delay, () -> owner.execute(this::alarm));
    }

    private void alarm() {
        alarm = null;
        alarmAt = Instant.MAX;
        rescan();
    }
}
