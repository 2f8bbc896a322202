package org.openx400.mta.smtp.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.net.ConnectFailure;
import org.openx400.mta.net.ConnectListener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.smtp.SmtpReply;

/**
 * The mails of one way and the connections that carry them: so many at once as are allowed, each used again for what waits. A
 * delivery that is under way has one of these places, whether it has a connection at the moment or is between two hosts.
 */
final class Destination {
    /** Addresses of all exchangers together; more are not worth the time. */
    private static final int MOST_TARGETS = 50;

    private final Way way;
    private final SmtpCarrier carrier;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Deque<ClientConnection> idle = new ArrayDeque<>();
    private int places;
    private int reserved;

    Destination(Way way, SmtpCarrier carrier) {
        this.way = way;
        this.carrier = carrier;
    }

    Way way() {
        return way;
    }

    SmtpCarrier carrier() {
        return carrier;
    }

    /** {@link #submit} follows. */
    synchronized Destination reserve() {
        reserved++;
        return this;
    }

    synchronized boolean isUnused() {
        return reserved == 0 && places == 0;
    }

    void submit(Delivery delivery) {
        ClientConnection connection;
        synchronized (this) {
            reserved--;
            connection = idle.poll();
            if (connection == null) {
                if (places >= carrier.perDestination()) {
                    waiting.add(delivery);
                    return;
                }
                places++;
            }
        }
        if (connection == null) {
            begin(delivery);
        } else {
            connection.carry(delivery);
        }
    }

    /** Looks for hosts and tries them; the delivery has a place. */
    void begin(Delivery delivery) {
        try {
            carrier.lookUps().execute(() -> resolve(delivery));
        } catch (RejectedExecutionException e) {
            delivery.end(SmtpReply.of(451, "4.3.2", "The MTA stops"));
            leave();
        }
    }

    private void resolve(Delivery delivery) {
        MailHosts.Result result = carrier.hosts().of(way);
        if (result instanceof MailHosts.Result.None none) {
            event(EventId.MAIL_DOMAIN_UNRESOLVED)
                    .with("domain", way.name())
                    .with("why", none.why())
                    .to(carrier.hosting().events());
            delivery.end(none.why());
            leave();
            return;
        }
        List<Target> targets = new ArrayList<>();
        for (MailHost host : ((MailHosts.Result.Found) result).hosts()) {
            for (InetAddress address : host.addresses()) {
                if (targets.size() < MOST_TARGETS) {
                    targets.add(new Target(host.name(), new InetSocketAddress(address, way.port()), false));
                }
            }
        }
        delivery.tryThese(targets);
        tryNext(delivery);
    }

    /** Tries the next host; the delivery has a place. */
    void tryNext(Delivery delivery) {
        Target target = carrier.hosting().mayAct().getAsBoolean() ? delivery.nextTarget() : null;
        if (target == null) {
            delivery.end();
            leave();
            return;
        }
        InetAddress source = carrier.source(target.address().getAddress());
        carrier.binder()
                .connect(
                        target.address(),
                        source,
                        carrier.hosting().deadlines().connect(),
                        new Attempt(delivery, target, source));
    }

    /** The connection has nothing to carry: it gets what waits, or is kept for a while. */
    void ready(ClientConnection connection) {
        Delivery next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                idle.add(connection);
            }
        }
        if (next != null) {
            connection.carry(next);
        }
    }

    /** True if the connection is idle and will get nothing more from here. */
    synchronized boolean retire(ClientConnection connection) {
        return idle.remove(connection);
    }

    /** A place is free. */
    void leave() {
        Delivery next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                places--;
            }
        }
        if (next != null) {
            begin(next);
        } else {
            carrier.forgetIfUnused(way);
        }
    }

    /** Ends what waits for a place. */
    void stop() {
        List<Delivery> left;
        synchronized (this) {
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(delivery -> delivery.end(SmtpReply.of(451, "4.3.2", "The MTA stops")));
    }

    private Event.Builder event(EventId id) {
        return Event.of(id).connector(carrier.connector());
    }

    /** To connect to one address. */
    private final class Attempt implements ConnectListener {
        private final Delivery delivery;
        private final Target target;
        private final @Nullable InetAddress source;

        Attempt(Delivery delivery, Target target, @Nullable InetAddress source) {
            this.delivery = delivery;
            this.target = target;
            this.source = source;
        }

        @Override
        public PeerHandler connected(PeerSocket socket) {
            return carrier.connected(Destination.this, delivery, target, socket);
        }

        @Override
        public void failed(ConnectFailure failure) {
            boolean noSource = failure.kind() == ConnectFailure.Kind.SOURCE_ABSENT;
            String local = source == null ? "any address" : source.getHostAddress();
            event(noSource ? EventId.SOURCE_ADDRESS_MISSING : EventId.CONNECT_FAILED)
                    .remote(target.address())
                    .with(noSource ? "source" : "local", local)
                    .with("why", failure.why())
                    .to(carrier.hosting().events());
            delivery.troubled(SmtpReply.of(451, "4.4.1", target.host() + ": " + failure.why()));
            carrier.hosting().workers().execute(() -> tryNext(delivery));
        }
    }
}
