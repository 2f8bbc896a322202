package org.openx400.mta.rfc1006.host;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.PeerIdentity;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.Intake.IncomingTransfer;
import org.openx400.mta.rfc1006.rtse.Activity;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * What is kept of transfers that the end of their association has interrupted, for the connector's recovery time, until
 * they are resumed (X.228 7.8): those that came in with what came of them, those that went out with where they go on.
 * Of each kind only the latest are kept, up to a limit. For any thread.
 */
final class Recovery {
    static final int MOST_INCOMING = 64;
    static final int MOST_OUTGOING = 1000;
    static final int MOST_COMPLETED = 1000;

    /** A transfer that came in up to some octet. */
    record Incoming(InterruptedTransfer state, IncomingTransfer transfer) {}

    static final int MOST_ASSOCIATIONS = 1000;

    /** An association that a peer has lost: only from this address it is recovered, X.228 7.8. */
    private record LostAssociation(InetAddress remote, PeerIdentity identity) {}

    private record FromPeer(String connector, Activity activity) {}

    private record ToPeer(String connector, Octets apdu) {}

    private static final String SAME_NAME = "the peer has begun another activity of the same name";

    private final Scheduler scheduler;
    private final Executor workers;
    private final Map<FromPeer, Kept<Incoming>> incoming = new LinkedHashMap<>();
    private final Map<FromPeer, Kept<Activity>> completed = new LinkedHashMap<>();
    private final Map<ToPeer, Kept<ResumePoint>> outgoing = new LinkedHashMap<>();
    private final Map<Octets, Kept<LostAssociation>> associations = new LinkedHashMap<>();
    private boolean ended;

    private record Kept<T>(T value, Scheduler.Timer expiry) {}

    /** @param workers where what is kept too long is given up, which may wait for the disk */
    Recovery(Scheduler scheduler, Executor workers) {
        this.scheduler = scheduler;
        this.workers = workers;
    }

    /** A new transfer: what the peer gave the same name before is another, as its names may begin anew when it does. */
    synchronized void begin(Connector from, Activity activity) {
        if (!completed.isEmpty() || !incoming.isEmpty()) {
            FromPeer key = new FromPeer(from.name(), activity);
            forget(completed, key);
            leave(key, SAME_NAME);
        }
    }

    /** Keeps a transfer of the peer; when nothing resumes it in time, only what was secured of it is kept longer. */
    synchronized void keep(Connector from, Incoming transfer) {
        if (ended) {
            transfer.transfer().leave("the MTA stops");
            return;
        }
        FromPeer key = new FromPeer(from.name(), transfer.state().activity());
        leave(key, SAME_NAME);
        if (incoming.size() >= MOST_INCOMING) {
            leave(incoming.keySet().iterator().next(), "too many transfers wait to be resumed");
        }
        Duration time = from.rts().recoveryTimeout();
        incoming.put(key, expiring(transfer, time, () -> {
            synchronized (this) {
                leave(key, "not resumed within " + time.toSeconds() + " s");
            }
        }));
    }

    /** The peer's transfer, if it can go on behind this checkpoint; it is the caller's now. */
    synchronized @Nullable Incoming take(Connector from, Activity activity, int serial) {
        FromPeer key = new FromPeer(from.name(), activity);
        Kept<Incoming> kept = incoming.get(key);
        if (kept == null || !kept.value().state().has(serial)) {
            return null;
        }
        incoming.remove(key);
        kept.expiry().cancel();
        return kept.value();
    }

    /** Responsibility for the APDU of this activity was taken. */
    synchronized void complete(Connector from, Activity activity) {
        FromPeer key = new FromPeer(from.name(), activity);
        put(completed, MOST_COMPLETED, key, activity, from.rts().recoveryTimeout());
    }

    synchronized boolean completed(Connector from, Activity activity) {
        return completed.containsKey(new FromPeer(from.name(), activity));
    }

    /** Remembers where a transfer of ours goes on; an APDU that cannot be told from others is not resumed. */
    synchronized void keep(Connector to, Octets apdu, ResumePoint point) {
        if (!apdu.isEmpty()) {
            put(
                    outgoing,
                    MOST_OUTGOING,
                    new ToPeer(to.name(), apdu),
                    point,
                    to.rts().recoveryTimeout());
        }
    }

    /** Where the transfer of this APDU goes on, null for at its start; asked once. */
    synchronized @Nullable ResumePoint take(Connector to, ApduSource apdu) {
        if (outgoing.isEmpty() || apdu.identity().isEmpty()) {
            return null;
        }
        Kept<ResumePoint> kept = outgoing.remove(new ToPeer(to.name(), apdu.identity()));
        if (kept == null) {
            return null;
        }
        kept.expiry().cancel();
        return kept.value();
    }

    /** Remembers who was at the other end of an association that a peer had opened and that is lost. */
    synchronized void keep(
            Connector from, SessionConnectionIdentifier connection, InetAddress remote, PeerIdentity identity) {
        LostAssociation lost = new LostAssociation(remote, identity);
        put(associations, MOST_ASSOCIATIONS, connection.name(), lost, from.rts().recoveryTimeout());
    }

    /** Who was at the other end of a lost association, if it is recovered from where it was opened; asked once. */
    synchronized @Nullable PeerIdentity take(SessionConnectionIdentifier connection, InetAddress remote) {
        Kept<LostAssociation> kept = associations.get(connection.name());
        if (kept == null || !kept.value().remote().equals(remote)) {
            return null;
        }
        forget(associations, connection.name());
        return kept.value().identity();
    }

    /** Nothing will be resumed any more. */
    synchronized void end() {
        ended = true;
        incoming.values().forEach(kept -> {
            kept.expiry().cancel();
            leaveLater(kept.value().transfer(), "the MTA stops");
        });
        incoming.clear();
    }

    private void leave(FromPeer key, String why) {
        Kept<Incoming> kept = incoming.remove(key);
        if (kept != null) {
            kept.expiry().cancel();
            leaveLater(kept.value().transfer(), why);
        }
    }

    private void leaveLater(IncomingTransfer transfer, String why) {
        try {
            workers.execute(() -> transfer.leave(why));
        } catch (RejectedExecutionException e) {
            transfer.leave(why); // nothing else works any more
        }
    }

    private <K, V> void put(Map<K, Kept<V>> map, int most, K key, V value, Duration time) {
        forget(map, key);
        if (map.size() >= most) {
            forget(map, map.keySet().iterator().next());
        }
        map.put(key, expiring(value, time, () -> {
            synchronized (this) {
                map.remove(key);
            }
        }));
    }

    private static <K, V> void forget(Map<K, Kept<V>> map, K key) {
        Kept<V> kept = map.remove(key);
        if (kept != null) {
            kept.expiry().cancel();
        }
    }

    private <V> Kept<V> expiring(V value, Duration time, Runnable expiry) {
        return new Kept<>(value, scheduler.schedule(time, expiry));
    }
}
