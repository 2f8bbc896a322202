package org.openx400.mta.rfc1006.host;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/** The events in the life of one association. */
final class AssociationEvents {
    private static final Pattern OFFSET = Pattern.compile("at octet (\\d+)");

    private final EventLog log;
    private final AssociationHost host;

    AssociationEvents(EventLog log, AssociationHost host) {
        this.log = log;
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

    void endedAbnormally(String layer, String why) {
        event(EventId.ASSOCIATION_ENDED_ABNORMALLY)
                .with("layer", layer)
                .with("why", why)
                .to(log);
    }

    /** The peer broke the protocol or a limit; the offset is in the text, if there is one. */
    void violated(String layer, String why) {
        Matcher offset = OFFSET.matcher(why);
        event(EventId.PROTOCOL_VIOLATED)
                .with("layer", layer)
                .with("offset", offset.find() ? offset.group(1) : null)
                .with("why", why)
                .to(log);
    }

    private Event.Builder event(EventId id) {
        Connector connector = host.connectorIfKnown();
        return Event.of(id)
                .association(host.id())
                .connector(connector == null ? null : connector.name())
                .local(host.localAddress())
                .remote(host.remoteAddress());
    }
}
