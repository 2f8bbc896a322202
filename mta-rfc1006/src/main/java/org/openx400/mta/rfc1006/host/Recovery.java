package org.openx400.mta.rfc1006.host;

import java.net.InetAddress;
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
 * Each peer has its share of the room for each kind. For any thread.
 */
final class Recovery {
    static final int MOST_INCOMING = 64;

    /** Of one that came in, octets in memory: room for a content that is not on disk yet and what is before it. */
    static final int LARGEST_INCOMING = 320 * 1024;

    private static final int MOST_OUTGOING = 1000;
    private static final int MOST_COMPLETED = 1000;
    private static final int MOST_ASSOCIATIONS = 1000;

    /** A transfer that came in up to some octet. */
    record Incoming(InterruptedTransfer state, IncomingTransfer transfer) {}

    /** An association that a peer has lost: only from this address it is recovered, X.228 7.8. */
    private record LostAssociation(InetAddress remote, Octets connection) {}

    private record FromPeer(String connector, Activity activity) {}

    private record ToPeer(String connector, Octets apdu) {}

    private final Executor workers;
    private final Shares<FromPeer, Incoming> incoming;
    private final Shares<FromPeer, Activity> completed;
    private final Shares<ToPeer, ResumePoint> outgoing;
    private final Shares<LostAssociation, PeerIdentity> associations;

    /** @param workers where what is kept too long is given up, which may wait for the disk */
    Recovery(Scheduler scheduler, Executor workers) {
        this.workers = workers;
        this.incoming = new Shares<>(MOST_INCOMING, scheduler, (kept, why) -> leaveLater(kept.transfer(), why));
        this.completed = new Shares<>(MOST_COMPLETED, scheduler, (activity, why) -> {});
        this.outgoing = new Shares<>(MOST_OUTGOING, scheduler, (point, why) -> {});
        this.associations = new Shares<>(MOST_ASSOCIATIONS, scheduler, (association, why) -> {});
    }

    /** A new transfer: what the peer gave the same name before is another, as its names may begin anew when it does. */
    void begin(Connector from, Activity activity) {
        FromPeer key = new FromPeer(from.name(), activity);
        completed.giveUp(key, Shares.SAME_NAME);
        incoming.giveUp(key, Shares.SAME_NAME);
    }

    /**
     * Keeps a transfer of the peer, unless too much of it is in memory; when nothing resumes it in time, only what was
     * secured of it is kept longer.
     */
    void keep(Connector from, Incoming transfer) {
        long inMemory = transfer.transfer().inMemory();
        if (inMemory > LARGEST_INCOMING) {
            transfer.transfer().leave("interrupted, and its " + inMemory + " octets in memory are too many to be kept");
            return;
        }
        FromPeer key = new FromPeer(from.name(), transfer.state().activity());
        incoming.keep(from.name(), key, transfer, from.rts().recoveryTimeout());
    }

    /** The peer's transfer, if it can go on behind this checkpoint; it is the caller's now. */
    @Nullable
    Incoming take(Connector from, Activity activity, int serial) {
        return incoming.take(
                new FromPeer(from.name(), activity), kept -> kept.state().has(serial));
    }

    /** Responsibility for the APDU of this activity was taken. */
    void complete(Connector from, Activity activity) {
        FromPeer key = new FromPeer(from.name(), activity);
        completed.keep(from.name(), key, activity, from.rts().recoveryTimeout());
    }

    boolean completed(Connector from, Activity activity) {
        return completed.has(new FromPeer(from.name(), activity));
    }

    /** Remembers where a transfer of ours goes on; an APDU that cannot be told from others is not resumed. */
    void keep(Connector to, Octets apdu, ResumePoint point) {
        if (!apdu.isEmpty()) {
            outgoing.keep(
                    to.name(), new ToPeer(to.name(), apdu), point, to.rts().recoveryTimeout());
        }
    }

    /** Where the transfer of this APDU goes on, null for at its start; asked once. */
    @Nullable
    ResumePoint take(Connector to, ApduSource apdu) {
        return outgoing.isEmpty() || apdu.identity().isEmpty()
                ? null
                : outgoing.take(new ToPeer(to.name(), apdu.identity()), point -> true);
    }

    /** Remembers who was at the other end of an association that a peer had opened and that is lost. */
    void keep(Connector from, SessionConnectionIdentifier connection, InetAddress remote, PeerIdentity identity) {
        LostAssociation lost = new LostAssociation(remote, connection.name());
        associations.keep(from.name(), lost, identity, from.rts().recoveryTimeout());
    }

    /** Who was at the other end of a lost association, if it is recovered from where it was opened; asked once. */
    @Nullable
    PeerIdentity take(SessionConnectionIdentifier connection, InetAddress remote) {
        return associations.take(new LostAssociation(remote, connection.name()), identity -> true);
    }

    /** Nothing will be resumed any more. */
    void end() {
        incoming.close("the MTA stops");
    }

    private void leaveLater(IncomingTransfer transfer, String why) {
        try {
            workers.execute(() -> transfer.leave(why));
        } catch (RejectedExecutionException e) {
            transfer.leave(why); // nothing else works any more
        }
    }
}
