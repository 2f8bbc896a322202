package org.openx400.mta.queue.jdbc;

import static org.openx400.mta.queue.QueueSamples.NOW;
import static org.openx400.mta.queue.QueueSamples.message;
import static org.openx400.mta.queue.QueueSamples.random;
import static org.openx400.mta.queue.QueueSamples.spooled;
import static org.openx400.mta.queue.QueueSamples.to;

import java.nio.file.Path;
import java.util.List;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MessageQueue;

/**
 * The process that {@link QueueKillTest} kills: accepts messages and finishes some of them without end, and says on
 * standard output what it did, each only behind the queue's answer.
 */
final class QueueKillMain {
    private static final int PRODUCERS = 6;

    private QueueKillMain() {}

    /** The content of the message of that mark. Every fifth has a file. */
    static Octets content(int mark) {
        return random(mark, mark % 5 == 0 ? 270_000 : 500);
    }

    public static void main(String[] arguments) throws Exception {
        QueueSettings settings = new QueueSettings("jdbc:sqlite:queue.db", Path.of(arguments[0]));
        int first = Integer.parseInt(arguments[1]);
        MessageQueue queue = JdbcMessageQueue.open(settings);
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int from = first + producer;
            new Thread(() -> produce(queue, from)).start();
        }
    }

    private static void produce(MessageQueue queue, int from) {
        try {
            for (int mark = from; true; mark += PRODUCERS) {
                String name = String.valueOf(mark);
                queue.accept(List.of(message(name, spooled(queue, content(mark), 8_000), to(name))))
                        .get();
                say("accepted", mark);
                if (mark % 3 == 0) {
                    long entry =
                            queue.due(name, Priority.NORMAL, NOW, 0, 1).get(0).id();
                    say("finishing", mark);
                    queue.finish(entry, List.of()).get();
                    say("finished", mark);
                }
            }
        } catch (Exception e) {
            say("failed " + e, from);
        }
    }

    private static synchronized void say(String what, int mark) {
        System.out.print(what + " " + mark + "\n");
        System.out.flush();
    }
}
