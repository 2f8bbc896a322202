package org.openx400.mta.net;

import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.service.SimpleIoProcessorPool;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;

/** What all connections with peers share: the I/O threads, the octet budget, the timers. */
public final class PeerNetwork implements AutoCloseable {
    private static final int READ_BUFFER = 16 * 1024;
    private static final int READ_BUFFER_MAXIMUM = 64 * 1024;

    private final Limits limits;
    private final Scheduler scheduler;
    private final OctetBudget budget;
    private final SimpleIoProcessorPool<NioSession> processors;

    /**
     * Octets received and not yet dealt with; beyond it reading is suspended until half is left.
     *
     * @param octetsPerConnection of one connection
     * @param octetsInAll of all connections together
     */
    public record Limits(long octetsPerConnection, long octetsInAll) {
        public static final Limits DEFAULT = new Limits(256 * 1024, 64 * 1024 * 1024);
    }

    public PeerNetwork(Limits limits, Scheduler scheduler) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.budget = new OctetBudget(limits.octetsInAll());
        this.processors = new SimpleIoProcessorPool<>(
                TrafficProcessor.class, Runtime.getRuntime().availableProcessors() + 1);
    }

    Limits limits() {
        return limits;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    OctetBudget budget() {
        return budget;
    }

    IoProcessor<NioSession> processors() {
        return processors;
    }

    /** Octets received from all peers and not yet dealt with. */
    public long octetsHeld() {
        return budget.used();
    }

    void configure(SocketSessionConfig config) {
        config.setTcpNoDelay(true); // RFC 2126 advises it, and keepalive, which is KeepAlive's
        config.setReadBufferSize(READ_BUFFER);
        config.setMaxReadBufferSize(READ_BUFFER_MAXIMUM);
        config.setWriteTimeout(0); // deadlines are the host's
    }

    /** Closes all connections; binders and listeners are closed before. */
    @Override
    public void close() {
        processors.dispose();
    }
}
