package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.MtaProcess;

/**
 * The shipped program as gateways of Internet mail, each in a process of its own: the first takes mail by SMTP and maps it to
 * X.400, the second maps it back and brings it to smtp-sink by SMTP. Without the second, what the first takes stays in its queue.
 */
final class BenchedGateways implements AutoCloseable {
    private static final String TABLE = """
            both  %s  /C=US/A= /P=SOURCE
            both  %s  /C=US/A= /P=SINK
            """.formatted(MailSource.SENDER_DOMAIN, MailSource.RECIPIENT_DOMAIN);

    private final Parts parts;
    private final int port;
    private final List<MtaProcess> gateways;
    private final MailSink sink;

    private BenchedGateways(Parts parts, int port, List<MtaProcess> gateways, MailSink sink) {
        this.parts = parts;
        this.port = port;
        this.gateways = gateways;
        this.sink = sink;
    }

    /** The first alone. */
    static BenchedGateways taking(Path folder) throws IOException {
        return start(folder, false);
    }

    /** Both. */
    static BenchedGateways carrying(Path folder) throws IOException {
        return start(folder, true);
    }

    private static BenchedGateways start(Path folder, boolean both) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(folder.resolve("mail.map"), TABLE);
        List<Integer> ports = FreePorts.find(4);
        Parts parts = new Parts();
        try {
            MailSink sink = parts.add(MailSink.start(ports.get(3)));
            List<MtaProcess> gateways = new ArrayList<>();
            gateways.add(parts.add(MtaProcess.start(first(folder, ports))));
            if (both) {
                gateways.add(parts.add(MtaProcess.start(second(folder, ports))));
            }
            return new BenchedGateways(parts, ports.get(0), gateways, sink);
        } catch (IOException e) {
            parts.close();
            throw e;
        }
    }

    private static Path first(Path folder, List<Integer> ports) throws IOException {
        return Files.writeString(folder.resolve("first.yaml"), """
                mta:
                  name: FIRST
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: FIRST }
                  data: first
                listen:
                  - { address: 127.0.0.1, port: %d }
                connectors:
                  - name: internet
                    type: smtp
                    hostName: first.invalid
                    listen:
                      - { address: 127.0.0.1, port: %d }
                    mapping: { domain: first.invalid, address: "C=US;A= ;P=FIRST", table: mail.map }
                    limits: { perPeer: 200, ratePerMinute: 1000000 }
                  - name: second
                    remote: { addresses: [127.0.0.2], port: %d }
                    sourceAddress: 127.0.0.1
                    mta: { name: SECOND, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINK" }
                """.formatted(ports.get(1), ports.get(0), ports.get(2)));
    }

    private static Path second(Path folder, List<Integer> ports) throws IOException {
        return Files.writeString(folder.resolve("second.yaml"), """
                mta:
                  name: SECOND
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SECOND }
                  data: second
                listen:
                  - { address: 127.0.0.2, port: %d }
                connectors:
                  - name: internet
                    type: smtp
                    hostName: second.invalid
                    mapping: { domain: second.invalid, address: "C=US;A= ;P=SECOND", table: mail.map }
                    outgoing:
                      routes:
                        - { domain: %s, hosts: [localhost], port: %d, tls: none }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINK" }
                  - name: first
                    remote: { addresses: [127.0.0.1], port: %d }
                    sourceAddress: 127.0.0.2
                    mta: { name: FIRST, password: file:secret }
                    addressSpace:
                      - { address: "C=US;A= ;P=SOURCE" }
                """.formatted(
                        ports.get(2), MailSource.RECIPIENT_DOMAIN, ports.get(3), ports.get(1)));
    }

    /** Time until the first has acknowledged {@code count} mails of {@code size} octets. */
    Duration take(int sessions, int count, int size) throws IOException, InterruptedException {
        return MailSource.send(port, sessions, count, size);
    }

    /** Time until the sink has {@code count} mails of {@code size} octets. */
    Duration carry(int sessions, int count, int size) throws IOException, InterruptedException {
        return MailSource.carry(port, sessions, count, size, sink);
    }

    /** Of the first. */
    long pid() {
        return gateways.get(0).pid();
    }

    List<Long> pids() {
        return gateways.stream().map(MtaProcess::pid).toList();
    }

    @Override
    public void close() {
        parts.close();
    }
}
