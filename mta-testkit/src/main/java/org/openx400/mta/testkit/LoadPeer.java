package org.openx400.mta.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.openx400.mta.config.ConfigurationException;
import org.openx400.mta.config.ConfigurationLoader;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.CachedHostAddresses;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.event.ApplicationLog;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.net.PeerNetwork;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.net.WorkerPool;
import org.openx400.mta.rfc1006.host.AssociationHosting;
import org.openx400.mta.rfc1006.inbound.InboundLimits;
import org.openx400.mta.rfc1006.inbound.InboundServer;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.outbound.OutboundAssociator;
import org.openx400.mta.rfc1006.outbound.Sources;

/** A peer without a queue, in this process: sources of load that call, and a sink that listens. Configured as an MTA is. */
public final class LoadPeer implements AutoCloseable {
    private static final int ASSOCIATIONS = 4000;

    private final MtaConfiguration configuration;
    private final WorkerPool workers = new WorkerPool("peer", 4);
    private final WorkerPool lookUps = new WorkerPool("peer-look-up", 2);
    private final Scheduler scheduler = new Scheduler();
    private final PeerNetwork network = new PeerNetwork(PeerNetwork.Limits.DEFAULT, scheduler);
    private final SourceBinder binder = new SourceBinder(network);
    private final LoadSink sink = new LoadSink();
    private final AssociationHosting hosting;
    private final InboundServer server;
    private final OutboundAssociator associator;

    private LoadPeer(MtaConfiguration configuration, EventLog events) {
        this.configuration = configuration;
        CachedHostAddresses hosts = CachedHostAddresses.ofThisMachine();
        this.hosting = new AssociationHosting(workers, scheduler, () -> sink, events);
        this.server = new InboundServer(
                hosting,
                network,
                new GatewayMatcher(configuration.connectors(), hosts),
                lookUps,
                new InboundLimits(
                        ASSOCIATIONS,
                        ASSOCIATIONS,
                        ASSOCIATIONS,
                        ASSOCIATIONS,
                        Duration.ofSeconds(5),
                        AssociationLimits.DEFAULT));
        this.associator = new OutboundAssociator(
                hosting,
                binder,
                Sources.OF_CONNECTORS,
                hosts,
                lookUps,
                Duration.ofSeconds(5),
                () -> AssociationLimits.DEFAULT,
                Clock.systemUTC());
    }

    /** Listens where the configuration says. */
    public static LoadPeer start(Path config, EventLog events) throws IOException {
        ApplicationLog.off();
        try {
            LoadPeer peer = new LoadPeer(ConfigurationLoader.load(config), events);
            for (InetSocketAddress address : peer.configuration.listen()) {
                peer.server.listen(address);
            }
            return peer;
        } catch (ConfigurationException e) {
            throw new IOException(e);
        }
    }

    public LoadSink sink() {
        return sink;
    }

    /** A source that calls the peer of this connector. */
    public LoadSource source(String connector, LoadSource.Apdus apdus) {
        return new LoadSource(associator, definition(connector), apdus);
    }

    /** Calls the peer of this connector. */
    public void open(String connector, AssociationPort.User user) {
        associator.open(definition(connector), user);
    }

    private Connector definition(String connector) {
        return configuration.connectors().stream()
                .filter(candidate -> candidate.name().equals(connector))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no connector " + connector));
    }

    @Override
    public void close() {
        server.close();
        hosting.abortAll("the load ends");
        binder.close();
        network.close();
        scheduler.close();
        lookUps.close();
        workers.close();
    }
}
