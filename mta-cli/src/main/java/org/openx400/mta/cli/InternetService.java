package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.PeerChecker;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.LineLog;
import org.openx400.mta.internet.InternetGateway;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.Gateway;
import org.openx400.mta.mixer.MappingTable;
import org.openx400.mta.mixer.MappingTableException;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.rfc1006.outbound.Sources;
import org.openx400.mta.smtp.SmtpLimits;
import org.openx400.mta.smtp.SmtpServerSettings;
import org.openx400.mta.smtp.host.Authenticator;
import org.openx400.mta.smtp.host.PeerLimits;
import org.openx400.mta.smtp.host.ProtocolLog;
import org.openx400.mta.smtp.host.SmtpCarrier;
import org.openx400.mta.smtp.host.SmtpDeadlines;
import org.openx400.mta.smtp.host.SmtpHosting;
import org.openx400.mta.smtp.host.SmtpServer;
import org.openx400.mta.smtp.host.TlsContexts;

/** A connector of type {@code smtp} while its group is active on this node: its listeners, its connections and its gateway. */
final class InternetService {
    private final SmtpConnector connector;
    private final @Nullable LineLog protocol;
    private final SmtpServer server;
    private final SmtpCarrier carrier;
    private final InternetGateway gateway;

    /**
     * @param relay that takes what comes in
     * @param mayAct whether the group may act at the moment of the call
     * @throws IOException if the mapping table, the certificate, the spool or the protocol log cannot be used
     */
    InternetService(
            NodeParts parts,
            MtaConfiguration.Group group,
            SmtpConnector connector,
            Supplier<Relay> relay,
            BooleanSupplier mayAct)
            throws IOException {
        this.connector = connector;
        MtaConfiguration configuration = parts.configuration();
        AddressMapper addresses = addresses(connector.mapping());
        TlsContexts tls = tls(connector);
        protocol = connector.protocolLog() == SmtpConnector.ProtocolLog.OFF
                ? null
                : LineLog.open(
                        DataFolder.log(configuration),
                        connector.name(),
                        configuration.events().size(),
                        configuration.events().count(),
                        parts.clock());
        SmtpHosting hosting = new SmtpHosting(
                parts.workers(),
                parts.scheduler(),
                parts.events(),
                protocol == null ? ProtocolLog.OFF : ProtocolLog.to(protocol, connector.protocolLog()),
                SmtpDeadlines.DEFAULT,
                mayAct);
        carrier = new SmtpCarrier(
                connector,
                hosting,
                parts.binder(),
                remote -> source(connector, group, remote),
                tls,
                parts.names().mail(),
                parts.lookUps(),
                new SecureRandom());
        gateway = new InternetGateway(
                connector,
                addresses,
                new InternetGateway.Surroundings(
                        configuration.domain(), relay, carrier, parts.workers(), parts.events(), parts.clock()));
        server = new SmtpServer(
                connector.name(),
                hosting,
                parts.network(),
                settings(connector, tls),
                tls,
                new PeerLimits(
                        connector.limits().connections(),
                        connector.limits().perPeer(),
                        connector.limits().ratePerMinute()),
                gateway.inbound(),
                authenticator(connector.users()),
                configuration.data().resolve("smtp-" + connector.name()));
    }

    /** Never another address than the connector's or the group's; null lets the kernel choose. */
    private static @Nullable InetAddress source(
            SmtpConnector connector, MtaConfiguration.Group group, InetAddress remote) {
        return new Sources(group.addresses()).of(connector.sourceAddress(), remote);
    }

    private static SmtpServerSettings settings(SmtpConnector connector, TlsContexts tls) {
        SmtpLimits limits = SmtpLimits.DEFAULT;
        return new SmtpServerSettings(
                connector.hostName(),
                tls.hasCertificate() ? SmtpServerSettings.Tls.OFFERED : SmtpServerSettings.Tls.NONE,
                connector.users().isEmpty() ? SmtpServerSettings.Auth.NONE : SmtpServerSettings.Auth.WITH_TLS,
                new SmtpLimits(
                        connector.limits().size(),
                        connector.limits().recipients(),
                        limits.headerOctets(),
                        limits.lineOctets(),
                        limits.commandOctets(),
                        limits.errors(),
                        limits.mails()));
    }

    private static Authenticator authenticator(List<SmtpConnector.User> users) {
        return (name, password) -> CompletableFuture.completedFuture(users.stream()
                .anyMatch(user -> user.name().equals(name) && user.password().matches(password.octets())));
    }

    /**
     * How addresses are mapped.
     *
     * @throws IOException naming the file and each faulty line of the table
     */
    static AddressMapper addresses(SmtpConnector.Mapping mapping) throws IOException {
        Path table = mapping.table();
        try {
            return new AddressMapper(
                    new Gateway(mapping.domain(), mapping.address()),
                    table == null
                            ? MappingTable.EMPTY
                            : MappingTable.read(table.toString(), Files.readAllLines(table)));
        } catch (MappingTableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @throws IOException naming the file and what is wrong with it */
    static TlsContexts tls(SmtpConnector connector) throws IOException {
        SmtpConnector.Tls files = connector.tls();
        return files == null
                ? TlsContexts.withoutCertificate()
                : TlsContexts.of(files.certificate(), files.key(), null);
    }

    String name() {
        return connector.name();
    }

    /** Tries the way of mail for a domain, as {@link SmtpCarrier#check}. */
    CompletableFuture<List<PeerChecker.Step>> check(String domain) {
        return carrier.check(domain);
    }

    InternetGateway gateway() {
        return gateway;
    }

    /** Where mail is to come in. */
    List<InetSocketAddress> addresses() {
        return connector.listen();
    }

    void listen(InetSocketAddress address) throws IOException {
        server.listen(address);
    }

    /** Where peers may connect, as the kernel reports it. */
    List<InetSocketAddress> listening() {
        return server.localAddresses();
    }

    /** Listens no more; clients are told. */
    void stopListening() {
        server.close();
    }

    /** Ends what is left. */
    void close() {
        carrier.close();
        server.drop();
        if (protocol != null) {
            protocol.close();
        }
    }
}
