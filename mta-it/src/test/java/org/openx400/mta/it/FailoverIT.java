package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.PostgresInstance;

/**
 * The active node is broken in every way that clusters break, while messages flow at full rate: the other one goes on, and
 * every message that was acknowledged arrives, once.
 */
class FailoverIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration STOPPED = Duration.ofSeconds(Long.getLong("mta.failover.stopped", 8));
    private static final int OUTSTANDING = 100;
    private static final int MAILS_EACH_WAY = 30;

    private enum Fault {
        MTA_KILLED,
        KEEPALIVED_KILLED,
        CABLE_CUT,
        NODE_KILLED,
        /** With a write under way: it comes too late when the process goes on. */
        MTA_STOPPED,
        /** keepalived notices, gives the group up, and whichever node is quicker takes it: often the same one. */
        ADDRESS_DELETED
    }

    @TempDir
    Path folder;

    private final long seed = Long.getLong("mta.failover.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("mta.failover.rounds", Fault.values().length);
    private final List<Long> outages = new ArrayList<>();

    @Test
    void everythingAcknowledgedArrivesOnceWhateverBreaks() throws Exception {
        System.out.println("t-failover: seed " + seed);
        try (ClusterBed bed = ClusterBed.ofOneGroup(folder)) {
            start(bed.a);
            start(bed.b);
            oneIsActive(bed);
            tellsWhatItIs(bed.a);
            tellsWhatItIs(bed.b);
            try (LoadProcess peer = bed.peer();
                    ClusterMail mail = ClusterMail.start(bed, folder)) {
                peer.keepSending(OUTSTANDING);
                flows(peer);
                for (Fault fault : faults()) {
                    mail.send(MAILS_EACH_WAY);
                    round(bed, fault);
                    flows(peer);
                }
                peer.keepSending(0);
                await().atMost(SOON).untilAsserted(() -> {
                    LoadProcess.State state = peer.state();
                    assertThat(state.acknowledged()).as(state.toString()).isEqualTo(state.sent());
                    assertThat(state.missing()).as(state.toString()).isZero();
                    assertThat(state.twice()).as(state.toString()).isZero();
                });
                mail.arrives();
                LoadProcess.State end = peer.state();
                bed.judge("t-failover");
                System.out.println("t-failover: " + mail.judge(rounds));
                Collections.sort(outages);
                System.out.println("t-failover: seed " + seed + ", " + rounds + " rounds, " + end.acknowledged()
                        + " messages acknowledged and arrived, 0 lost, 0 twice ("
                        + end.recognised() + " transfers repeated and recognised, " + end.lost()
                        + " cut), from fault to the next message: median " + outages.get(outages.size() / 2)
                        + " ms, longest " + outages.get(outages.size() - 1) + " ms");
            }
        }
    }

    private void round(ClusterBed bed, Fault fault) throws IOException {
        ClusterNode active = bed.a.isActive() ? bed.a : bed.b;
        ClusterNode other = active == bed.a ? bed.b : bed.a;
        System.out.println("t-failover: " + fault + " of node " + active.name);
        active.breaks();
        Instant since = Instant.now();
        if (fault == Fault.MTA_STOPPED) {
            since = stopDuringAWrite(bed.database, active);
        } else {
            breakIt(active, fault);
        }
        Duration outage = Duration.between(since, nextMessage(fault, since, active, other));
        outages.add(outage.toMillis());
        System.out.println("t-failover: " + fault + " of node " + active.name + ", the next message after "
                + outage.toMillis() + " ms");
        repair(active, fault, since);
        oneIsActive(bed);
        active.isRepaired();
    }

    /** When the first message left through a node that became active after the fault. */
    private static Instant nextMessage(Fault fault, Instant since, ClusterNode active, ClusterNode other) {
        List<ClusterNode> successors = fault == Fault.ADDRESS_DELETED ? List.of(active, other) : List.of(other);
        return await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> firstMessage(successors, since), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Instant> firstMessage(List<ClusterNode> successors, Instant since) throws IOException {
        for (ClusterNode node : successors) {
            Optional<Instant> message = node.events().firstAfter(since, "GROUP_ACTIVE", "MESSAGE_TRANSFERRED");
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    /** As many as there are rounds, each of them once before any comes again. */
    private List<Fault> faults() {
        Random random = new Random(seed);
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

    private static void breakIt(ClusterNode node, Fault fault) throws IOException {
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
            case MTA_STOPPED -> node.signalMta("STOP");
            case ADDRESS_DELETED -> node.dropGroupAddress();
        }
    }

    /** Nothing can be written until the process has stopped, so that its write is still to be committed. */
    private static Instant stopDuringAWrite(PostgresInstance database, ClusterNode node) throws IOException {
        try (Closeable held = database.hold("message")) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !database.query(
                                    PostgresInstance.USER,
                                    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND client_addr = '"
                                            + node.address + "'")
                            .isEmpty());
            Instant since = Instant.now();
            breakIt(node, Fault.MTA_STOPPED);
            return since;
        }
    }

    private static void repair(ClusterNode node, Fault fault, Instant since) throws IOException {
        switch (fault) {
            case MTA_KILLED -> node.startMta();
            case KEEPALIVED_KILLED -> {
                await().atMost(SOON)
                        .until(() -> !node.hasGroupAddress()
                                || !node.events().since(since, "LEASE_TAKEN").isEmpty());
                if (node.hasGroupAddress()) {
                    node.dropGroupAddress();
                }
                node.startKeepalived();
            }
            case CABLE_CUT -> node.cable().plugIn();
            case NODE_KILLED -> {
                node.cable().plugIn();
                start(node);
            }
            case MTA_STOPPED -> {
                await().atMost(SOON)
                        .until(() -> Duration.between(since, Instant.now()).compareTo(STOPPED) >= 0);
                node.signalMta("CONT");
                await("the late write is refused")
                        .atMost(SOON)
                        .until(() -> node.events().since(since, "MESSAGE_REFUSED").stream()
                                .anyMatch(event -> event.contains("is not held any more")));
            }
            case ADDRESS_DELETED -> {}
        }
    }

    private static void oneIsActive(ClusterBed bed) {
        await().atMost(SOON).until(() -> bed.a.isActive() ^ bed.b.isActive());
    }

    private static void flows(LoadProcess peer) throws IOException {
        long before = peer.state().received();
        await().atMost(SOON).until(() -> peer.state().received() > before);
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
}
