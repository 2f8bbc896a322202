package org.openx400.mta.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;

/**
 * Decides when this node works for a group: while the group's address is here and it holds the group's lease. It does
 * no I/O: each method takes what has happened and returns what is to be done, in order.
 *
 * <p>The address decides where the group works, and the lease only keeps two nodes from working at once. So an address
 * that arrives takes the lease at once, whoever holds it: cluster software that was killed leaves the address on the old
 * node, and the new one must win all the same. An address that was here when the process started may be such a left-over:
 * it takes the lease only when nobody holds it. A node whose lease was taken keeps off until its address has left and come
 * back. Only for {@link #GRACE} it looks whether the lease is free again: a request of a node where the address has been
 * before may reach the store late, and that node gives the lease up as soon as it hears of it.
 *
 * <p>There is one request to the store at a time. The age of a lease counts from when the request was made, so that ours
 * ends before the store's does, whatever the answer took.
 *
 * <p>Confined to one thread, {@link #mayAct} and {@link #state} excepted.
 */
public final class GroupMembership {
    /** From one renewal to the next. */
    public static final Duration RENEWAL = Duration.ofMillis(500);

    /** Age at which a lease counts as lost; shorter than {@link LeaseStore#TIME_TO_LIVE}. */
    public static final Duration CONFIDENCE = Duration.ofMillis(1500);

    /** From a request that was refused or failed to the next. */
    public static final Duration RETRY = Duration.ofMillis(200);

    /** How long a fenced node may still take a lease that is free: a lease of which its holder never heard has expired. */
    public static final Duration GRACE = LeaseStore.TIME_TO_LIVE.plusSeconds(1);

    /** Where the node stands. */
    public enum State {
        /** The address is not here. */
        STANDBY,
        /** The address is here, and the lease is wanted. */
        WAITING,
        ACTIVE,
        /** The lease could not be renewed in time; it is renewed again as soon as the store answers. */
        LAPSED,
        /** Another node has taken the lease while the address was here. */
        FENCED,
        STOPPED
    }

    /** Why the work ends. */
    public enum Why {
        ADDRESS_GONE,
        LEASE_TAKEN,
        LEASE_NOT_RENEWED,
        STOPPING
    }

    /** What is to be done. */
    public sealed interface Effect {
        /** Ask for the lease, whoever holds it; the answer is {@link #taken} or {@link #failed}. */
        record Take() implements Effect {}

        /** Ask for the lease if nobody holds it; the answer is {@link #taken}, {@link #refused} or {@link #failed}. */
        record TakeIfFree() implements Effect {}

        /** The answer is {@link #renewed}, {@link #superseded} or {@link #failed}. */
        record Renew(Lease lease) implements Effect {}

        /** Give the lease up; no answer is waited for. */
        record Release(Lease lease) implements Effect {}

        record Activate(Lease lease) implements Effect {}

        /** With {@link Why#STOPPING} in order, and {@link #ended} follows; else at once. */
        record Deactivate(Lease lease, Why why) implements Effect {}
    }

    private enum Request {
        NONE,
        TAKE,
        RENEW
    }

    private final LongSupplier nanoTime;
    private boolean here;
    private boolean arrived;
    private boolean fenced;
    private long fencedAt;
    private boolean stopping;
    private Request pending = Request.NONE;
    private boolean outdated;
    private long askedAt;
    private long nextAt;
    private @Nullable Lease lease;
    private volatile boolean active;
    private volatile long confirmedAt;
    private volatile State state = State.STANDBY;

    /** @param nanoTime a monotonic clock, as {@link System#nanoTime} */
    public GroupMembership(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** May be asked by any thread. */
    public State state() {
        return state;
    }

    /** Whether the lease is surely held at this moment. May be asked by any thread. */
    public boolean mayAct() {
        return active && age(confirmedAt) < CONFIDENCE.toNanos();
    }

    /** The lease that is held, or was when it could not be renewed. */
    public @Nullable Lease lease() {
        return lease;
    }

    /** Whether nothing will happen any more. */
    public boolean isOver() {
        return stopping && lease == null && pending == Request.NONE;
    }

    /** Nanoseconds until {@link #due} is to be called, if at all. */
    public OptionalLong untilDue(long now) {
        OptionalLong forRequest =
                wants() && pending == Request.NONE ? OptionalLong.of(nextAt - now) : OptionalLong.empty();
        if (!active) {
            return forRequest;
        }
        long untilLost = confirmedAt + CONFIDENCE.toNanos() - now;
        return OptionalLong.of(Math.min(untilLost, forRequest.orElse(untilLost)));
    }

    /** The process starts. */
    public List<Effect> start(boolean addressHere) {
        here = addressHere;
        return proceed(nanoTime.getAsLong());
    }

    public List<Effect> addressArrived() {
        here = true;
        arrived = true;
        return proceed(nanoTime.getAsLong());
    }

    public List<Effect> addressLeft() {
        here = false;
        fenced = false;
        outdated = pending == Request.TAKE;
        return told(giveUp(Why.ADDRESS_GONE));
    }

    /** The lease is ours. */
    public List<Effect> taken(Lease its) {
        boolean answersAnEarlierArrival = outdated;
        answered();
        if (!here || stopping) {
            return told(List.of(new Effect.Release(its)));
        }
        if (answersAnEarlierArrival) {
            return proceed(askedAt);
        }
        lease = its;
        fenced = false;
        return confirmed();
    }

    /** Another node holds the lease. */
    public List<Effect> refused() {
        boolean answersAnEarlierArrival = outdated;
        answered();
        return proceed(answersAnEarlierArrival ? askedAt : nanoTime.getAsLong() + RETRY.toNanos());
    }

    public List<Effect> renewed() {
        answered();
        return lease == null ? proceed(askedAt) : confirmed();
    }

    /** Another node has taken the lease since. */
    public List<Effect> superseded() {
        answered();
        Lease lost = lease;
        if (lost == null) {
            return proceed(askedAt);
        }
        boolean worked = active;
        active = false;
        lease = null;
        fenced = true;
        fencedAt = nanoTime.getAsLong();
        List<Effect> effects = new ArrayList<>();
        if (worked) {
            effects.add(new Effect.Deactivate(lost, Why.LEASE_TAKEN));
        }
        effects.addAll(proceed(fencedAt));
        return effects;
    }

    /** The store has not answered the request. */
    public List<Effect> failed() {
        answered();
        return proceed(nanoTime.getAsLong() + RETRY.toNanos());
    }

    /** Time has passed. */
    public List<Effect> due() {
        Lease held = lease;
        List<Effect> effects = new ArrayList<>();
        if (active && held != null && age(confirmedAt) >= CONFIDENCE.toNanos()) {
            active = false;
            effects.add(new Effect.Deactivate(held, Why.LEASE_NOT_RENEWED));
        }
        effects.addAll(proceed(nextAt));
        return effects;
    }

    /** The process is to end. */
    public List<Effect> stop() {
        stopping = true;
        if (active && lease != null) {
            return told(List.of(new Effect.Deactivate(lease, Why.STOPPING)));
        }
        return told(giveUp(Why.STOPPING));
    }

    /** What {@link Why#STOPPING} asked to end has ended. */
    public List<Effect> ended() {
        active = false;
        return told(giveUp(Why.STOPPING));
    }

    private List<Effect> giveUp(Why why) {
        Lease held = lease;
        if (held == null) {
            return List.of();
        }
        List<Effect> effects = new ArrayList<>();
        if (active) {
            effects.add(new Effect.Deactivate(held, why));
        }
        effects.add(new Effect.Release(held));
        active = false;
        lease = null;
        return effects;
    }

    private void answered() {
        pending = Request.NONE;
        outdated = false;
    }

    /** The lease was ours when we asked. */
    private List<Effect> confirmed() {
        Lease held = lease;
        confirmedAt = askedAt;
        boolean inTime = age(askedAt) < CONFIDENCE.toNanos();
        List<Effect> effects = new ArrayList<>();
        if (held != null && inTime && !active && !stopping) {
            active = true;
            effects.add(new Effect.Activate(held));
        }
        effects.addAll(proceed(askedAt + RENEWAL.toNanos()));
        return effects;
    }

    /** Makes the next request, if one is wanted and its time has come. */
    private List<Effect> proceed(long notBefore) {
        nextAt = notBefore;
        long now = nanoTime.getAsLong();
        if (!wants() || pending != Request.NONE || nextAt - now > 0) {
            return told(List.of());
        }
        askedAt = now;
        Lease held = lease;
        if (held != null) {
            pending = Request.RENEW;
            return told(List.of(new Effect.Renew(held)));
        }
        pending = Request.TAKE;
        return told(List.of(arrived && !fenced ? new Effect.Take() : new Effect.TakeIfFree()));
    }

    /** While the service ends in order, its lease is still renewed. */
    private boolean wants() {
        boolean keepsOff = fenced && age(fencedAt) >= GRACE.toNanos();
        return here && !keepsOff && (!stopping || active);
    }

    private long age(long since) {
        return nanoTime.getAsLong() - since;
    }

    private List<Effect> told(List<Effect> effects) {
        state = stateNow();
        return effects;
    }

    private State stateNow() {
        if (active) {
            return State.ACTIVE;
        }
        if (stopping) {
            return State.STOPPED;
        }
        if (!here) {
            return State.STANDBY;
        }
        if (fenced) {
            return State.FENCED;
        }
        return lease == null ? State.WAITING : State.LAPSED;
    }
}
