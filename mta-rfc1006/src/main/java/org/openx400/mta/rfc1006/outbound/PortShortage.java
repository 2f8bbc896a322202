package org.openx400.mta.rfc1006.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.ConnectFailure;

/** Tells of a want of local ports, once a minute at most for each connector, however many associations it concerns. */
final class PortShortage {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final EventLog events;
    private final LongSupplier nanoTime;
    private final Map<String, Long> toldAt = new HashMap<>();

    PortShortage(EventLog events, LongSupplier nanoTime) {
        this.events = events;
        this.nanoTime = nanoTime;
    }

    /** @param source local address, null if the kernel was to choose */
    void tell(
            Connector connector, @Nullable InetAddress source, InetSocketAddress remote, ConnectFailure.PortUse ports) {
        if (!due(connector.name())) {
            return;
        }
        Event.of(EventId.LOCAL_PORTS_EXHAUSTED)
                .connector(connector.name())
                .with("local", source == null ? null : source.getHostAddress())
                .remote(remote)
                .with("current", ports.current())
                .with("limit", ports.limit())
                .to(events);
    }

    private synchronized boolean due(String connector) {
        long now = nanoTime.getAsLong();
        Long last = toldAt.get(connector);
        if (last != null && now - last < INTERVAL.toNanos()) {
            return false;
        }
        toldAt.put(connector, now);
        return true;
    }
}
