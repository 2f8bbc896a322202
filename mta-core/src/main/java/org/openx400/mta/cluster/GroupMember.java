package org.openx400.mta.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cluster.GroupMembership.Effect;
import org.openx400.mta.cluster.GroupMembership.State;
import org.openx400.mta.cluster.GroupMembership.Why;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;

/**
 * This node's membership in one group at work: a thread that feeds the {@link GroupMembership} with addresses, answers of
 * the store and time, and another on which the group's work begins and ends, so that neither waits for the other.
 */
public final class GroupMember implements AutoCloseable {
    /** How long the end of the process waits for the store. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(2);

    /** How long it waits for the work to end in order. */
    private static final Duration LAST_WORK = Duration.ofSeconds(20);

    /** The work of the group. One call at a time; may block. */
    public interface Work {
        /**
         * The node is active for the group.
         *
         * @param mayAct whether it still is at the moment of the call
         */
        void begin(Lease lease, BooleanSupplier mayAct);

        /** The node is active no more; without effect if nothing has begun. */
        void end(Why why);
    }

    private final String group;
    private final String addresses;
    private final String node;
    private final LeaseStore store;
    private final Work work;
    private final EventLog events;
    private final GroupMembership membership = new GroupMembership(System::nanoTime);
    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService worker;
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable Future<?> timer;
    private boolean unreachable;
    private boolean refusalTold;

    /**
     * @param addresses of the group, for events
     * @param node name of this node, unique in the cluster
     */
    public GroupMember(
            String group, List<InetAddress> addresses, String node, LeaseStore store, Work work, EventLog events) {
        this.group = group;
        this.addresses = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
        this.node = node;
        this.store = store;
        this.work = work;
        this.events = events;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "member-" + group));
        this.thread.setRemoveOnCancelPolicy(true);
        this.worker = Executors.newSingleThreadExecutor(task -> daemon(task, "group-" + group));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public State state() {
        return membership.state();
    }

    /** The process starts. */
    public void start(boolean addressHere) {
        post(() -> membership.start(addressHere));
    }

    /** The group's address has arrived or left. */
    public void address(boolean here) {
        tell(here ? EventId.GROUP_ADDRESS_ARRIVED : EventId.GROUP_ADDRESS_LEFT).to(events);
        post(here ? membership::addressArrived : membership::addressLeft);
    }

    private void post(Supplier<List<Effect>> event) {
        try {
            thread.execute(() -> {
                event.get().forEach(this::perform);
                rearm();
            });
        } catch (RejectedExecutionException closed) {
            // The node has ended: nothing that is told now changes anything.
        }
    }

    private void rearm() {
        if (timer != null) {
            timer.cancel(false);
        }
        OptionalLong wait = membership.untilDue(System.nanoTime());
        timer = wait.isEmpty()
                ? null
                : thread.schedule(() -> post(membership::due), Math.max(0, wait.getAsLong()), TimeUnit.NANOSECONDS);
        if (membership.isOver()) {
            over.countDown();
        }
    }

    private void perform(Effect effect) {
        if (effect instanceof Effect.Take) {
            store.take(group, node).whenComplete((lease, failure) -> answered(failure, () -> membership.taken(lease)));
        } else if (effect instanceof Effect.TakeIfFree) {
            store.takeIfFree(group, node).whenComplete((lease, failure) -> answered(failure, () -> ifFree(lease)));
        } else if (effect instanceof Effect.Renew renew) {
            store.renew(renew.lease())
                    .whenComplete((ours, failure) -> answered(failure, () -> renewed(renew.lease(), ours)));
        } else if (effect instanceof Effect.Release release) {
            worker.execute(() -> release(release.lease())); // when its work has ended
        } else if (effect instanceof Effect.Activate activate) {
            activate(activate.lease());
        } else if (effect instanceof Effect.Deactivate deactivate) {
            deactivate(deactivate.lease(), deactivate.why());
        }
    }

    /** One that cannot be given up expires. */
    private void release(Lease lease) {
        store.release(lease)
                .orTimeout(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(unreachable -> null)
                .join();
    }

    private void answered(@Nullable Throwable failure, Supplier<List<Effect>> answer) {
        post(() -> {
            if (failure == null) {
                unreachable = false;
                return answer.get();
            }
            if (!unreachable) {
                tell(EventId.LEASE_STORE_UNREACHABLE)
                        .with("why", FailureText.of(failure))
                        .to(events);
            }
            unreachable = true;
            return membership.failed();
        });
    }

    private List<Effect> ifFree(Optional<Lease> lease) {
        if (lease.isPresent()) {
            return membership.taken(lease.get());
        }
        if (!refusalTold && membership.state() == State.WAITING) {
            refusalTold = true;
            tell(EventId.LEASE_HELD_ELSEWHERE).to(events);
        }
        return membership.refused();
    }

    private List<Effect> renewed(Lease lease, boolean ours) {
        if (ours) {
            return membership.renewed();
        }
        List<Effect> effects = membership.superseded();
        if (membership.state() == State.FENCED) {
            tell(EventId.LEASE_TAKEN).with("epoch", lease.epoch()).to(events);
        }
        return effects;
    }

    /** On the worker: after the end of the work under an earlier lease, which is told there too. */
    private void activate(Lease lease) {
        worker.execute(() -> {
            tell(EventId.GROUP_ACTIVE)
                    .with("epoch", lease.epoch())
                    .with("why", "the address is here and the lease is held")
                    .to(events);
            guarded(() -> work.begin(lease, membership::mayAct));
        });
    }

    private void deactivate(Lease lease, Why why) {
        if (why == Why.LEASE_NOT_RENEWED) {
            tell(EventId.LEASE_NOT_RENEWED).with("epoch", lease.epoch()).to(events);
        }
        worker.execute(() -> {
            guarded(() -> work.end(why));
            tell(EventId.GROUP_STANDBY)
                    .with("epoch", lease.epoch())
                    .with("why", words(why))
                    .to(events);
            if (why == Why.STOPPING) {
                post(membership::ended);
            }
        });
    }

    private static String words(Why why) {
        return switch (why) {
            case ADDRESS_GONE -> "its address has left";
            case LEASE_TAKEN -> "another node has taken the lease";
            case LEASE_NOT_RENEWED -> "the lease could not be renewed";
            case STOPPING -> "the MTA stops";
        };
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Event.of(EventId.UNEXPECTED_ERROR)
                    .with("where", "group " + group)
                    .with("why", e.toString())
                    .to(events);
        }
    }

    private Event.Builder tell(EventId id) {
        return Event.of(id).with("group", group).with("address", addresses);
    }

    /** Ends the work in order, gives the lease up, and returns when both is done or the store does not answer. */
    @Override
    public void close() {
        post(membership::stop);
        try {
            boolean ended = over.await(LAST_WORK.toMillis(), TimeUnit.MILLISECONDS);
            worker.shutdown();
            if (!ended || !worker.awaitTermination(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }
}
