package org.openx400.mta.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.QueueException;

/** The membership with its threads, over a store in memory. */
class GroupMemberTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Store store = new Store();
    private volatile BooleanSupplier mayAct = () -> false;
    private final GroupMember member = new GroupMember(
            "EAST",
            List.of(CidrBlock.parseAddress("10.77.0.100")),
            "node-a",
            store,
            new GroupMember.Work() {
                @Override
                public void begin(Lease lease, BooleanSupplier may) {
                    mayAct = may;
                    done.add("begin " + lease.epoch());
                }

                @Override
                public void end(GroupMembership.Why why) {
                    done.add("end " + why);
                }
            },
            events::add);

    /** Rows without expiry. */
    private final class Store implements LeaseStore {
        private volatile String holder = "";
        private volatile long epoch;
        private volatile boolean down;

        @Override
        public CompletableFuture<Lease> take(String group, String node) {
            return answer(() -> {
                holder = node;
                epoch++;
                return new Lease(group, node, epoch);
            });
        }

        @Override
        public CompletableFuture<Optional<Lease>> takeIfFree(String group, String node) {
            return holder.isEmpty()
                    ? take(group, node).thenApply(Optional::of)
                    : CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletableFuture<Boolean> renew(Lease lease) {
            return answer(() -> lease.epoch() == epoch);
        }

        @Override
        public CompletableFuture<Void> release(Lease lease) {
            done.add("release " + lease.epoch());
            holder = "";
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public List<State> states() {
            return List.of();
        }

        private <T> CompletableFuture<T> answer(Supplier<T> value) {
            return down
                    ? CompletableFuture.failedFuture(new QueueException("the database is down"))
                    : CompletableFuture.supplyAsync(value);
        }
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private List<EventId> told() {
        return events.stream().map(Event::id).toList();
    }

    private void becomesActive() {
        member.start(false);
        member.address(true);
        await().until(() -> done.contains("begin 1"));
    }

    @Test
    void beginsWithTheAddressAndEndsWithIt() {
        becomesActive();
        assertThat(mayAct.getAsBoolean()).isTrue();
        member.address(false);
        await().until(() -> done.equals(List.of("begin 1", "end ADDRESS_GONE", "release 1")));
        assertThat(told())
                .containsExactly(
                        EventId.GROUP_ADDRESS_ARRIVED,
                        EventId.GROUP_ACTIVE,
                        EventId.GROUP_ADDRESS_LEFT,
                        EventId.GROUP_STANDBY);
        assertThat(events.get(1).message())
                .isEqualTo("Group EAST is active on this node, epoch 1: the address is here and the lease is held");
    }

    @Test
    void endsWhenAnotherNodeTakesTheLease() {
        becomesActive();
        store.epoch = 2;
        await().until(() -> done.contains("end LEASE_TAKEN"));
        assertThat(mayAct.getAsBoolean()).isFalse();
        await().until(() -> told().containsAll(List.of(EventId.LEASE_TAKEN, EventId.GROUP_STANDBY)));
    }

    @Test
    void endsWhileTheStoreIsDownAndGoesOnAfterwards() {
        becomesActive();
        store.down = true;
        await().until(() -> done.contains("end LEASE_NOT_RENEWED"));
        store.down = false;
        await().until(() -> done.equals(List.of("begin 1", "end LEASE_NOT_RENEWED", "begin 1")));
        assertThat(told()).containsOnlyOnce(EventId.LEASE_STORE_UNREACHABLE, EventId.LEASE_NOT_RENEWED);
    }

    @Test
    void atTheStartALeaseThatIsHeldIsLeftAlone() {
        store.holder = "node-b";
        member.start(true);
        await().until(() -> told().contains(EventId.LEASE_HELD_ELSEWHERE));
        assertThat(done).isEmpty();
        store.holder = "";
        await().until(() -> done.contains("begin 1"));
        assertThat(told()).containsOnlyOnce(EventId.LEASE_HELD_ELSEWHERE);
    }

    @Test
    void aStopEndsTheWorkInOrderAndThenGivesTheLeaseUp() {
        becomesActive();
        member.close();
        assertThat(done).containsExactly("begin 1", "end STOPPING", "release 1");
        await().atMost(Duration.ofSeconds(1)).until(() -> member.state() == GroupMembership.State.STOPPED);
    }
}
