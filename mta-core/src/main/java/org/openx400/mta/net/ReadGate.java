package org.openx400.mta.net;

import java.util.function.BooleanSupplier;
import org.apache.mina.core.session.IoSession;

/**
 * Suspends reading from one connection while the connection or all together hold more octets than they may, or while the
 * peer lets our answers pile up; at half of its own maximum it is opened again.
 */
final class ReadGate {
    /** Counted for a piece at least, so that a peer that sends single octets cannot fill memory with their overhead. */
    private static final int PIECE = 512;

    private final IoSession session;
    private final OctetBudget all;
    private final long maximum;
    private long unconsumed;
    private boolean overOwn;
    private boolean overAll;
    private boolean overWrites;
    private boolean shut;
    private boolean suspended;
    private boolean released;

    ReadGate(IoSession session, OctetBudget all, long maximum) {
        this.session = session;
        this.all = all;
        this.maximum = maximum;
    }

    synchronized void delivered(int length) {
        if (released) {
            return;
        }
        long cost = Math.max(length, PIECE);
        unconsumed += cost;
        overOwn = unconsumed > maximum;
        overAll = all.take(cost, this);
        apply();
    }

    void consumed(int length) {
        long cost = Math.max(length, PIECE);
        synchronized (this) {
            if (released) {
                return;
            }
            unconsumed -= cost;
            overOwn = overOwn && unconsumed > maximum / 2;
            apply();
        }
        all.give(cost);
    }

    synchronized void budgetFree() {
        overAll = false;
        apply();
    }

    /** Asks for the level itself, since two who tell of changes may overtake one another. */
    synchronized void writesChanged(BooleanSupplier piledUp) {
        overWrites = piledUp.getAsBoolean();
        apply();
    }

    /** Reads no more. */
    synchronized void shut() {
        shut = true;
        apply();
    }

    /** The connection is over: its octets count no more. */
    void release() {
        long rest;
        synchronized (this) {
            rest = unconsumed;
            unconsumed = 0;
            released = true;
        }
        all.forget(this);
        all.give(rest);
    }

    private void apply() {
        boolean suspend = shut || overOwn || overAll || overWrites;
        if (suspend == suspended) {
            return;
        }
        suspended = suspend;
        if (suspend) {
            session.suspendRead();
        } else {
            session.resumeRead();
        }
    }
}
