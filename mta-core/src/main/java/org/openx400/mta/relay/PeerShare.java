package org.openx400.mta.relay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueException;

/**
 * How many messages of each peer are in the queue. Only those that come are counted; what has left is found when the number
 * is too high, by a look into the queue, {@link #PAUSE} after the last one at the earliest and after ten times as long as
 * that took. For any thread; may block.
 */
final class PeerShare {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final class Share {
        private long messages = Long.MAX_VALUE;
        private long lookAgain;
    }

    private final MessageQueue queue;
    private final LongSupplier nanoTime;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /** @param nanoTime a monotonic time in nanoseconds */
    PeerShare(MessageQueue queue, LongSupplier nanoTime) {
        this.queue = queue;
        this.nanoTime = nanoTime;
    }

    /** Counts one more message of this peer in, or tells that there are so many already. */
    boolean enter(String peer, long most) throws QueueException {
        Share share = shares.computeIfAbsent(peer, name -> new Share());
        synchronized (share) {
            if (share.messages >= most) {
                look(peer, most, share);
            }
            if (share.messages >= most) {
                return false;
            }
            share.messages++;
            return true;
        }
    }

    private void look(String peer, long most, Share share) throws QueueException {
        long began = nanoTime.getAsLong();
        if (share.messages != Long.MAX_VALUE && began - share.lookAgain < 0) {
            return;
        }
        long entries = queue.counts().stream().mapToLong(PeerShare::entries).sum(); // quickly, by index
        share.messages = entries < most ? entries : queue.messagesFrom(peer);
        long took = nanoTime.getAsLong() - began;
        share.lookAgain = began + Math.max(PAUSE.toNanos(), 10 * took);
    }

    private static long entries(QueueCount count) {
        return count.ready() + count.held();
    }
}
