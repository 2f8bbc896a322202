package org.openx400.mta.queue.jdbc;

import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.PartialTransferContract;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.TakenTransfer;

/**
 * Fills a new queue with messages that are known, so that a later version can be asked for them. The stores in the
 * resources were made by running this with the classes of the version that is named by their folder: {@code v1} is commit
 * {@code 95f6f8a}, the last with schema 1, {@code v3} is {@code 52c87da}, the last with schema 3. The dump of PostgreSQL is that of {@code pg_dump --inserts --no-owner}.
 */
final class UpgradeFixture {
    /** Contents by local identifier; the last has a place of its own beside the row. */
    static final Map<String, Octets> CONTENTS = new TreeMap<>(Map.of(
            "held", random(1, 1), "large", random(2, 40_000), "small", random(3, 1000), "waiting", random(4, 2000)));

    static final String REASON = "held by the administrator";
    static final String PROBLEM = "no route to host";

    /** With schema 3 and later: a transfer that was taken, and one that has come in so far. */
    static final TakenTransfer TAKEN = new TakenTransfer(Octets.utf8("fixture"), NOW);

    static final Octets PARTIAL = random(5, 40_000);

    private UpgradeFixture() {}

    /** Arguments: data folder, and for PostgreSQL URL, user and password. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        QueueSettings settings = arguments.length == 1
                ? new QueueSettings("jdbc:sqlite:" + folder.resolve("queue.db"), folder)
                : new QueueSettings(arguments[1], arguments[2], () -> arguments[3], folder);
        try (MessageQueue queue = JdbcMessageQueue.open(settings)) {
            fill(queue);
        }
    }

    private static void fill(MessageQueue queue) throws Exception {
        for (Map.Entry<String, Octets> content : CONTENTS.entrySet()) {
            NewMessage message = message(
                    content.getKey(), Priority.URGENT, spooled(queue, content.getValue(), 8192), to("x"), to("y"));
            queue.accept(List.of(message)).get();
        }
        queue.acceptOnce(TAKEN, List.of()).get();
        Spool partial = spooled(queue, PARTIAL, 8192);
        partial.secure(PartialTransferContract.transfer(PartialTransferContract.KEY, PARTIAL.length(), NOW))
                .get();
        partial.leave();
        for (QueueEntry entry : queue.list(0, 100)) {
            if (entry.mtsIdentifier().endsWith("held]")) {
                queue.hold(entry.id(), REASON).get();
            } else if (entry.mtsIdentifier().endsWith("waiting]")) {
                queue.reschedule(entry.id(), 3, 1, NOW.plusSeconds(60), PROBLEM).get();
            }
        }
    }
}
