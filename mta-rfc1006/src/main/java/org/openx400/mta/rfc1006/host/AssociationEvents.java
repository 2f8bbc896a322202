package org.openx400.mta.rfc1006.host;

import java.util.Optional;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.LimitEvents;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Limit;

/** The events in the life of one association. */
final class AssociationEvents {
    private final EventLog log;
    private final LimitEvents limits;
    private final AssociationHost host;

    AssociationEvents(EventLog log, LimitEvents limits, AssociationHost host) {
        this.log = log;
        this.limits = limits;
        this.host = host;
    }

    void opened() {
        event(EventId.ASSOCIATION_OPENED).to(log);
    }

    void accepted() {
        event(EventId.ASSOCIATION_ACCEPTED).to(log);
    }

    void closed(String why) {
        event(EventId.ASSOCIATION_CLOSED).with("why", why).to(log);
    }

    /** @param direction {@code to} or {@code from} the peer */
    void resumed(String direction, long octets) {
        event(EventId.TRANSFER_RESUMED)
                .with("direction", direction)
                .with("octets", octets)
                .to(log);
    }

    void endedAbnormally(String layer, String why, Fault fault) {
        event(EventId.ASSOCIATION_ENDED_ABNORMALLY)
                .with("layer", layer)
                .with("offset", fault.place())
                .with("why", why)
                .to(log);
    }

    /** The peer broke the protocol, or a limit, which is not told again and again. */
    void violated(String layer, String why, Fault fault) {
        Limit limit = fault.limit();
        Optional<Event.Builder> event = limit == null
                ? Optional.of(Event.of(EventId.PROTOCOL_VIOLATED))
                : limits.reached(EventId.LIMIT_REACHED, limit, peer());
        event.ifPresent(about -> of(about)
                .with("layer", layer)
                .with("offset", fault.place())
                .with("why", why)
                .to(log));
    }

    private String peer() {
        Connector connector = host.connectorIfKnown();
        return connector == null ? host.remoteAddress().getAddress().getHostAddress() : connector.name();
    }

    private Event.Builder event(EventId id) {
        return of(Event.of(id));
    }

    private Event.Builder of(Event.Builder event) {
        Connector connector = host.connectorIfKnown();
        return event.association(host.id())
                .connector(connector == null ? null : connector.name())
                .local(host.localAddress())
                .remote(host.remoteAddress());
    }
}
