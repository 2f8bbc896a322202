package org.openx400.mta.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;

/** Messages to be queued in tests. */
public final class QueueSamples {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");

    private QueueSamples() {}

    public static NewEntry to(String destination) {
        return new NewEntry(destination, List.of(0), NOW, null, List.of());
    }

    public static NewEntry to(String destination, Instant nextAttempt) {
        return new NewEntry(destination, List.of(0), nextAttempt, null, List.of());
    }

    public static NewMessage message(String local, @Nullable Spool content, NewEntry... entries) {
        return message(local, Priority.NORMAL, content, entries);
    }

    public static NewMessage message(String local, Priority priority, @Nullable Spool content, NewEntry... entries) {
        return new NewMessage(
                ApduKind.MESSAGE,
                "[/C=US/A= /P=EXAMPLE;" + local + "]",
                priority,
                Octets.utf8("envelope of " + local),
                content,
                "C=US;A= ;P=EXAMPLE;S=Sender",
                NOW,
                NOW.plusSeconds(3600),
                "from-site1",
                List.of(entries));
    }

    /** Content that has been written in pieces of the given size. */
    public static Spool spooled(MessageQueue queue, Octets content, int piece) throws IOException {
        Spool spool = queue.newSpool();
        for (int at = 0; at < content.length(); at += piece) {
            spool.write(content.slice(at, Math.min(at + piece, content.length())));
        }
        return spool;
    }

    public static Octets random(long seed, int length) {
        byte[] octets = new byte[length];
        new Random(seed).nextBytes(octets);
        return Octets.wrap(octets);
    }

    /** Reads all of a content in pieces of the given size. */
    public static Octets read(MessageQueue queue, long messageId, int piece) throws IOException, QueueException {
        try (ContentReader content = queue.content(messageId)) {
            List<Octets> pieces = new ArrayList<>();
            Octets next = content.next(piece);
            while (!next.isEmpty()) {
                pieces.add(next);
                next = content.next(piece);
            }
            return Octets.concat(pieces);
        }
    }
}
