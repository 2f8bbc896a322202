package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;

/**
 * Sender, relay and receiver, all three ours, are killed at random instants under load. What the sender acknowledged is in
 * the receiver's mailbox, once: the mailbox has a file of its own for each message that the receiver took for a new one.
 */
class CrashIT {
    private static final int SIZE = 2048;
    private static final int ASSOCIATIONS = 10;
    private static final int BACKLOG = 100;
    private static final int BETWEEN_SOURCE_AND_MAILBOX = 400;
    private static final int FEED_MILLIS = 200; // each looks at every file of the mailbox
    private static final int LONGEST_PAUSE_MILLIS = 1500;
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everythingAcknowledgedIsDeliveredOnce(Mode mode) throws Exception {
        int modes = Mode.values().length;
        int kills = (Integer.getInteger("mta.crash.kills", 12) + modes - 1) / modes;
        long seed = Long.getLong("mta.crash.seed", System.nanoTime());
        System.out.println("crash: " + mode + ", seed " + seed);
        Random random = new Random(seed);
        LoadMessage message = new LoadMessage("SOURCE", Chain.DOMAIN, false);
        int[] killed = new int[Chain.NAMES.size()];
        ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
        try (Chain chain = Chain.start(folder, mode, ASSOCIATIONS);
                LoadPeer peer = LoadPeer.start(chain.source(), event -> {});
                LoadSource source = peer.source("SENDER", id -> message.apdu(id, SIZE, Instant.now()))) {
            Load load = new Load(source, chain);
            feeder.scheduleWithFixedDelay(load, 0, FEED_MILLIS, TimeUnit.MILLISECONDS);
            source.start(ASSOCIATIONS);
            await().atMost(SOON).until(() -> load.delivered.get() > 0);
            int before = load.delivered.get();
            for (int kill = 0; kill < kills; kill++) {
                pause(random.nextInt(LONGEST_PAUSE_MILLIS));
                int victim = random.nextInt(killed.length);
                killed[victim]++;
                chain.killAndRestart(victim);
            }
            int underFire = load.delivered.get() - before;
            load.ending = true;
            await().atMost(SOON).until(() -> source.acknowledged().size() == load.sent);
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> new HashSet<>(chain.delivered()).containsAll(source.acknowledged()));
            List<String> delivered = chain.delivered();
            assertThat(delivered).doesNotHaveDuplicates();
            assertThat(underFire).as("deliveries between the kills").isGreaterThan(kills);
            System.out.println("crash: " + mode + ", seed " + seed + ", " + kills + " kills (sender " + killed[0]
                    + ", relay " + killed[1] + ", receiver " + killed[2] + "), " + delivered.size()
                    + " messages acknowledged and delivered, " + underFire
                    + " of them between the kills, 0 lost, 0 twice; "
                    + source.lost() + " transfers of the source cut; repeated transfers recognised: "
                    + recognised(chain) + "; deliveries repeated into the same file: " + deliveredAgain(chain));
        } finally {
            feeder.shutdownNow();
        }
    }

    static void pause(int milliseconds) {
        Duration pause = Duration.ofMillis(milliseconds);
        await().pollDelay(pause).atMost(pause.plus(SOON)).until(() -> true);
    }

    private static String recognised(Chain chain) throws IOException {
        List<String> counts = new ArrayList<>();
        for (int i = 0; i < Chain.NAMES.size(); i++) {
            counts.add(Chain.NAMES.get(i).toLowerCase(Locale.ROOT) + " "
                    + chain.events(i).named("DUPLICATE_RECOGNISED").size());
        }
        return String.join(", ", counts);
    }

    /** Deliveries that a crash cut before their commit: the file was there, and was written again. */
    private static long deliveredAgain(Chain chain) throws IOException {
        List<String> identifiers = chain.events(Chain.NAMES.indexOf("RECEIVER")).named("MESSAGE_DELIVERED").stream()
                .map(event -> Events.field(event, "mtsId").orElseThrow())
                .toList();
        return identifiers.size() - identifiers.stream().distinct().count();
    }

    /** Keeps the source busy, but not so far ahead of the mailbox that the end has to be waited for long. */
    private static final class Load implements Runnable {
        private final LoadSource source;
        private final Chain chain;
        private final AtomicInteger delivered = new AtomicInteger();
        private volatile int sent;
        private volatile boolean ending;

        Load(LoadSource source, Chain chain) {
            this.source = source;
            this.chain = chain;
        }

        @Override
        public void run() {
            try {
                delivered.set(chain.delivered().size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            while (!ending
                    && sent < source.acknowledged().size() + BACKLOG
                    && sent < delivered.get() + BETWEEN_SOURCE_AND_MAILBOX) {
                source.add("m" + sent);
                sent++;
            }
        }
    }
}
