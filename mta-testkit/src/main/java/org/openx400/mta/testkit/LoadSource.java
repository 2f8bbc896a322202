package org.openx400.mta.testkit;

import java.io.IOException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * again, and sends again what was not acknowledged.
 */
public final class LoadSource implements AutoCloseable {
    /** Makes the APDU of a local identifier. */
    public interface Apdus {
        Octets apdu(String localIdentifier);
    }

    private final Associator associator;
    private final Connector connector;
    private final Apdus apdus;
    private final Queue<String> toSend = new ConcurrentLinkedQueue<>();
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

    /** Opens the associations; each transfers as long as there is something to send. */
    public void start(int associations) {
        for (int i = 0; i < associations; i++) {
            associator.open(connector, new Line());
        }
    }

    /** To be sent by lines that are free from now on: call before {@link #start}, or while lines are busy. */
    public void add(String localIdentifier) {
        toSend.add(localIdentifier);
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
        private @Nullable String underWay;

        @Override
        public void opened(AssociationPort association, boolean turnHere) {
            opened.incrementAndGet();
            next(association);
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
            next(association);
        }

        @Override
        public void transferRefused(AssociationPort association, int reason, String why) {
            lastFailure = "refused: " + reason + " " + why;
            if (underWay != null) {
                toSend.add(underWay);
            }
            next(association);
        }

        @Override
        public void turn(AssociationPort association) {
            next(association);
        }

        @Override
        public void turnWanted(AssociationPort association) {
            association.turnGive();
        }

        @Override
        public void ended(AssociationPort association, boolean inOrder, String why) {
            if (underWay != null) {
                lost.incrementAndGet();
                toSend.add(underWay);
                underWay = null;
            }
            again();
        }

        private void next(AssociationPort association) {
            underWay = toSend.poll();
            if (underWay != null) {
                association.transfer(new Whole(apdus.apdu(underWay)));
            } else {
                association.close();
            }
        }

        private void again() {
            if (!ending && !toSend.isEmpty()) {
                redial.schedule(() -> associator.open(connector, new Line()), 100, TimeUnit.MILLISECONDS);
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
