package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.testkit.LoadProcess;

/**
 * t-scale: two nodes and two groups on one queue, each node active for one and stand-by for the other. What comes in through
 * one leaves through the other. One node is killed, and the other works for both, until it is back.
 */
class ScaleIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int OUTSTANDING = 50;
    private static final int ENOUGH = 300;

    @TempDir
    Path folder;

    @Test
    void eachNodeWorksForItsGroupAndForBothWhenTheOtherIsGone() throws Exception {
        try (ClusterBed bed = ClusterBed.ofTwoGroups(folder)) {
            for (ClusterNode node : List.of(bed.a, bed.b)) {
                node.startMta();
                node.startKeepalived();
            }
            eachHasItsOwn(bed);
            try (LoadProcess peer = bed.peer()) {
                peer.keepSending(OUTSTANDING);
                Instant both = Instant.now();
                await().atMost(SOON).until(() -> transfers(bed.a, both) > ENOUGH && transfers(bed.b, both) > ENOUGH);
                assertThat(destinations(bed.a, both)).containsOnly("to-site2");
                assertThat(destinations(bed.b, both)).containsOnly("to-site3");
                long atA = transfers(bed.a, both);
                long atB = transfers(bed.b, both);

                Instant killed = Instant.now();
                bed.a.breaks();
                bed.a.killMta();
                await().atMost(SOON).until(() -> bed.b.isActiveFor("EAST") && bed.b.isActiveFor("WEST"));
                await().atMost(SOON)
                        .until(() -> destinations(bed.b, killed).containsAll(List.of("to-site2", "to-site3")));
                Duration taken = Duration.between(
                        killed,
                        bed.b
                                .events()
                                .firstAfter(killed, "GROUP_ACTIVE", "MESSAGE_TRANSFERRED")
                                .orElseThrow());

                bed.a.startMta();
                eachHasItsOwn(bed);
                bed.a.isRepaired();
                Instant back = Instant.now();
                await().atMost(SOON).until(() -> transfers(bed.a, back) > ENOUGH && transfers(bed.b, back) > ENOUGH);
                peer.keepSending(0);
                await().atMost(SOON).untilAsserted(() -> {
                    LoadProcess.State state = peer.state();
                    assertThat(state.acknowledged()).as(state.toString()).isEqualTo(state.sent());
                    assertThat(state.missing()).as(state.toString()).isZero();
                    assertThat(state.twice()).as(state.toString()).isZero();
                });
                LoadProcess.State end = peer.state();
                bed.judge("t-scale");
                System.out.println("t-scale: two groups on two nodes transferred " + atA + " and " + atB
                        + " messages at once, each what came in through the other; one killed, the other worked for both after "
                        + taken.toMillis() + " ms; it came back and took its own; " + end.acknowledged()
                        + " messages acknowledged and arrived, 0 lost, 0 twice ("
                        + end.recognised() + " transfers repeated and recognised, " + end.lost() + " cut)");
            }
        }
    }

    private static void eachHasItsOwn(ClusterBed bed) {
        await().atMost(SOON)
                .until(() -> bed.a.isActiveFor("EAST")
                        && !bed.a.isActiveFor("WEST")
                        && bed.b.isActiveFor("WEST")
                        && !bed.b.isActiveFor("EAST"));
    }

    private static long transfers(ClusterNode node, Instant since) throws IOException {
        return node.events().since(since, "MESSAGE_TRANSFERRED").size();
    }

    private static List<String> destinations(ClusterNode node, Instant since) throws IOException {
        return node.events().since(since, "MESSAGE_TRANSFERRED").stream()
                .flatMap(event -> Events.field(event, "connector").stream())
                .distinct()
                .toList();
    }
}
