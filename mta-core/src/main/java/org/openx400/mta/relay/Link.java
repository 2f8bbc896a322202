package org.openx400.mta.relay;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.queue.QueueEntry;

/**
 * One association as its dispatcher sees it: hands everything that it is told to the dispatcher's serial executor, and
 * holds what the dispatcher remembers of it. The state is confined to that executor.
 */
final class Link implements AssociationPort.User {
    private final Dispatcher dispatcher;
    private final Executor owner;

    /** True if we opened it: only then may we close it. */
    final boolean initiator;

    /** Null until it is open. */
    @Nullable
    AssociationPort port;

    boolean turnHere;
    boolean turnWanted;
    boolean turnAsked;
    boolean closing;

    /** What is being prepared or transferred. */
    @Nullable
    QueueEntry underWay;

    /** What of it is with the association, null until then. */
    @Nullable
    StoredApdu transferring;

    Timers.@Nullable Pending idle;

    Link(Dispatcher dispatcher, Executor owner, boolean initiator) {
        this.dispatcher = dispatcher;
        this.owner = owner;
        this.initiator = initiator;
    }

    boolean isFree() {
        return port != null && turnHere && underWay == null && !closing;
    }

    /** Nothing is under way any more: what was, if anything. */
    @Nullable
    QueueEntry finished() {
        QueueEntry entry = underWay;
        underWay = null;
        transferring = null;
        return entry;
    }

    /** Why what is with the association could not be read, null if it could. */
    @Nullable
    Exception unreadable() {
        return transferring == null ? null : transferring.failure();
    }

    void cancelIdle() {
        if (idle != null) {
            idle.cancel();
            idle = null;
        }
    }

    @Override
    public void opened(AssociationPort association, boolean withTurn) {
        owner.execute(() -> {
            port = association;
            turnHere = withTurn;
            dispatcher.opened(this);
        });
    }

    @Override
    public void openFailed(String layer, String why) {
        owner.execute(() -> dispatcher.openFailed(this, layer, why));
    }

    @Override
    public void transferred(AssociationPort association) {
        owner.execute(() -> dispatcher.transferred(this));
    }

    @Override
    public void transferRefused(AssociationPort association, int reason, String why) {
        owner.execute(() -> dispatcher.transferRefused(this, reason, why));
    }

    @Override
    public void turn(AssociationPort association) {
        owner.execute(() -> {
            turnHere = true;
            turnAsked = false;
            dispatcher.proceed();
        });
    }

    @Override
    public void turnWanted(AssociationPort association) {
        owner.execute(() -> {
            turnWanted = association.connector().twoWayAlternate(); // on monologue the turn stays
            dispatcher.proceed();
        });
    }

    @Override
    public void ended(AssociationPort association, boolean inOrder, String why) {
        owner.execute(() -> dispatcher.ended(this, inOrder, why));
    }
}
