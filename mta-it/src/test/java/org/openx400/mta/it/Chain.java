package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.MtaProcess;

/**
 * Three MTAs on loopback, each a process with a queue of its own: what comes to the first goes through the second to the
 * mailbox of the third. Any of them can be killed and started again.
 */
final class Chain implements AutoCloseable {
    /** PRMD of the recipient, who has the only mailbox. */
    static final String DOMAIN = "RECEIVER";

    static final List<String> NAMES = List.of("SENDER", "RELAY", "RECEIVER");

    private static final String SOURCE_ADDRESS = "127.0.0.2";
    private static final int FIRST_ADDRESS = 3;

    private final Path folder;
    private final Path source;
    private final List<MtaProcess> processes = new ArrayList<>();

    private Chain(Path folder, Path source) {
        this.folder = folder;
        this.source = source;
    }

    /** Writes the configurations and starts the three. */
    static Chain start(Path folder, Mode mode, int associations) throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        List<Integer> ports = FreePorts.find(NAMES.size());
        Path source = folder.resolve("SOURCE.yaml");
        Files.writeString(
                source, """
                mta:
                  name: SOURCE
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SOURCE }
                  data: SOURCE
                connectors:
                """ + connector("SENDER", address(0), ports.get(0), SOURCE_ADDRESS, mode, "C=*", associations));
        Chain chain = new Chain(folder, source);
        try {
            for (int i = 0; i < NAMES.size(); i++) {
                Files.writeString(chain.config(i), configuration(i, ports, mode, associations));
                chain.processes.add(chain.start(i));
            }
        } catch (IOException e) {
            chain.close();
            throw e;
        }
        return chain;
    }

    /** Configuration of a peer whose connector {@code SENDER} leads to the first MTA. */
    Path source() {
        return source;
    }

    /** SIGKILL, then the same MTA again. Returns when it is ready. */
    void killAndRestart(int index) throws IOException {
        processes.get(index).kill();
        processes.set(index, start(index));
    }

    /** One that lives for seconds is not worth compiling twice. */
    private MtaProcess start(int index) throws IOException {
        return MtaProcess.start(config(index), "-XX:TieredStopAtLevel=1");
    }

    /** The event log of one of them. */
    Events events(int index) {
        return Events.of(folder.resolve(NAMES.get(index)));
    }

    /** The names of the messages in the mailbox, each as often as it has a file there. */
    List<String> delivered() throws IOException {
        Path mailbox = folder.resolve("RECEIVER").resolve("mailboxes").resolve("inbox");
        if (!Files.isDirectory(mailbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mailbox)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                    .map(name -> name.substring(0, name.indexOf('-')))
                    .toList();
        }
    }

    @Override
    public void close() {
        processes.forEach(MtaProcess::kill);
    }

    private Path config(int index) {
        return folder.resolve(NAMES.get(index) + ".yaml");
    }

    private static String configuration(int index, List<Integer> ports, Mode mode, int associations) {
        String name = NAMES.get(index);
        String previous = index == 0
                ? connector("SOURCE", SOURCE_ADDRESS, 1, address(index), mode, "C=US;A= ;P=SOURCE", associations)
                : connector(NAMES.get(index - 1), address(index - 1), 1, address(index), mode, "C=US;A= ;P=NONE", 1);
        String next = index == NAMES.size() - 1
                ? "localUsers:\n  - { address: \"C=US;A= ;P=RECEIVER;O=Load;S=Recipient\", mailbox: inbox }\n"
                : connector(
                        NAMES.get(index + 1),
                        address(index + 1),
                        ports.get(index + 1),
                        address(index),
                        mode,
                        "C=US;A= ;P=" + DOMAIN,
                        associations);
        return """
                mta:
                  name: %1$s
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: %1$s }
                  data: %1$s
                listen:
                  - { address: %2$s, port: %3$d }
                limits: { associations: 60, perPeer: 60 }
                events: { size: 10GB }
                connectors:
                """.formatted(name, address(index), ports.get(index)) + previous + next;
    }

    private static String connector(
            String peer, String address, int port, String from, Mode mode, String addressSpace, int associations) {
        return """
                  - name: %1$s
                    remote: { addresses: [%2$s], port: %3$d }
                    sourceAddress: %4$s
                    mta: { name: %1$s, password: file:secret }
                    mode: %5$s
                    rts: { windowSize: 3, checkpointSize: 60KB }
                    retry: { openInterval: 1s, transferInterval: 1s }
                    association: { threshold: 1, maximum: %7$d, reservedForUrgent: 0 }
                    addressSpace:
                      - { address: "%6$s" }
                """.formatted(peer, address, port, from, mode, addressSpace, associations);
    }

    private static String address(int index) {
        return "127.0.0." + (FIRST_ADDRESS + index);
    }
}
