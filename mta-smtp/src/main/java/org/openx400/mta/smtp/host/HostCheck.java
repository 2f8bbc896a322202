package org.openx400.mta.smtp.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.PeerChecker.Step;
import org.openx400.mta.net.ConnectFailure;
import org.openx400.mta.net.ConnectListener;
import org.openx400.mta.net.PeerHandler;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.octets.Octets;

/** Tries one host after the other until one greets us, and says goodbye to it: no mail is begun. */
final class HostCheck {
    private static final Octets QUIT = Octets.latin1("QUIT\r\n");
    private static final int LONGEST_GREETING = 200;

    private final SmtpCarrier carrier;
    private final Way way;
    private final CompletableFuture<List<Step>> result = new CompletableFuture<>();
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Target> targets = new ArrayDeque<>();
    private long began;

    HostCheck(SmtpCarrier carrier, Way way) {
        this.carrier = carrier;
        this.way = way;
    }

    /** Never completes exceptionally. */
    CompletableFuture<List<Step>> begin() {
        carrier.lookUps().execute(this::resolve);
        return result;
    }

    private void resolve() {
        began = System.nanoTime();
        MailHosts.Result found = carrier.hosts().of(way);
        if (found instanceof MailHosts.Result.None none) {
            step("hosts", false, way.name() + ": " + none.why());
            result.complete(List.copyOf(steps));
            return;
        }
        List<String> texts = new ArrayList<>();
        for (MailHost host : ((MailHosts.Result.Found) found).hosts()) {
            for (InetAddress address : host.addresses()) {
                targets.add(new Target(host.name(), new InetSocketAddress(address, way.port()), false));
            }
            texts.add(host.name() + " "
                    + host.addresses().stream().map(InetAddress::getHostAddress).toList());
        }
        step("hosts", true, way.name() + ": " + String.join(", ", texts));
        connect();
    }

    private synchronized void connect() {
        Target target = targets.poll();
        if (target == null) {
            result.complete(List.copyOf(steps));
            return;
        }
        began = System.nanoTime();
        carrier.binder()
                .connect(
                        target.address(),
                        carrier.source(target.address().getAddress()),
                        carrier.hosting().deadlines().connect(),
                        new Attempt(target));
    }

    private synchronized void step(String name, boolean done, String text) {
        steps.add(new Step(name, done, text, Duration.ofNanos(System.nanoTime() - began)));
        began = System.nanoTime();
    }

    private final class Attempt implements ConnectListener {
        private final Target target;

        Attempt(Target target) {
            this.target = target;
        }

        @Override
        public PeerHandler connected(PeerSocket socket) {
            step(
                    "connect",
                    true,
                    text(socket.localAddress()) + " to " + text(socket.remoteAddress()) + " (" + target.host() + ")");
            return new Greeting(socket);
        }

        @Override
        public void failed(ConnectFailure failure) {
            step("connect", false, target.host() + " " + text(target.address()) + ": " + failure.why());
            carrier.lookUps().execute(HostCheck.this::connect);
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Waits for the first line. */
    private final class Greeting implements PeerHandler {
        private final PeerSocket socket;
        private final StringBuilder line = new StringBuilder();
        private boolean over;

        Greeting(PeerSocket socket) {
            this.socket = socket;
            carrier.hosting()
                    .scheduler()
                    .schedule(
                            carrier.hosting().deadlines().connect(), () -> greeted(false, "nothing was said in time"));
        }

        @Override
        public void received(Octets piece) {
            line.append(piece.toLatin1());
            socket.consumed(piece);
            int end = line.indexOf("\r\n");
            if (end >= 0 || line.length() > LONGEST_GREETING) {
                String said = line.substring(0, Math.min(end < 0 ? LONGEST_GREETING : end, LONGEST_GREETING))
                        .replaceAll("[^ -~]", "?");
                greeted(said.startsWith("220"), said);
            }
        }

        @Override
        public void writable() {}

        @Override
        public void closed(String why) {
            greeted(false, why);
        }

        private void greeted(boolean done, String said) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            step("greeting", done, said);
            socket.write(QUIT);
            socket.closeAfterWrites();
            if (done) {
                result.complete(List.copyOf(steps));
            } else {
                carrier.lookUps().execute(HostCheck.this::connect);
            }
        }
    }
}
