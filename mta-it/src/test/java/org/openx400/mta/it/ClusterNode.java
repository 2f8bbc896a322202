package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.testkit.Cable;
import org.openx400.mta.testkit.MtaProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.ProcessTree;

/** One node of a {@link ClusterBed}: its MTA and its keepalived. */
final class ClusterNode implements AutoCloseable {
    private static final Duration BEFORE_A_KILL = Duration.ofSeconds(1);
    private static final Set<String> STATES = Set.of("GROUP_ACTIVE", "GROUP_STANDBY", "STARTUP_COMPLETE");

    final String name;
    final NetworkHost host;
    final String address;
    private final Cable cable;
    private final Path config;
    private final Path data;
    private final Events events;
    private final Path keepalivedConfig;
    private final LogTruth truth;
    private final List<Instant> brokenAt = new ArrayList<>();
    private final List<Instant> repairedAt = new ArrayList<>();
    private @Nullable MtaProcess mta;
    private @Nullable Process keepalived;

    /**
     * @param address of its own
     * @param shipped folder of the configurations
     */
    ClusterNode(String name, NetworkHost host, String address, Cable cable, Path shipped, String files)
            throws IOException {
        this.name = name;
        this.host = host;
        this.address = address;
        this.cable = cable;
        Path folder = shipped.resolve(files);
        this.config = folder.resolve("node-" + name + ".yaml");
        this.data = folder.resolve("data-" + name);
        this.events = Events.of(data);
        this.truth =
                LogTruth.of(host, folder.resolve("node-" + name + ".pcapng"), List.of(LogTruth.X400, ClusterMail.SMTP));
        String text = Files.readString(folder.resolve("keepalived-" + name + ".conf"));
        this.keepalivedConfig = Files.writeString(
                folder.resolve("keepalived-" + name + ".here.conf"),
                text.replace(
                        "\"/etc/keepalived/mta-health /var/lib/mta/data-" + name + "/admin.sock\"",
                        "\"" + shipped.resolve("mta-health") + " " + data.resolve("admin.sock") + "\""));
    }

    /** From now on, and from a moment before, its events may be lost or late. */
    void breaks() {
        brokenAt.add(Instant.now().minus(BEFORE_A_KILL));
    }

    void isRepaired() {
        repairedAt.add(Instant.now());
    }

    /** Compares the events with the wire; returns how many connections there were. */
    int judge() throws IOException {
        return truth.judge(events, this::wasBroken);
    }

    private boolean wasBroken(Instant at) {
        for (int i = 0; i < brokenAt.size(); i++) {
            boolean repaired = i < repairedAt.size() && !at.isBefore(repairedAt.get(i));
            if (!at.isBefore(brokenAt.get(i)) && !repaired) {
                return true;
            }
        }
        return false;
    }

    Events events() {
        return events;
    }

    /** Compares the protocol log of {@link ClusterMail} with the events; returns the connections of which it tells. */
    Set<String> mailConnections() throws IOException {
        Set<String> logged = MailConnections.logged(data, ClusterMail.CONNECTOR);
        assertThat(logged)
                .as("protocol log of node " + name)
                .containsAll(MailConnections.told(events, ClusterMail.SMTP, this::wasBroken));
        return logged;
    }

    /** How many mails it has taken for a repetition. */
    long recognisedMails() throws IOException {
        return events.named("DUPLICATE_RECOGNISED").stream()
                .filter(event -> Events.field(event, "connector").equals(Optional.of(ClusterMail.CONNECTOR)))
                .count();
    }

    MtaProcess mta() {
        MtaProcess running = mta;
        if (running == null) {
            throw new IllegalStateException("the MTA of node " + name + " is not started");
        }
        return running;
    }

    void startMta() throws IOException {
        mta = MtaProcess.start(host, config);
    }

    void startKeepalived() throws IOException {
        Path folder = Files.createDirectories(data.resolveSibling("keepalived-" + name));
        keepalived = host.command(List.of(
                        "keepalived",
                        "--dont-fork",
                        "--log-console",
                        "--vrrp",
                        "--use-file=" + keepalivedConfig,
                        "--pid=" + folder.resolve("pid"),
                        "--vrrp_pid=" + folder.resolve("vrrp.pid")))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    boolean mtaRuns() {
        return mta != null && ProcessHandle.of(mta.pid()).isPresent();
    }

    void killMta() {
        if (mta != null) {
            mta.kill();
            mta = null;
        }
    }

    /** SIGKILL to keepalived and its children; the address stays where it is. */
    void killKeepalived() {
        Process running = keepalived;
        if (running != null) {
            ProcessTree.of(running).kill();
            keepalived = null;
        }
    }

    void signalMta(String signal) throws IOException {
        host.run("kill", "-" + signal, Long.toString(mta().pid()));
    }

    Cable cable() {
        return cable;
    }

    boolean hasGroupAddress() throws IOException {
        return host.run("ip", "-o", "address", "show", "dev", cable.device()).contains(ClusterBed.EAST + "/");
    }

    void dropGroupAddress() throws IOException {
        host.dropAddress(cable.device(), ClusterBed.EAST + "/24");
    }

    /** Whether this node's MTA works for any group, as its last event says. */
    boolean isActive() throws IOException {
        return mtaRuns() && events.lastOf(event -> true, STATES).equals(Optional.of("GROUP_ACTIVE"));
    }

    /** Whether this node's MTA works for this group, as its last event of it says. */
    boolean isActiveFor(String group) throws IOException {
        return mtaRuns()
                && events.lastOf(
                                event -> Events.field(event, "group")
                                        .orElse(group)
                                        .equals(group),
                                STATES)
                        .equals(Optional.of("GROUP_ACTIVE"));
    }

    @Override
    public void close() {
        killKeepalived();
        killMta();
        truth.close();
    }
}
