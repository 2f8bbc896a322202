package org.openx400.mta.testkit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Associator;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.octets.Octets;

/**
 * A peer that transfers messages over several associations as fast as they are acknowledged, opens lost associations
 * again, and sends again what was not acknowledged, octet for octet as an MTA does. Associations stay open when there is nothing to send.
 */
public final class LoadSource implements AutoCloseable {
    /** Makes the APDU of a local identifier. */
    public interface Apdus {
        Octets apdu(String localIdentifier);
    }

    private static final long AGAIN_MILLIS = 100;

    private final Associator associator;
    private final Connector connector;
    private final Apdus apdus;
    private final Deque<String> toSend = new ArrayDeque<>();
    private final Map<String, Octets> cut = new HashMap<>();
    private final Deque<Line> idle = new ArrayDeque<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final ScheduledExecutorService redial = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "load-source-redial");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ending;
    private volatile @Nullable String lastFailure;

    public LoadSource(Associator associator, Connector connector, Apdus apdus) {
        this.associator = associator;
        this.connector = connector;
        this.apdus = apdus;
    }

    /** Opens the associations. */
    public void start(int associations) {
        for (int i = 0; i < associations; i++) {
            associator.open(connector, new Line());
        }
    }

    /** To be sent by the next association that is free. */
    public void add(String localIdentifier) {
        Line line;
        synchronized (this) {
            toSend.add(localIdentifier);
            line = idle.poll();
        }
        if (line != null) {
            line.next();
        }
    }

    /** Local identifiers for which the peer has taken responsibility. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** Associations that were bound so far. */
    public int opened() {
        return opened.get();
    }

    /** Associations that ended while a transfer was under way. */
    public int lost() {
        return lost.get();
    }

    public @Nullable String lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        ending = true;
        redial.shutdownNow();
    }

    private final class Line implements AssociationPort.User {
        private @Nullable AssociationPort association;
        private @Nullable String underWay;
        private Octets apdu = Octets.NONE;

        @Override
        public void opened(AssociationPort opened, boolean turnHere) {
            LoadSource.this.opened.incrementAndGet();
            association = opened;
            next();
        }

        @Override
        public void openFailed(String layer, String why) {
            lastFailure = layer + ": " + why;
            again();
        }

        @Override
        public void transferred(AssociationPort association) {
            if (underWay != null) {
                acknowledged.add(underWay);
            }
            next();
        }

        @Override
        public void transferRefused(AssociationPort association, int reason, String why) {
            lastFailure = "refused: " + reason + " " + why;
            giveBack();
            redial.schedule(this::next, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void turn(AssociationPort association) {
            next();
        }

        @Override
        public void turnWanted(AssociationPort association) {
            association.turnGive();
        }

        @Override
        public void ended(AssociationPort ended, boolean inOrder, String why) {
            synchronized (LoadSource.this) {
                idle.remove(this);
                association = null;
            }
            if (underWay != null) {
                lost.incrementAndGet();
                giveBack();
            }
            again();
        }

        void next() {
            AssociationPort port;
            String id;
            synchronized (LoadSource.this) {
                port = association;
                if (port == null) {
                    return;
                }
                id = toSend.poll();
                underWay = id;
                if (id == null) {
                    idle.add(this);
                    return;
                }
                Octets before = cut.remove(id);
                apdu = before == null ? Octets.NONE : before;
            }
            Octets whole = apdu.isEmpty() ? apdus.apdu(id) : apdu;
            synchronized (LoadSource.this) {
                if (!id.equals(underWay)) {
                    return; // the association ended meanwhile
                }
                apdu = whole;
            }
            port.transfer(new Whole(whole));
        }

        private void giveBack() {
            synchronized (LoadSource.this) {
                if (underWay != null) {
                    if (!apdu.isEmpty()) {
                        cut.put(underWay, apdu);
                    }
                    toSend.addFirst(underWay);
                    underWay = null;
                }
            }
        }

        private void again() {
            if (!ending) {
                redial.schedule(() -> associator.open(connector, this), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** An APDU that is in memory as a whole. */
    private static final class Whole implements ApduSource {
        private Octets rest;
        private final long length;

        Whole(Octets apdu) {
            this.rest = apdu;
            this.length = apdu.length();
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public Octets next(int maximum) throws IOException {
            Octets piece = rest.slice(0, Math.min(maximum, rest.length()));
            rest = rest.from(piece.length());
            return piece;
        }

        @Override
        public void close() {
            rest = Octets.NONE;
        }
    }
}
