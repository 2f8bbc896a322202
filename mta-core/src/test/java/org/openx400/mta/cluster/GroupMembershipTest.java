package org.openx400.mta.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.openx400.mta.cluster.GroupMembership.Effect;
import org.openx400.mta.cluster.GroupMembership.State;
import org.openx400.mta.cluster.GroupMembership.Why;
import org.openx400.mta.queue.Lease;

class GroupMembershipTest {
    private static final Effect TAKE = new Effect.Take();
    private static final Effect TAKE_IF_FREE = new Effect.TakeIfFree();

    private long now = Long.MAX_VALUE - 1_000_000; // as of a machine whose clock is about to wrap
    private final GroupMembership membership = new GroupMembership(() -> now);

    private static Lease lease(long epoch) {
        return new Lease("EAST", "node-a", epoch);
    }

    private static Effect renew(long epoch) {
        return new Effect.Renew(lease(epoch));
    }

    private static Effect activate(long epoch) {
        return new Effect.Activate(lease(epoch));
    }

    private static Effect deactivate(long epoch, Why why) {
        return new Effect.Deactivate(lease(epoch), why);
    }

    private static Effect release(long epoch) {
        return new Effect.Release(lease(epoch));
    }

    private List<Effect> after(long milliseconds) {
        now += Duration.ofMillis(milliseconds).toNanos();
        return membership.due();
    }

    private void active(long epoch) {
        membership.start(false);
        membership.addressArrived();
        assertThat(membership.taken(lease(epoch))).containsExactly(activate(epoch));
    }

    private static long nanoseconds(long milliseconds) {
        return Duration.ofMillis(milliseconds).toNanos();
    }

    @Test
    void withoutTheAddressNothingIsAskedFor() {
        assertThat(membership.start(false)).isEmpty();
        assertThat(after(10_000)).isEmpty();
        assertThat(membership.untilDue(now)).isEmpty();
        assertThat(membership.state()).isEqualTo(State.STANDBY);
        assertThat(membership.mayAct()).isFalse();
    }

    @Test
    void anAddressThatArrivesTakesTheLeaseWhoeverHoldsIt() {
        membership.start(false);
        assertThat(membership.addressArrived()).containsExactly(TAKE);
        assertThat(membership.state()).isEqualTo(State.WAITING);
        assertThat(membership.taken(lease(7))).containsExactly(activate(7));
        assertThat(membership.state()).isEqualTo(State.ACTIVE);
        assertThat(membership.mayAct()).isTrue();
    }

    @Test
    void anAddressThatIsHereAtTheStartWaitsUntilTheLeaseIsFree() {
        assertThat(membership.start(true)).containsExactly(TAKE_IF_FREE);
        assertThat(membership.refused()).isEmpty();
        assertThat(membership.untilDue(now)).isEqualTo(OptionalLong.of(nanoseconds(200)));
        assertThat(after(199)).isEmpty();
        assertThat(after(1)).containsExactly(TAKE_IF_FREE);
        assertThat(membership.taken(lease(3))).containsExactly(activate(3));
    }

    @Test
    void anAddressThatWasHereAtTheStartTakesTheLeaseWhenItHasLeftAndComeBack() {
        membership.start(true);
        membership.refused();
        assertThat(membership.addressLeft()).isEmpty();
        assertThat(membership.addressArrived()).containsExactly(TAKE);
    }

    @Test
    void theLeaseIsRenewedTwiceASecond() {
        active(1);
        for (int i = 0; i < 10; i++) {
            assertThat(after(499)).isEmpty();
            assertThat(after(1)).containsExactly(renew(1));
            assertThat(membership.renewed()).isEmpty();
        }
        assertThat(membership.mayAct()).isTrue();
    }

    @Test
    void theAgeOfALeaseCountsFromTheRequestForIt() {
        membership.start(false);
        membership.addressArrived();
        now += nanoseconds(1400);
        assertThat(membership.taken(lease(1))).containsExactly(activate(1), renew(1));
        assertThat(membership.mayAct()).isTrue();
        assertThat(membership.untilDue(now)).isEqualTo(OptionalLong.of(nanoseconds(100)));
        now += nanoseconds(100);
        assertThat(membership.mayAct()).isFalse();
    }

    @Test
    void aLeaseThatCameTooLateIsRenewedBeforeItIsUsed() {
        membership.start(false);
        membership.addressArrived();
        now += nanoseconds(1500);
        assertThat(membership.taken(lease(1))).containsExactly(renew(1));
        assertThat(membership.mayAct()).isFalse();
        assertThat(membership.renewed()).containsExactly(activate(1));
    }

    @Test
    void aNodeThatCannotRenewStopsBeforeTheLeaseEndsAndGoesOnWhenItCan() {
        active(1);
        assertThat(after(500)).containsExactly(renew(1));
        assertThat(membership.failed()).isEmpty();
        assertThat(after(200)).containsExactly(renew(1));
        assertThat(after(799)).isEmpty();
        assertThat(membership.mayAct()).isTrue();
        assertThat(after(1)).containsExactly(deactivate(1, Why.LEASE_NOT_RENEWED));
        assertThat(membership.mayAct()).isFalse();
        assertThat(membership.state()).isEqualTo(State.LAPSED);

        membership.failed();
        assertThat(after(200)).containsExactly(renew(1));
        assertThat(membership.renewed()).containsExactly(activate(1));
        assertThat(membership.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void aNodeThatWasPausedMayNotActFromItsFirstInstructionOn() {
        active(1);
        now += nanoseconds(8000);
        assertThat(membership.mayAct()).isFalse();
        assertThat(membership.due()).containsExactly(deactivate(1, Why.LEASE_NOT_RENEWED), renew(1));
        assertThat(membership.superseded()).containsExactly(TAKE_IF_FREE);
        assertThat(membership.state()).isEqualTo(State.FENCED);
    }

    @Test
    void aFencedNodeKeepsOffUntilItsAddressHasLeftAndComeBack() {
        active(1);
        after(500);
        assertThat(membership.superseded()).containsExactly(deactivate(1, Why.LEASE_TAKEN), TAKE_IF_FREE);
        assertThat(membership.state()).isEqualTo(State.FENCED);
        membership.refused();
        assertThat(after(3000)).isEmpty();
        assertThat(membership.untilDue(now)).isEmpty();
        assertThat(membership.addressLeft()).isEmpty();
        assertThat(membership.addressArrived()).containsExactly(TAKE);
    }

    @Test
    void aNodeThatWasFencedByARequestWhichCameLateGoesOnWhenTheLeaseIsGivenUp() {
        active(1);
        after(500);
        assertThat(membership.superseded()).endsWith(TAKE_IF_FREE);
        membership.refused();
        assertThat(after(200)).containsExactly(TAKE_IF_FREE);
        assertThat(membership.taken(lease(3))).containsExactly(activate(3));
        assertThat(membership.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void withTheAddressTheWorkAndTheLeaseGo() {
        active(1);
        assertThat(membership.addressLeft()).containsExactly(deactivate(1, Why.ADDRESS_GONE), release(1));
        assertThat(membership.mayAct()).isFalse();
        assertThat(membership.isOver()).isFalse();
    }

    @Test
    void theAnswerForAnEarlierArrivalIsNotUsed() {
        membership.start(false);
        membership.addressArrived();
        membership.addressLeft();
        assertThat(membership.addressArrived()).isEmpty();
        assertThat(membership.taken(lease(4))).containsExactly(TAKE);
        assertThat(membership.taken(lease(6))).containsExactly(activate(6));
    }

    @Test
    void aLeaseThatComesWhenTheAddressHasLeftIsGivenUp() {
        membership.start(false);
        membership.addressArrived();
        membership.addressLeft();
        assertThat(membership.taken(lease(4))).containsExactly(release(4));
        assertThat(membership.state()).isEqualTo(State.STANDBY);
    }

    @Test
    void aRenewalThatIsAnsweredAfterTheAddressHasComeBackIsFollowedByATake() {
        active(1);
        after(500);
        membership.addressLeft();
        assertThat(membership.addressArrived()).isEmpty();
        assertThat(membership.renewed()).containsExactly(TAKE);
    }

    @Test
    void aFailedTakeIsRepeated() {
        membership.start(false);
        membership.addressArrived();
        assertThat(membership.failed()).isEmpty();
        assertThat(after(200)).containsExactly(TAKE);
    }

    @Test
    void anOrderlyStopKeepsTheLeaseUntilTheWorkHasEnded() {
        active(1);
        assertThat(membership.stop()).containsExactly(deactivate(1, Why.STOPPING));
        assertThat(membership.mayAct()).isTrue();
        assertThat(after(500)).containsExactly(renew(1));
        assertThat(membership.renewed()).isEmpty();
        assertThat(membership.ended()).containsExactly(release(1));
        assertThat(membership.isOver()).isTrue();
        assertThat(membership.state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aStopWhileTheLeaseIsAskedForGivesItUp() {
        membership.start(false);
        membership.addressArrived();
        assertThat(membership.stop()).isEmpty();
        assertThat(membership.isOver()).isFalse();
        assertThat(membership.taken(lease(1))).containsExactly(release(1));
        assertThat(membership.isOver()).isTrue();
    }

    /**
     * Two nodes, one store, events in random order with answers that are late or lost: nobody acts after its lease has
     * expired in the store, and when all has settled the node where the address has arrived is active, and it alone.
     */
    @Test
    void nobodyActsWithoutALeaseAndTheArrivalWins() {
        for (int seed = 0; seed < 2000; seed++) {
            new Simulation(seed).run();
        }
    }

    private static final class Simulation {
        private final Random random;
        private final List<Node> nodes = new ArrayList<>();
        private final int seed;
        private long now;
        private long epoch;
        private long expiry;
        private boolean settling;

        Simulation(int seed) {
            this.seed = seed;
            random = new Random(seed);
            now = random.nextLong();
            expiry = now;
            nodes.add(new Node(0));
            nodes.add(new Node(1));
        }

        /** Something that happens later, but not much. */
        private record Late(long since, Runnable what) {}

        private final class Node {
            private final int number;
            private final GroupMembership membership = new GroupMembership(() -> now);
            private final Deque<Late> answers = new ArrayDeque<>();
            private boolean here;
            private long working = -1;

            Node(int number) {
                this.number = number;
                perform(membership.start(false));
            }

            void perform(List<Effect> effects) {
                for (Effect effect : effects) {
                    if (effect instanceof Effect.Take) {
                        request(() -> {
                            Lease taken = take();
                            return () -> perform(membership.taken(taken));
                        });
                    } else if (effect instanceof Effect.TakeIfFree) {
                        request(() -> {
                            boolean free = expiry - now <= 0;
                            Lease taken = free ? take() : null;
                            return () -> perform(taken != null ? membership.taken(taken) : membership.refused());
                        });
                    } else if (effect instanceof Effect.Renew renew) {
                        request(() -> {
                            boolean ours = renew.lease().epoch() == epoch;
                            expiry = ours ? now + nanoseconds(2000) : expiry;
                            return () -> perform(ours ? membership.renewed() : membership.superseded());
                        });
                    } else if (effect instanceof Effect.Release release) {
                        expiry = release.lease().epoch() == epoch ? now : expiry;
                    } else if (effect instanceof Effect.Activate activate) {
                        assertThat(working).as("seed " + seed).isEqualTo(-1);
                        working = activate.lease().epoch();
                    } else if (effect instanceof Effect.Deactivate deactivate) {
                        assertThat(working)
                                .as("seed " + seed)
                                .isEqualTo(deactivate.lease().epoch());
                        working = -1;
                    }
                }
            }

            private Lease take() {
                epoch++;
                expiry = now + nanoseconds(2000);
                return new Lease("EAST", "node-" + number, epoch);
            }

            /** The store does it now, later or never; the answer comes later still, or is lost. */
            private void request(Supplier<Runnable> inStore) {
                later(() -> {
                    int fate = settling ? 2 : random.nextInt(10);
                    if (fate == 0) {
                        later(() -> perform(membership.failed()));
                        return;
                    }
                    Runnable answer = inStore.get();
                    later(fate == 1 ? () -> perform(membership.failed()) : answer);
                });
            }

            private void later(Runnable what) {
                answers.add(new Late(now, what));
            }

            void step() {
                while (!answers.isEmpty() && now - answers.element().since() > nanoseconds(500)) {
                    answer();
                }
                int what = random.nextInt(20);
                if (what == 0) {
                    here = !here;
                    perform(here ? membership.addressArrived() : membership.addressLeft());
                } else if (what < 10) {
                    answer();
                } else {
                    perform(membership.due());
                }
            }

            void answer() {
                Late late = answers.poll();
                if (late != null) {
                    late.what().run();
                }
            }
        }

        void run() {
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(5) == 0 ? nanoseconds(random.nextInt(1000)) : nanoseconds(random.nextInt(20));
                nodes.get(random.nextInt(2)).step();
                holdsOnlyOne();
            }
            settle();
        }

        /** A node may act only under the newest lease, or another node has only just been given it by force. */
        private void holdsOnlyOne() {
            for (Node node : nodes) {
                if (node.membership.mayAct()) {
                    assertThat(node.working).as("seed " + seed).isPositive();
                    boolean superseded = node.working != epoch;
                    assertThat(superseded || now - expiry < 0)
                            .as("seed " + seed + ": acts although its lease has expired in the store")
                            .isTrue();
                }
            }
        }

        private void settle() {
            settling = true;
            nodes.forEach(node -> node.perform(node.membership.addressLeft()));
            Node last = nodes.get(random.nextInt(2));
            last.perform(last.membership.addressArrived());
            for (int i = 0; i < 400; i++) {
                now += nanoseconds(20);
                for (Node node : nodes) {
                    node.answer();
                    node.perform(node.membership.due());
                }
            }
            for (Node node : nodes) {
                assertThat(node.membership.mayAct()).as("seed " + seed).isEqualTo(node == last);
            }
        }
    }
}
