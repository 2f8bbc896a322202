package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.openx400.mta.testkit.LoadBed;
import org.openx400.mta.testkit.LoadProcess;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.NetworkLab;
import org.openx400.mta.testkit.PostgresInstance;

/**
 * Two nodes with the files of {@code config/cluster}, a database server and a peer, all on one switch. The peer is source and
 * sink.
 */
final class ClusterBed implements AutoCloseable {
    static final String GROUP = "10.77.0.100";

    private static final Path SHIPPED =
            Path.of(System.getProperty("mta.home", "..")).resolve("config").resolve("cluster");
    private static final int ASSOCIATIONS = 6;

    final NetworkLab lab = new NetworkLab();
    final NetworkHost lan;
    final NetworkHost peerHost;
    final PostgresInstance database;
    final ClusterNode a;
    final ClusterNode b;
    private final Path folder;

    ClusterBed(Path folder) throws IOException {
        this.folder = folder;
        lan = lab.lan("lan");
        Path shipped = copy(folder.resolve("cluster"));
        NetworkHost databaseHost = lab.host("db");
        lab.join(lan, databaseHost, "10.77.0.20/24");
        String password =
                Files.readString(shipped.resolve("secrets").resolve("store")).strip();
        database = PostgresInstance.primary(databaseHost, "10.77.0.20", 5432, password);
        peerHost = lab.host("peer");
        lab.join(lan, peerHost, "10.77.0.50/24");
        a = node("a", "10.77.0.11", shipped);
        b = node("b", "10.77.0.12", shipped);
    }

    private ClusterNode node(String name, String address, Path shipped) throws IOException {
        NetworkHost host = lab.host("node-" + name);
        return new ClusterNode(name, host, address, lab.join(lan, host, address + "/24"), shipped);
    }

    /** A source and a sink at the peer. */
    LoadProcess peer() throws IOException {
        Path config = Files.writeString(
                folder.resolve("cluster").resolve("peer.yaml"), """
                mta:
                  name: SITE2
                  password: file:secrets/peer
                  domain: { country: US, admd: " ", prmd: %s }
                  data: peer
                listen:
                  - { address: 10.77.0.50, port: 102 }
                connectors:
                  - name: hub
                    remote: { addresses: [%s], port: 102 }
                    mta: { name: HUB, password: file:secrets/peer }
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(LoadBed.SOURCE_DOMAIN, GROUP));
        return LoadProcess.start(peerHost, config, List.of(new LoadProcess.Source("hub", ASSOCIATIONS, "SITE2")));
    }

    private static Path copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(SHIPPED.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return target;
    }

    @Override
    public void close() throws IOException {
        a.close();
        b.close();
        database.close();
        lab.close();
    }
}
