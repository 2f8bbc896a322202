package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadMessage;
import org.openx400.mta.testkit.LoadPeer;
import org.openx400.mta.testkit.LoadSource;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.ProcessGauge;

/** The shipped program as a relay in a process of its own, between a source and a sink in this one, in 1988 normal mode. */
final class BenchedRelay implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final LoadMessage MESSAGE = new LoadMessage(LoadBed.SOURCE_DOMAIN, LoadBed.SINK_DOMAIN, false);

    private final MtaProcess mta;
    private final LoadPeer peer;
    private final LoadSource source;

    private BenchedRelay(MtaProcess mta, LoadPeer peer, int size) {
        this.mta = mta;
        this.peer = peer;
        this.source = source(peer, size);
    }

    /** One that has nothing to send yet and no associations. */
    static LoadSource source(LoadPeer peer, int size) {
        return peer.source("relay", id -> message(id, size));
    }

    /** An APDU whose text has this many characters. */
    static Octets message(String localIdentifier, int size) {
        return MESSAGE.apdu(localIdentifier, size, Instant.now());
    }

    /**
     * Starts both.
     *
     * @param store section of the configuration, empty for SQLite
     * @param associations on each side
     * @param idle associations that the source may open besides
     * @param size octets of a message
     */
    static BenchedRelay start(Path folder, String store, int associations, int idle, int size, String... jvmOptions)
            throws IOException {
        LoadBed bed = LoadBed.write(folder, Mode.NORMAL_1988, associations, idle);
        Files.writeString(bed.relay(), store, StandardOpenOption.APPEND);
        MtaProcess mta = MtaProcess.start(bed.relay(), jvmOptions);
        try {
            BenchedRelay relay = new BenchedRelay(mta, LoadPeer.start(bed.peer(), event -> {}), size);
            relay.source.start(associations);
            return relay;
        } catch (IOException | RuntimeException e) {
            mta.close();
            throw e;
        }
    }

    /** Relays until the code of the relay is compiled. Returns what was done. */
    String warmUp() throws IOException, InterruptedException {
        AtomicInteger batches = new AtomicInteger();
        return WarmUp.of(List.of(pid()), count -> relay("w" + batches.incrementAndGet() + "-", count));
    }

    /** Time from the first octet at the source until the sink has all of so many messages. */
    Duration relay(String prefix, int count) throws InterruptedException {
        long target = peer.sink().transfers() + count;
        long begin = System.nanoTime();
        IntStream.range(0, count).forEach(i -> source.add(prefix + i));
        awaitArrived(target);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits until the sink has so many messages in all. */
    void awaitArrived(long target) throws InterruptedException {
        await(peer.sink()::transfers, target, source);
    }

    static void await(LongSupplier count, long target, LoadSource source) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (count.getAsLong() < target) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        (target - count.getAsLong()) + " have not come in time; " + source.lastFailure());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    LoadPeer peer() {
        return peer;
    }

    /** Of the relay. */
    long pid() {
        return mta.pid();
    }

    /** What the relay uses now. */
    ProcessGauge gauge() throws IOException {
        return ProcessGauge.of(mta.pid());
    }

    @Override
    public void close() {
        source.close();
        peer.close();
        mta.close();
    }
}
