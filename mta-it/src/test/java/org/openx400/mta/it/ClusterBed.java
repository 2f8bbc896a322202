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
 * sink; with two groups it is the peer of each, and what it gives to one is to be transferred by the other.
 */
final class ClusterBed implements AutoCloseable {
    static final String EAST = "10.77.0.100";
    static final String WEST = "10.77.0.200";

    private static final String SITE2 = "10.77.0.50";
    private static final String SITE3 = "10.77.0.51";

    private static final Path SHIPPED =
            Path.of(System.getProperty("mta.home", "..")).resolve("config").resolve("cluster");
    private static final int ASSOCIATIONS = 6;

    final NetworkLab lab = new NetworkLab();
    final NetworkHost lan;
    final NetworkHost peerHost;
    final String peerDevice;
    final PostgresInstance database;
    final ClusterNode a;
    final ClusterNode b;
    private final Path shipped;
    private final Path peerConfig;
    private final List<LoadProcess.Source> sources;

    private ClusterBed(Path folder, String files, boolean withMail, Path peerConfig, List<LoadProcess.Source> sources)
            throws IOException {
        this.peerConfig = peerConfig;
        this.sources = sources;
        lan = lab.lan("lan");
        shipped = copy(folder.resolve("cluster"));
        if (withMail) {
            ClusterMail.configure(shipped);
        }
        NetworkHost databaseHost = lab.host("db");
        lab.join(lan, databaseHost, "10.77.0.20/24");
        String password =
                Files.readString(shipped.resolve("secrets").resolve("store")).strip();
        database = PostgresInstance.primary(databaseHost, "10.77.0.20", 5432, password);
        peerHost = lab.host("peer");
        peerDevice = lab.join(lan, peerHost, SITE2 + "/24").device();
        peerHost.address(peerDevice, SITE3 + "/24");
        a = node("a", "10.77.0.11", shipped, files);
        b = node("b", "10.77.0.12", shipped, files);
    }

    /** {@link ClusterMail} may be added. */
    static ClusterBed ofOneGroup(Path folder) throws IOException {
        return new ClusterBed(
                folder,
                "",
                true,
                peer(folder, connector("east", EAST, SITE2, "SITE2")),
                List.of(new LoadProcess.Source("east", ASSOCIATIONS, "SITE2")));
    }

    static ClusterBed ofTwoGroups(Path folder) throws IOException {
        return new ClusterBed(
                folder,
                "two-groups",
                false,
                peer(folder, connector("east", EAST, SITE2, "SITE2") + connector("west", WEST, SITE3, "SITE3")),
                List.of(
                        new LoadProcess.Source("east", ASSOCIATIONS, "SITE3"),
                        new LoadProcess.Source("west", ASSOCIATIONS, "SITE2")));
    }

    private ClusterNode node(String name, String address, Path shipped, String files) throws IOException {
        NetworkHost host = lab.host("node-" + name);
        return new ClusterNode(name, host, address, lab.join(lan, host, address + "/24"), shipped, files);
    }

    /** Password of the peers. */
    String secret() throws IOException {
        return Files.readString(shipped.resolve("secrets").resolve("peer"));
    }

    /** Starts what is source and sink. */
    LoadProcess peer() throws IOException {
        return LoadProcess.start(peerHost, peerConfig, sources);
    }

    private static Path peer(Path folder, String connectors) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder.resolve("cluster")).resolve("peer.yaml"),
                """
                mta:
                  name: PEER
                  password: file:secrets/peer
                  domain: { country: US, admd: " ", prmd: %s }
                  data: peer
                listen:
                  - { address: %s, port: 102 }
                  - { address: %s, port: 102 }
                connectors:
                """.formatted(LoadBed.SOURCE_DOMAIN, SITE2, SITE3) + connectors);
    }

    private static String connector(String name, String group, String source, String mta) {
        return """
                  - name: %s
                    remote: { addresses: [%s], port: 102 }
                    sourceAddress: %s
                    mta: { name: HUB, password: file:secrets/peer }
                    local: { name: %s, password: file:secrets/peer }
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(name, group, source, mta).indent(2);
    }

    /** Ends both MTAs in order, and compares their events with their wires. */
    void judge(String test) throws IOException {
        a.mta().stop();
        b.mta().stop();
        LogTruth.tell(test, a.judge() + b.judge());
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
