package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openx400.mta.connector.Mode;

/**
 * Files for a relay between a source and a sink on loopback: the relay is a process at 127.0.0.1, the peers are one
 * {@link LoadPeer} that calls from 127.0.0.2 and listens at 127.0.0.3.
 *
 * @param relay configuration of the MTA under load
 * @param peer configuration of the {@link LoadPeer}; its connector to the relay is {@code relay}
 * @param ports where the relay and the peer listen
 */
public record LoadBed(Path relay, Path peer, List<Integer> ports) {
    /** Recipients are in this private domain. */
    public static final String SINK_DOMAIN = "SINK";

    public static final String SOURCE_DOMAIN = "SOURCE";

    /** @param associations that the relay may open to the sink, and the peers may open to the relay */
    public static LoadBed write(Path folder, Mode mode, int associations) throws IOException {
        return write(folder, mode, associations, 0);
    }

    /**
     * @param associations that the relay may open to the sink, and the peers may open to the relay
     * @param idle that the peers may open to the relay besides
     */
    public static LoadBed write(Path folder, Mode mode, int associations, int idle) throws IOException {
        Files.createDirectories(folder);
        List<Integer> ports = FreePorts.find(2);
        Path secret = folder.resolve("secret");
        Files.writeString(secret, "secret");
        Path relay = folder.resolve("relay.yaml");
        Files.writeString(
                relay, """
                mta:
                  name: RELAY
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: RELAY }
                  data: relay
                listen:
                  - { address: 127.0.0.1, port: %1$d }
                connectors:
                  - name: source
                    remote: { addresses: [127.0.0.2], port: 1 }
                    mta: { name: PEER, password: file:secret }
                    mode: %3$s
                    addressSpace:
                      - { address: "C=US;A= ;P=SOURCE" }
                  - name: sink
                    remote: { addresses: [127.0.0.3], port: %2$d }
                    sourceAddress: 127.0.0.1
                    mta: { name: PEER, password: file:secret }
                    mode: %3$s
                    retry: { openInterval: 1s, transferInterval: 1s }
                    association: { threshold: 1, maximum: %4$d, reservedForUrgent: 0 }
                    addressSpace:
                      - { address: "C=US;A= ;P=SINK" }
                limits: { associations: %5$d, perPeer: %5$d, halfOpen: %5$d, halfOpenPerAddress: %5$d }
                """.formatted(ports.get(0), ports.get(1), mode, associations, associations + idle + 10));
        Path peer = folder.resolve("peer.yaml");
        Files.writeString(peer, """
                mta:
                  name: PEER
                  password: file:secret
                  domain: { country: US, admd: " ", prmd: SINK }
                  data: peer
                listen:
                  - { address: 127.0.0.3, port: %2$d }
                connectors:
                  - name: relay
                    remote: { addresses: [127.0.0.1], port: %1$d }
                    sourceAddress: 127.0.0.2
                    mta: { name: RELAY, password: file:secret }
                    mode: %3$s
                    addressSpace:
                      - { address: "C=*" }
                """.formatted(ports.get(0), ports.get(1), mode));
        return new LoadBed(relay, peer, ports);
    }
}
