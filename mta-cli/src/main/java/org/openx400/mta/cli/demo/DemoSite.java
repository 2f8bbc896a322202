package org.openx400.mta.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One MTA of the demonstration: its name, where it listens, and its configuration file.
 *
 * @param name MTA name, PRMD and label of its events
 * @param address loopback address that it listens on and calls from
 * @param port that all of them use
 * @param folder of the demonstration
 * @param peers whom it knows
 */
record DemoSite(String name, String address, int port, Path folder, List<Peer> peers) {
    /**
     * A connector.
     *
     * @param name MTA name of the peer
     * @param address where it is
     * @param mode of P1
     * @param served PRMDs that are reached through it; {@code *} for all others
     */
    record Peer(String name, String address, String mode, List<String> served) {}

    Path configuration() {
        return folder.resolve(name.toLowerCase(java.util.Locale.ROOT) + ".yaml");
    }

    Path data() {
        return folder.resolve(name.toLowerCase(java.util.Locale.ROOT));
    }

    String user() {
        return "C=US;A= ;P=" + name + ";S=User";
    }

    /** Writes the configuration and our password. */
    void write() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Path secret = secrets.resolve(name);
        Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "of-" + name);
        Files.writeString(configuration(), yaml(), StandardOpenOption.CREATE_NEW);
    }

    private String yaml() {
        return """
                mta:
                  name: %s
                  password: file:secrets/%s
                  domain: { country: US, admd: " ", prmd: %s }
                  data: %s
                listen:
                  - { address: %s, port: %d }
                connectors:
                %slocalUsers:
                  - { address: "%s", mailbox: user }
                """.formatted(
                        name,
                        name,
                        name,
                        data().getFileName(),
                        address,
                        port,
                        peers.stream().map(this::connector).collect(Collectors.joining()),
                        user());
    }

    private String connector(Peer peer) {
        String addresses = peer.served().stream()
                .map(domain -> "      - { address: \"C=US;A= ;P=" + domain + "\" }\n")
                .collect(Collectors.joining());
        return """
                  - name: to-%s
                    remote: { addresses: [%s], port: %d }
                    sourceAddress: %s
                    mta: { name: %s, password: file:secrets/%s }
                    mode: %s
                    retry: { openInterval: 1s }
                    addressSpace:
                %s""".formatted(
                        peer.name().toLowerCase(java.util.Locale.ROOT),
                        peer.address(),
                        port,
                        address,
                        peer.name(),
                        peer.name(),
                        peer.mode(),
                        addresses);
    }

    /** Its configuration, for showing. */
    String shown() {
        try {
            return Files.readString(configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
