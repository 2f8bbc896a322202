package org.openx400.mta.relay;

import java.util.List;
import java.util.Optional;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;

/** What an administrator may look at, also where no relay works on the queue. All of it may block. */
public record QueueView(MessageQueue queue) {
    /** An entry with its message, envelope decoded. */
    public record Details(QueueEntry entry, StoredMessage message, TransferEnvelope envelope) {}

    /**
     * Whether a stored envelope can be used for these recipients of it.
     *
     * @throws DecodeException when it cannot
     */
    public static void checkEnvelope(StoredMessage message, List<Integer> recipients) throws DecodeException {
        Envelopes.names(Envelopes.of(message), recipients);
    }

    /** Entries in order of their id, beginning behind {@code afterId}. */
    public List<QueueEntry> list(long afterId, int limit) throws QueueException {
        return queue.list(afterId, limit);
    }

    public List<QueueCount> counts() throws QueueException {
        return queue.counts();
    }

    /** Empty if there is no such entry. */
    public Optional<QueueEntry> entry(long entryId) throws QueueException {
        return queue.entry(entryId);
    }

    /** Empty if there is no such entry. */
    public Optional<Details> show(long entryId) throws QueueException, DecodeException {
        Optional<QueueEntry> entry = queue.entry(entryId);
        Optional<StoredMessage> message =
                entry.isEmpty() ? Optional.empty() : queue.message(entry.get().messageId());
        return message.isEmpty()
                ? Optional.empty()
                : Optional.of(new Details(entry.get(), message.get(), Envelopes.of(message.get())));
    }
}
