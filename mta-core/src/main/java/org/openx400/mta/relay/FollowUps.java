package org.openx400.mta.relay;

import java.util.List;
import org.openx400.mta.event.Event;
import org.openx400.mta.queue.NewMessage;

/**
 * What follows from an outcome.
 *
 * @param messages reports to be taken in the same transaction
 * @param events to be told once it is committed
 */
record FollowUps(List<NewMessage> messages, List<Event> events) {
    static final FollowUps NONE = new FollowUps(List.of(), List.of());
}
