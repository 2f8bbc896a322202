package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;

/** t-clock: a relay whose clock is set forward by more than messages live, and back by hours, while its peer is away. */
class ClockIT {
    private static final int MESSAGES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than until the next look for what has expired. */
    private static final Duration EXPIRY_IS_LOOKED_AT = Duration.ofSeconds(12);

    private static final LoadMessage MESSAGE = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    @TempDir
    Path folder;

    @Test
    void nothingExpiresAndNothingWaitsForTheOldTime() throws Exception {
        LoadBed bed = LoadBed.write(folder, Mode.NORMAL_1988, 2);
        Path offset = Files.writeString(folder.resolve("offset"), "+0s\n");
        Path sourceOnly = folder.resolve("source.yaml");
        Files.writeString(sourceOnly, Files.readString(bed.peer()).replace("127.0.0.3", "127.0.0.4"));
        try (MtaProcess mta = MtaProcess.startWithClock(offset, bed.relay());
                LoadPeer sender = LoadPeer.start(sourceOnly, event -> {});
                LoadSource source = sender.source("relay", id -> MESSAGE.apdu(id, 2048, Instant.now()))) {
            Events events = Events.of(folder.resolve("relay"));
            source.start(2);
            for (int i = 0; i < MESSAGES; i++) {
                source.add("m" + i);
            }
            await().atMost(PATIENCE).until(() -> source.acknowledged().size() == MESSAGES);
            Files.writeString(offset, "+8d\n");
            await().atMost(PATIENCE).until(() -> events.named("CLOCK_SET").size() == 1);
            await().during(EXPIRY_IS_LOOKED_AT)
                    .atMost(EXPIRY_IS_LOOKED_AT.plus(PATIENCE))
                    .until(() -> events.named("MESSAGE_EXPIRED").isEmpty());
            Files.writeString(offset, "-5h\n");
            await().atMost(PATIENCE).until(() -> events.named("CLOCK_SET").size() == 2);
            Instant back = Instant.now();
            try (LoadPeer sink = LoadPeer.start(bed.peer(), event -> {})) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.sink().received()).containsAll(source.acknowledged()));
                assertThat(sink.sink().twice()).isZero();
            }
            assertThat(events.named("CLOCK_SET").get(0)).contains("forward");
            assertThat(events.named("CLOCK_SET").get(1)).contains("back");
            System.out.println(
                    "t-clock: " + MESSAGES + " messages waited while the clock was set forward by 8 days and back"
                            + " by 8 days and 5 hours: none expired, all arrived "
                            + Duration.between(back, Instant.now()).toMillis() + " ms after the peer came, 0 twice");
        }
    }
}
