package org.openx400.mta.rfc1006.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.PeerChecker.Step;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.net.ConnectFailure;
import org.openx400.mta.net.ConnectListener;
import org.openx400.mta.net.Mailbox;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.AssociationEffect;
import org.openx400.mta.rfc1006.mts.BindResult;
import org.openx400.mta.rfc1006.mts.InitiatorParameters;
import org.openx400.mta.rfc1006.mts.MtaAssociation;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;

/**
 * One check of the way to a peer: look-ups, TCP connect, CR and CC, bind, unbind. All in one mailbox, under one deadline in
 * place of the machine's timers.
 */
final class PeerCheck implements ConnectListener, PeerHandler {
    private static final Duration DEADLINE = Duration.ofSeconds(45);
    private static final int MAILBOX_CAPACITY = 1000;

    private final OutboundAssociator associator;
    private final Connector connector;
    private final Mailbox mailbox;
    private final MtaAssociation machine;
    private final Deque<InetSocketAddress> untried = new ArrayDeque<>();
    private final Deque<AssociationEffect> effects = new ArrayDeque<>();
    private final List<Step> steps = new ArrayList<>();
    private final CompletableFuture<List<Step>> outcome = new CompletableFuture<>();
    private String step = "look up";
    private long began = System.nanoTime();
    private Scheduler.@Nullable Timer deadline;
    private @Nullable PeerSocket socket;

    PeerCheck(OutboundAssociator associator, Connector connector) {
        this.associator = associator;
        this.connector = connector;
        this.mailbox = new Mailbox(associator.hosting().workers(), MAILBOX_CAPACITY, e -> fail("internal error: " + e));
        this.machine = OsiMtaAssociation.initiator(
                InitiatorParameters.of(connector, associator.identifiers(), associator.limits()));
    }

    CompletableFuture<List<Step>> outcome() {
        return outcome;
    }

    void stopped() {
        fail("the MTA stops");
    }

    /** Looks the peer's names up, which may block, and goes on from there. */
    void begin() {
        List<InetSocketAddress> addresses = DialAddresses.of(connector, this::lookUp, (host, why) -> {});
        post(() -> {
            untried.addAll(addresses);
            deadline = associator
                    .hosting()
                    .scheduler()
                    .schedule(DEADLINE, () -> post(() -> fail("no answer within " + DEADLINE.toSeconds() + " s")));
            if (addresses.isEmpty()) {
                fail("the connector has no address to dial");
            } else {
                connect();
            }
        });
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        try {
            List<InetAddress> addresses = associator.hosts().of(host);
            String texts = addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            note(true, host + " is " + texts);
            return addresses;
        } catch (UnknownHostException e) {
            note(false, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void connect() {
        next("connect");
        InetSocketAddress remote = untried.remove();
        InetAddress source = associator.sources().of(connector, remote.getAddress());
        associator.binder().connect(remote, source, associator.connectTimeout(), this);
    }

    @Override
    public void failed(ConnectFailure failure) {
        post(() -> {
            if (failure.kind() == ConnectFailure.Kind.SOURCE_ABSENT || untried.isEmpty()) {
                fail(failure.why());
            } else if (!outcome.isDone()) {
                note(false, failure.why());
                connect();
            }
        });
    }

    @Override
    public PeerHandler connected(PeerSocket connection) {
        post(() -> {
            socket = connection;
            if (outcome.isDone()) {
                connection.closeNow();
                return;
            }
            note(true, text(connection.localAddress()) + " to " + text(connection.remoteAddress()));
            next("CR, CC");
            perform(machine.connected());
        });
        return this;
    }

    @Override
    public void received(Octets piece) {
        post(() -> {
            List<AssociationEffect> wanted = machine.received(piece);
            if (step.equals("CR, CC") && wanted.stream().anyMatch(AssociationEffect.Send.class::isInstance)) {
                accepted(wanted);
            }
            perform(wanted);
            connection().consumed(piece);
        });
    }

    /** An initiator goes on with the session connect as soon as a CC has come. */
    private void accepted(List<AssociationEffect> wanted) {
        if (wanted.stream().noneMatch(AssociationEffect.Aborted.class::isInstance)) {
            note(
                    true,
                    "T-selector called: " + Selectors.text(connector.outgoing().t()));
            next("bind");
        }
    }

    @Override
    public void writable() {}

    @Override
    public void closed(String why) {
        post(() -> {
            perform(machine.disconnected(why));
            fail("tcp: " + why);
        });
    }

    private void perform(List<AssociationEffect> wanted) {
        effects.addAll(wanted);
        for (AssociationEffect next = effects.poll(); next != null; next = effects.poll()) {
            perform(next);
        }
    }

    private void perform(AssociationEffect effect) {
        if (effect instanceof AssociationEffect.Send send) {
            connection().write(send.octets());
        } else if (effect instanceof AssociationEffect.Close) {
            connection().closeAfterWrites();
        } else if (effect instanceof AssociationEffect.Bound bound) {
            bound(bound.result());
        } else if (effect instanceof AssociationEffect.Refused refused) {
            fail("refused at " + refused.layer() + ": " + refused.why());
        } else if (effect instanceof AssociationEffect.Aborted aborted) {
            fail("ended at " + aborted.layer() + ": " + aborted.why());
        } else if (effect instanceof AssociationEffect.Closed) {
            note(true, "in order");
            end();
        }
    }

    private void bound(BindResult result) {
        String problem = Responder.problem(connector, result);
        if (problem != null) {
            effects.addAll(machine.abort(problem));
            fail(problem);
            return;
        }
        String name = result.mtaName() == null ? "the peer, without a name," : "MTA " + result.mtaName();
        note(
                true,
                name + " accepts " + connector.mode() + ", checkpoint size " + result.checkpointSize()
                        + ", window size " + result.windowSize());
        next("unbind");
        if (machine.mayTransfer()) {
            effects.addAll(machine.close());
        } else {
            effects.addAll(machine.abort("check done"));
            fail("the peer has kept the turn; aborted");
        }
    }

    private void next(String name) {
        step = name;
        began = System.nanoTime();
    }

    private void note(boolean done, String result) {
        long now = System.nanoTime();
        steps.add(new Step(step, done, result, Duration.ofNanos(now - began)));
        began = now;
    }

    private void fail(String why) {
        if (!outcome.isDone()) {
            note(false, why);
            end();
        }
    }

    private void end() {
        outcome.complete(List.copyOf(steps));
        if (deadline != null) {
            deadline.cancel();
        }
        if (socket != null && effects.isEmpty()) {
            socket.closeAfterWrites();
        }
    }

    private void post(Runnable task) {
        try {
            mailbox.execute(task);
        } catch (RejectedExecutionException e) {
            outcome.complete(List.of(new Step(step, false, "the MTA stops", Duration.ZERO)));
        }
    }

    private PeerSocket connection() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    private static String text(InetSocketAddress address) {
        return address.toString().substring(address.toString().indexOf('/') + 1);
    }
}
