package org.openx400.mta.queue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a look at every octet of a queue found.
 *
 * @param damage each with the number of its message
 */
public record QueueCheck(long messages, long entries, long contentOctets, List<String> damage) {
    /** Reads everything; the queue must not change meanwhile. */
    public static QueueCheck of(MessageQueue queue) throws QueueException {
        Map<Long, List<QueueEntry>> messages = QueueDigest.byMessage(queue);
        long entries = 0;
        long octets = 0;
        List<String> damage = new ArrayList<>();
        for (Map.Entry<Long, List<QueueEntry>> message : messages.entrySet()) {
            entries += message.getValue().size();
            try {
                QueueDigest.of(queue, message.getKey(), message.getValue());
                octets += message.getValue().get(0).contentLength();
            } catch (QueueException | IOException | RuntimeException e) {
                damage.add("message " + message.getKey() + ": " + e.getMessage());
            }
        }
        return new QueueCheck(messages.size(), entries, octets, List.copyOf(damage));
    }
}
