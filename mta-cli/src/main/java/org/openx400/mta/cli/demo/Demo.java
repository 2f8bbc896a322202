package org.openx400.mta.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openx400.mta.cli.ExitCode;
import org.openx400.mta.cli.Main;
import org.openx400.mta.event.EventFilter;
import org.openx400.mta.event.EventFollower;
import org.openx400.mta.event.EventReader;
import org.openx400.mta.event.EventRecord;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine;

/**
 * Three MTAs as processes of their own: ALPHA and BETA talk X.411 (1988) in normal mode, BETA and GAMMA in X.410 mode.
 * Messages go from a user of ALPHA through BETA to one of GAMMA, with reports asked for; one goes to a domain that BETA
 * has no route for. What arrives is compared with what was sent.
 */
public final class Demo implements AutoCloseable {
    private static final List<Integer> SIZES = List.of(1_000, 32_000, 300_000, 3_000_000);
    private static final int PREFERRED_PORT = 10102;
    private static final long START_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;

    private final PrintWriter out;
    private final DemoSite alpha;
    private final DemoSite beta;
    private final DemoSite gamma;
    private final List<DemoProcess> processes = new ArrayList<>();
    private final Map<DemoSite, EventFollower> events = new LinkedHashMap<>();
    private final List<DemoMessage> messages = new ArrayList<>();

    /** @param folder empty; everything is written there */
    public Demo(Path folder, PrintWriter out) throws IOException {
        this.out = out;
        int port = freePort();
        String first = address(1);
        String second = address(2);
        String third = address(3);
        alpha = new DemoSite(
                "ALPHA", first, port, folder, List.of(new DemoSite.Peer("BETA", second, "1988-normal", List.of("*"))));
        beta = new DemoSite(
                "BETA",
                second,
                port,
                folder,
                List.of(
                        new DemoSite.Peer("ALPHA", first, "1988-normal", List.of("ALPHA")),
                        new DemoSite.Peer("GAMMA", third, "1988-x410", List.of("GAMMA"))));
        gamma = new DemoSite(
                "GAMMA", third, port, folder, List.of(new DemoSite.Peer("BETA", second, "1988-x410", List.of("*"))));
    }

    private static String address(int site) {
        return "127.0.0." + (10 + site);
    }

    private List<DemoSite> sites() {
        return List.of(alpha, beta, gamma);
    }

    private static int freePort() throws IOException {
        for (int port : new int[] {PREFERRED_PORT, 0}) {
            List<ServerSocket> sockets = new ArrayList<>();
            try {
                int chosen = port;
                for (int site = 1; site <= 3; site++) {
                    ServerSocket socket = new ServerSocket(chosen, 1, InetAddress.getByName(address(site)));
                    sockets.add(socket);
                    chosen = socket.getLocalPort();
                }
                return chosen;
            } catch (IOException inUse) {
                if (port == 0) {
                    throw inUse;
                }
            } finally {
                for (ServerSocket socket : sockets) {
                    socket.close();
                }
            }
        }
        throw new IOException("no port is free");
    }

    /**
     * Runs it all.
     *
     * @return whether everything went as it should
     */
    public boolean run() throws IOException, InterruptedException {
        startAll();
        out.println();
        out.println("== Messages from " + alpha.user() + " through BETA to " + gamma.user());
        Random random = new Random(1988);
        for (int size : SIZES) {
            send(gamma.user(), size, random);
        }
        out.println("== and one to a domain that nobody serves");
        send("C=US;A= ;P=NOWHERE;S=Nobody", SIZES.get(0), random);
        out.println();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!allSettled()
                && System.nanoTime() < deadline
                && processes.stream().allMatch(DemoProcess::isAlive)) {
            Thread.sleep(POLL_MILLIS);
            printEvents();
        }
        Thread.sleep(2 * POLL_MILLIS);
        printEvents();
        DemoResult result = new DemoResult(messages);
        result.print(out);
        return result.isGood();
    }

    private void startAll() throws IOException, InterruptedException {
        for (DemoSite site : sites()) {
            site.write();
        }
        for (DemoSite site : sites()) {
            out.println("== " + site.configuration());
            out.println(site.shown());
        }
        out.println("== Three MTAs, each a process of its own");
        out.flush();
        for (DemoSite site : sites()) {
            processes.add(DemoProcess.start(site, line -> line(site, line)));
            events.put(site, new EventReader(site.data().resolve("log"), EventFilter.ALL).follow());
        }
        for (DemoProcess process : processes) {
            process.awaitReady(START_SECONDS);
        }
    }

    private void send(String to, int octets, Random random) throws IOException {
        byte[] contents = new byte[octets];
        random.nextBytes(contents);
        Path file = alpha.folder().resolve("file-" + messages.size() + ".bin");
        Files.write(file, contents);
        String identifier = command(
                "send",
                "-c",
                alpha.configuration().toString(),
                "--to",
                to,
                "-s",
                octets + " octets",
                "-m",
                "The file has " + octets + " octets.",
                "-a",
                file.toString(),
                "--report",
                "delivery");
        messages.add(new DemoMessage(
                identifier.replace("accepted ", "").strip(), to, Octets.wrap(contents), to.equals(gamma.user())));
        printEvents();
    }

    /** Runs a command as a user would and returns what it printed. */
    private static String command(String... arguments) throws IOException {
        StringWriter printed = new StringWriter();
        StringWriter complaint = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(printed, true));
        line.setErr(new PrintWriter(complaint, true));
        if (line.execute(arguments) != ExitCode.DONE) {
            throw new IOException("mta " + String.join(" ", arguments) + ": " + complaint);
        }
        return printed.toString();
    }

    private boolean allSettled() throws IOException {
        DemoMailbox received = new DemoMailbox(gamma.data().resolve("mailboxes").resolve("user"));
        DemoMailbox reports = new DemoMailbox(alpha.data().resolve("mailboxes").resolve("user"));
        boolean settled = true;
        for (DemoMessage message : messages) {
            Octets file = message.arrived() == null ? received.file(message.identifier()) : null;
            if (file != null) {
                message.arrived(file);
            }
            DeliverySummary.RecipientOutcome outcome =
                    message.report() == null ? reports.reportOn(message.identifier()) : null;
            if (outcome != null) {
                message.reported(outcome);
            }
            settled &= message.isSettled();
        }
        return settled;
    }

    private void printEvents() throws IOException {
        record Seen(DemoSite site, EventRecord event) {}
        List<Seen> all = new ArrayList<>();
        for (Map.Entry<DemoSite, EventFollower> follower : events.entrySet()) {
            follower.getValue().poll().forEach(event -> all.add(new Seen(follower.getKey(), event)));
        }
        all.sort(Comparator.comparing(seen -> String.valueOf(seen.event().field("time"))));
        all.forEach(seen -> line(seen.site(), seen.event().plain()));
    }

    private void line(DemoSite site, String text) {
        synchronized (out) {
            out.printf("%-5s | %s%n", site.name(), text);
            out.flush();
        }
    }

    /** Stops the processes; none is left. */
    @Override
    public void close() {
        processes.forEach(DemoProcess::close);
        for (EventFollower follower : events.values()) {
            try {
                follower.close();
            } catch (IOException e) {
                // it was only read
            }
        }
    }
}
