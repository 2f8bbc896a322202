package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Answers from memory while an answer is fresh. A name is looked up by one thread at a time, and nobody waits longer than
 * the deadline for it: a dead name server delays only the peers that have no configured address.
 */
public final class CachedHostAddresses implements HostAddresses {
    private static final int LOOK_UP_THREADS = 4;

    private final HostAddresses source;
    private final Duration fresh;
    private final Duration deadline;
    private final LongSupplier nanoTime;
    private final Executor executor;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(CompletableFuture<List<InetAddress>> answer, long since) {}

    /**
     * @param source looks names up and may block for long
     * @param fresh how long an answer, also a negative one, is used
     * @param deadline how long a caller waits
     * @param nanoTime monotonic clock
     * @param executor where the source is called
     */
    public CachedHostAddresses(
            HostAddresses source, Duration fresh, Duration deadline, LongSupplier nanoTime, Executor executor) {
        this.source = source;
        this.fresh = fresh;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.executor = executor;
    }

    /** The resolver of this machine; answers are used for 30 s, callers wait 3 s. */
    public static CachedHostAddresses ofThisMachine() {
        return new CachedHostAddresses(
                host -> List.of(InetAddress.getAllByName(host)),
                Duration.ofSeconds(30),
                Duration.ofSeconds(3),
                System::nanoTime,
                Executors.newFixedThreadPool(LOOK_UP_THREADS, task -> {
                    Thread thread = new Thread(task, "host-names");
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        try {
            return entry(host).answer().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, "has no address");
        } catch (TimeoutException e) {
            throw unknown(host, "was not resolved within " + deadline.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host, "was not resolved before we stopped");
        }
    }

    @Override
    public Map<String, CompletableFuture<List<InetAddress>>> all(Collection<String> names) {
        return names.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> entry(name)
                                .answer()
                                .exceptionally(none -> List.of())
                                .completeOnTimeout(List.of(), deadline.toMillis(), TimeUnit.MILLISECONDS)));
    }

    private Entry entry(String host) {
        long now = nanoTime.getAsLong();
        return entries.compute(
                host,
                (name, entry) -> entry != null && (!entry.answer().isDone() || now - entry.since() < fresh.toNanos())
                        ? entry
                        : new Entry(CompletableFuture.supplyAsync(() -> lookUp(name), executor), now));
    }

    private List<InetAddress> lookUp(String host) {
        try {
            return source.of(host);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private static UnknownHostException unknown(String host, String why) {
        return new UnknownHostException("host " + host + " " + why);
    }
}
