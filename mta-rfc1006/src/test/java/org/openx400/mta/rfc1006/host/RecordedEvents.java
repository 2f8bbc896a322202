package org.openx400.mta.rfc1006.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/** Keeps the events for a look at them. */
final class RecordedEvents implements EventLog {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @Override
    public void log(Event event) {
        events.add(event);
    }

    List<String> messages(EventId id) {
        return ofId(id).stream().map(Event::message).toList();
    }

    List<Event> ofId(EventId id) {
        return events.stream().filter(event -> event.id() == id).toList();
    }

    List<EventId> ids() {
        return events.stream().map(Event::id).toList();
    }

    @Override
    public String toString() {
        return events.stream().map(Event::message).toList().toString();
    }
}
