package org.openx400.mta.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Sha256;

/** Reads whole queues: every entry, envelope and content. */
final class QueueDigest {
    private static final int PAGE = 500;
    private static final int PIECE = 256 * 1024;

    private QueueDigest() {}

    /** All entries, those of one message together, messages in the order of their first entry. */
    static Map<Long, List<QueueEntry>> byMessage(MessageQueue queue) throws QueueException {
        Map<Long, List<QueueEntry>> messages = new LinkedHashMap<>();
        List<QueueEntry> page = queue.list(0, PAGE);
        while (!page.isEmpty()) {
            page.forEach(entry -> messages.computeIfAbsent(entry.messageId(), id -> new ArrayList<>())
                    .add(entry));
            page = queue.list(page.get(page.size() - 1).id(), PAGE);
        }
        return messages;
    }

    /** Fails when the message or its content is not there. */
    static StoredMessage message(MessageQueue queue, long id) throws QueueException {
        Optional<StoredMessage> message = queue.message(id);
        if (message.isEmpty()) {
            throw new QueueException("message " + id + " is missing");
        }
        return message.get();
    }

    /**
     * SHA-256 over a message, its content and its entries without the numbers that the store gave them.
     *
     * @throws IOException when the content cannot be read, or has not the length that it should have
     */
    static Octets of(MessageQueue queue, long id, List<QueueEntry> entries) throws QueueException, IOException {
        MessageDigest digest = Sha256.begin();
        StoredMessage message = message(queue, id);
        add(digest, withoutNumber(message).toString());
        message.envelope().digest(digest);
        long length = 0;
        try (ContentReader content = queue.content(id)) {
            Octets piece = content.next(PIECE);
            while (!piece.isEmpty()) {
                piece.digest(digest);
                length += piece.length();
                piece = content.next(PIECE);
            }
        }
        if (length != message.contentLength()) {
            throw new IOException("its content has " + length + " octets, not " + message.contentLength());
        }
        entries.forEach(entry -> add(digest, withoutNumbers(entry).toString()));
        return Octets.wrap(digest.digest());
    }

    private static StoredMessage withoutNumber(StoredMessage m) {
        return new StoredMessage(
                0,
                m.kind(),
                m.mtsIdentifier(),
                m.priority(),
                Octets.NONE,
                m.originator(),
                m.arrival(),
                m.expiry(),
                m.source(),
                m.contentLength());
    }

    private static QueueEntry withoutNumbers(QueueEntry e) {
        return new QueueEntry(
                0,
                0,
                e.destination(),
                e.recipients(),
                e.attempts(),
                e.refusals(),
                e.nextAttempt(),
                e.heldFor(),
                e.lastProblem(),
                e.routesTried(),
                e.kind(),
                e.mtsIdentifier(),
                e.priority(),
                e.originator(),
                e.arrival(),
                e.expiry(),
                e.source(),
                e.contentLength());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
