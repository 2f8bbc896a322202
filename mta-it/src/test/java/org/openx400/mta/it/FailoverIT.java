package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;

/**
 * The active node is broken in every way that clusters break, while messages flow at full rate: the other one goes on, and
 * every message that was acknowledged arrives.
 */
class FailoverIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration STOPPED = Duration.ofSeconds(Long.getLong("mta.failover.stopped", 8));
    private static final int OUTSTANDING = 100;

    private enum Fault {
        MTA_KILLED,
        KEEPALIVED_KILLED,
        CABLE_CUT,
        NODE_KILLED,
        MTA_STOPPED
    }

    @TempDir
    Path folder;

    private long stoppedSince;

    @Test
    void everythingAcknowledgedArrivesWhateverBreaks() throws Exception {
        long seed = Long.getLong("mta.failover.seed", System.nanoTime());
        int rounds = Integer.getInteger("mta.failover.rounds", 4);
        Random random = new Random(seed);
        List<Long> outages = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try (ClusterBed bed = new ClusterBed(folder)) {
            start(bed.a);
            start(bed.b);
            await().atMost(SOON).until(() -> bed.a.isActive() ^ bed.b.isActive());
            tellsWhatItIs(bed.a);
            tellsWhatItIs(bed.b);
            try (LoadProcess peer = bed.peer()) {
                peer.keepSending(OUTSTANDING);
                flows(peer);
                for (Fault fault : faults(rounds, random)) {
                    ClusterNode active = bed.a.isActive() ? bed.a : bed.b;
                    ClusterNode other = active == bed.a ? bed.b : bed.a;
                    long epochs = other.events().named("GROUP_ACTIVE").size();
                    int fencedBefore = active.events().named("LEASE_TAKEN").size();
                    breakIt(active, fault);
                    long outage = outage(peer, other, epochs);
                    outages.add(outage);
                    System.out.println("t-failover: " + fault + " of node " + active.name + ", " + outage + " ms");
                    told.add(fault + " " + outage + " ms");
                    repair(active, other, fault, fencedBefore);
                    await().atMost(SOON).until(() -> bed.a.isActive() ^ bed.b.isActive());
                    flows(peer);
                }
                peer.keepSending(0);
                await().atMost(SOON).untilAsserted(() -> {
                    LoadProcess.State state = peer.state();
                    assertThat(state.acknowledged()).as(state.toString()).isEqualTo(state.sent());
                    assertThat(state.missing()).as(state.toString()).isZero();
                });
                LoadProcess.State end = peer.state();
                Collections.sort(outages);
                System.out.println("t-failover: seed " + seed + ", " + rounds + " rounds (" + String.join(", ", told)
                        + "), " + end.acknowledged() + " messages acknowledged and arrived, 0 lost, " + end.repeated()
                        + " arrived more than once, " + end.lost()
                        + " transfers cut, longest time without a message: median "
                        + outages.get(outages.size() / 2) + " ms");
            }
        }
    }

    private static void tellsWhatItIs(ClusterNode node) throws IOException {
        MtaProcess.Outcome status = node.mta().run("cluster", "status");
        assertThat(status.exit()).as(status.output()).isZero();
        assertThat(status.output())
                .containsPattern(
                        node.isActive()
                                ? "EAST +10\\.77\\.0\\.100 +yes +active +node-" + node.name + " +1 +in "
                                : "EAST +10\\.77\\.0\\.100 +no +standby +node-[ab] +1 +in ");
        assertThat(node.mta().run("health").exit()).isZero();
    }

    private static List<Fault> faults(int rounds, Random random) {
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> all = new ArrayList<>(Arrays.asList(Fault.values()));
            Collections.shuffle(all, random);
            faults.addAll(all);
        }
        return faults.subList(0, rounds);
    }

    private static void start(ClusterNode node) throws IOException {
        node.startMta();
        node.startKeepalived();
    }

    private void breakIt(ClusterNode node, Fault fault) throws IOException {
        switch (fault) {
            case MTA_KILLED -> node.killMta();
            case KEEPALIVED_KILLED -> node.killKeepalived();
            case CABLE_CUT -> node.cable().cut();
            case NODE_KILLED -> {
                node.cable().cut();
                node.killKeepalived();
                node.killMta();
                if (node.hasGroupAddress()) {
                    node.dropGroupAddress();
                }
            }
            case MTA_STOPPED -> {
                node.signalMta("STOP");
                stoppedSince = System.nanoTime();
            }
        }
    }

    private void repair(ClusterNode node, ClusterNode other, Fault fault, int fencedBefore) throws IOException {
        switch (fault) {
            case MTA_KILLED -> node.startMta();
            case KEEPALIVED_KILLED -> {
                await().atMost(SOON)
                        .until(() -> node.events().named("LEASE_TAKEN").size() > fencedBefore);
                node.dropGroupAddress();
                node.startKeepalived();
            }
            case CABLE_CUT -> node.cable().plugIn();
            case NODE_KILLED -> {
                node.cable().plugIn();
                start(node);
            }
            case MTA_STOPPED -> {
                await().atMost(SOON).until(() -> System.nanoTime() - stoppedSince >= STOPPED.toNanos());
                node.signalMta("CONT");
            }
        }
        await().atMost(SOON).until(() -> other.isActive() && !node.isActive());
    }

    private static void flows(LoadProcess peer) throws IOException {
        long before = peer.state().received();
        await().atMost(SOON).until(() -> peer.state().received() > before);
    }

    /** The longest time without a message, from the fault until the other node has transferred some; milliseconds. */
    private static long outage(LoadProcess peer, ClusterNode other, long epochs) {
        Watch watch = new Watch();
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    boolean taken = other.events().named("GROUP_ACTIVE").size() > epochs;
                    return watch.sees(peer.state().received(), taken);
                });
        return TimeUnit.NANOSECONDS.toMillis(watch.longest);
    }

    /** The longest interval between two growths of a number. */
    private static final class Watch {
        private static final int ENOUGH = 3;

        private long longest;
        private long last = System.nanoTime();
        private long number = -1;
        private int growthsAfter;

        boolean sees(long present, boolean otherWorks) {
            long now = System.nanoTime();
            if (number >= 0 && present > number) {
                longest = Math.max(longest, now - last);
                last = now;
                growthsAfter += otherWorks ? 1 : 0;
            }
            number = present;
            return growthsAfter >= ENOUGH;
        }
    }
}
