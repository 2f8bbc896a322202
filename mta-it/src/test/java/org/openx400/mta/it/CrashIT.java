package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;

/** The MTA is killed at random instants under load; what it acknowledged arrives. */
class CrashIT {
    private static final int SIZE = 2048;
    private static final int ASSOCIATIONS = 10;
    private static final int BACKLOG = 200;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everythingAcknowledgedArrives(Mode mode) throws Exception {
        int kills = Integer.getInteger("mta.crash.kills", 21) / Mode.values().length;
        long seed = Long.getLong("mta.crash.seed", System.nanoTime());
        Random random = new Random(seed);
        LoadBed bed = LoadBed.write(folder, mode, ASSOCIATIONS);
        LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);
        int number = 0;
        MtaProcess mta = MtaProcess.start(bed.relay());
        try (LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource source = peer.source("relay", id -> message.apdu(id, SIZE, Instant.now()))) {
            for (int i = 0; i < BACKLOG; i++) {
                source.add("m" + number++);
            }
            source.start(ASSOCIATIONS);
            for (int kill = 0; kill < kills; kill++) {
                int acknowledged = source.acknowledged().size();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> source.acknowledged().size() > acknowledged);
                int target = source.acknowledged().size() + random.nextInt(BACKLOG);
                while (number < target + BACKLOG) {
                    source.add("m" + number++);
                }
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(1))
                        .pollDelay(Duration.ZERO)
                        .until(() -> source.acknowledged().size() >= target);
                mta.kill();
                mta = MtaProcess.start(bed.relay());
            }
            int sent = number;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> source.acknowledged().size() == sent);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(peer.sink().received()).containsAll(source.acknowledged()));
            System.out.println("crash: " + mode + ", seed " + seed + ", " + kills + " kills, " + sent
                    + " messages acknowledged and arrived, 0 lost, "
                    + peer.sink().twice() + " arrived twice, " + peer.sink().recognised()
                    + " transfers recognised as repeated, " + source.lost()
                    + " transfers cut");
        } finally {
            mta.kill();
        }
    }
}
