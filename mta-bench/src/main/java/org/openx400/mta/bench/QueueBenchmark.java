package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.TakenTransfer;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.ProcessGauge;

/**
 * A queue that has become long because the peer is dead. The relay takes messages for it over the network before and after
 * the queue was filled; it is filled by the queue's own code in this process, which is also timed; then the relay is
 * killed, the peer comes back, and the relay is started again. It never gets more than 256 MiB of heap.
 *
 * <p>Arguments: folder for the store, octets of a message, messages in the queue, messages taken over the network each time.
 */
final class QueueBenchmark {
    private static final int WARM_UP = 5000;
    private static final int ASSOCIATIONS = 10;
    private static final int UNDER_WAY = 200;
    private static final int PARTS = 10;
    private static final String HEAP = "-Xmx256m";

    private QueueBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int size = Integer.parseInt(arguments[1]);
        int length = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        LoadBed bed = LoadBed.write(folder, Mode.NORMAL_1988, ASSOCIATIONS);
        Path deaf = deafPeer(folder, bed);

        double shortRelay;
        try (MtaProcess mta = MtaProcess.start(bed.relay(), HEAP)) {
            shortRelay = taken(deaf, size, count, "s");
        }
        double[] parts = fill(folder.resolve("relay"), size, length - count);
        double longRelay;
        ProcessGauge gauge;
        try (MtaProcess mta = MtaProcess.start(bed.relay(), HEAP)) {
            longRelay = taken(deaf, size, count, "l");
            gauge = ProcessGauge.of(mta.pid());
            mta.kill();
        }
        double restart = restart(bed);

        System.out.printf(
                Locale.ROOT, "%d queued messages of %d octets to a dead peer, messages/s taken:%n%n", length, size);
        System.out.println("| | long queue | short queue | ratio |");
        System.out.println("|---|---|---|---|");
        System.out.println(Figures.row(
                "over the network, " + count + " each", 0, new Figures(longRelay), new Figures(shortRelay)));
        System.out.println(Figures.row(
                "by the queue itself, last and first tenth", 0, new Figures(parts[PARTS - 1]), new Figures(parts[0])));
        System.out.printf(
                Locale.ROOT,
                "%nBy the queue itself, each tenth: %s%n"
                        + "With the long queue: reachable heap %.1f MiB of %s, threads %d; from SIGKILL's restart to the first transfer %.2f s%n",
                new Figures(parts).text(0),
                gauge.heapKib() / 1024.0,
                HEAP,
                gauge.threads(),
                restart);
    }

    /** The same peer, but nobody listens where the relay calls it. */
    private static Path deafPeer(Path folder, LoadBed bed) throws IOException {
        String text = Files.readString(bed.peer())
                .replace(
                        "port: " + bed.ports().get(1),
                        "port: " + FreePorts.find(1).get(0));
        return Files.writeString(folder.resolve("deaf.yaml"), text);
    }

    private static double taken(Path config, int size, int count, String prefix)
            throws IOException, InterruptedException {
        try (LoadPeer peer = LoadPeer.start(config, event -> {});
                LoadSource source = BenchedRelay.source(peer, size)) {
            source.start(ASSOCIATIONS);
            send(source, prefix + "w", WARM_UP);
            long begin = System.nanoTime();
            send(source, prefix, count);
            return Figures.perSecond(count, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    private static void send(LoadSource source, String prefix, int count) throws InterruptedException {
        long target = source.acknowledged().size() + count;
        for (int i = 0; i < count; i++) {
            source.add(prefix + i);
        }
        BenchedRelay.await(() -> source.acknowledged().size(), target, source);
    }

    /** Messages per second of each tenth. */
    private static double[] fill(Path data, int size, int count) throws Exception {
        MtsApdu apdu = MtsApdu.decode(BenchedRelay.message("fill", size), P1Limits.DEFAULT);
        double[] rates = new double[PARTS];
        try (JdbcMessageQueue queue = JdbcMessageQueue.open(new QueueSettings("jdbc:sqlite:queue.db", data))) {
            Semaphore free = new Semaphore(UNDER_WAY);
            AtomicLong failed = new AtomicLong();
            for (int part = 0; part < PARTS; part++) {
                long begin = System.nanoTime();
                for (int i = 0; i < count / PARTS; i++) {
                    free.acquire();
                    String identifier = "fill" + part + "-" + i;
                    queue.acceptOnce(
                                    new TakenTransfer(key(identifier), Instant.now()),
                                    List.of(message(queue, apdu, identifier)))
                            .whenComplete((isNew, failure) -> {
                                if (failure != null || !isNew) {
                                    failed.incrementAndGet();
                                }
                                free.release();
                            });
                }
                free.acquire(UNDER_WAY);
                free.release(UNDER_WAY);
                rates[part] = Figures.perSecond(count / PARTS, Duration.ofNanos(System.nanoTime() - begin));
            }
            if (failed.get() > 0) {
                throw new IllegalStateException(failed + " messages were not taken");
            }
        }
        return rates;
    }

    private static NewMessage message(JdbcMessageQueue queue, MtsApdu apdu, String identifier) throws IOException {
        Spool content = queue.newSpool();
        content.write(apdu.content());
        Instant now = Instant.now();
        return new NewMessage(
                ApduKind.MESSAGE,
                "[/C=US/A= /P=SOURCE;" + identifier + "]",
                Priority.NORMAL,
                apdu.envelope(),
                content,
                "C=US;A= ;P=SOURCE;O=Load;S=Sender",
                now,
                now.plus(Duration.ofDays(7)),
                "source",
                List.of(new NewEntry("sink", List.of(0), NewEntry.AT_ONCE, null, List.of())));
    }

    /** Spread over the whole index, as digests are. */
    private static Octets key(String identifier) {
        return Octets.wrap(Sha256.begin().digest(identifier.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Seconds from the start of the process to the first message that the peer gets. */
    private static double restart(LoadBed bed) throws IOException, InterruptedException {
        try (LoadPeer peer = LoadPeer.start(bed.peer(), event -> {});
                LoadSource nothing = BenchedRelay.source(peer, 0)) {
            long begin = System.nanoTime();
            try (MtaProcess mta = MtaProcess.start(bed.relay(), HEAP)) {
                BenchedRelay.await(peer.sink()::transfers, 1, nothing);
                double seconds = (System.nanoTime() - begin) / 1e9;
                mta.kill();
                return seconds;
            }
        }
    }
}
