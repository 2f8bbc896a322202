package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
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
import org.openx400.mta.smtp.host.ServerTerms;
import org.openx400.mta.smtp.host.SmtpCarrier;
import org.openx400.mta.smtp.host.SmtpDeadlines;
import org.openx400.mta.smtp.host.SmtpHosting;
import org.openx400.mta.smtp.host.SmtpServer;
import org.openx400.mta.smtp.host.TlsContexts;

/**
 * A connector of type {@code smtp} while its group is active on this node: its listeners, its connections and its gateway. When its
 * definition changes it goes on with the new one; connections that are up keep to the old one.
 */
final class InternetService {
    private final NodeParts parts;
    private final MtaConfiguration.Group group;
    private final Supplier<Relay> relay;
    private final BooleanSupplier mayAct;
    private final SmtpServer server;
    private final List<SmtpCarrier> carriers = new ArrayList<>();
    private @Nullable LineLog protocol;
    private volatile Work work;

    /** How a definition is worked by. */
    record Work(
            SmtpConnector connector,
            InternetFiles files,
            SmtpCarrier carrier,
            InternetGateway gateway,
            ServerTerms terms) {}

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
        this.parts = parts;
        this.group = group;
        this.relay = relay;
        this.mayAct = mayAct;
        this.work = prepared(connector, InternetFiles.read(connector));
        this.server = new SmtpServer(
                connector.name(),
                parts.network(),
                work.terms(),
                parts.configuration().data().resolve("smtp-" + connector.name()));
        carriers.add(work.carrier());
    }

    /**
     * What {@link #serve} begins; the present work if neither the definition nor a file that it names has changed.
     *
     * @throws IOException if the mapping table, the certificate or the protocol log cannot be used; nothing is changed then
     */
    Work prepare(SmtpConnector connector) throws IOException {
        InternetFiles files = InternetFiles.read(connector);
        Work present = work;
        return present.connector().equals(connector) && present.files().equals(files)
                ? present
                : prepared(connector, files);
    }

    private Work prepared(SmtpConnector connector, InternetFiles files) throws IOException {
        TlsContexts tls = tls(connector);
        SmtpHosting hosting = new SmtpHosting(
                parts.workers(),
                parts.scheduler(),
                parts.events(),
                protocolLog(connector),
                SmtpDeadlines.DEFAULT,
                mayAct);
        SmtpCarrier carrier = new SmtpCarrier(
                connector,
                hosting,
                parts.binder(),
                remote -> source(connector, group, remote),
                tls,
                parts.names().mail(),
                parts.lookUps(),
                new SecureRandom());
        InternetGateway gateway = new InternetGateway(
                connector,
                addresses(connector.mapping()),
                new InternetGateway.Surroundings(
                        parts.configuration().domain(),
                        relay,
                        carrier,
                        parts.workers(),
                        parts.events(),
                        parts.clock()));
        ServerTerms terms = new ServerTerms(
                hosting,
                settings(connector, tls),
                tls,
                new PeerLimits(
                        connector.limits().connections(),
                        connector.limits().perPeer(),
                        connector.limits().ratePerMinute(),
                        connector.limits().authFailures()),
                gateway.inbound(),
                authenticator(connector.users()));
        return new Work(connector, files, carrier, gateway, terms);
    }

    private synchronized ProtocolLog protocolLog(SmtpConnector connector) throws IOException {
        if (connector.protocolLog() == SmtpConnector.ProtocolLog.OFF) {
            return ProtocolLog.OFF;
        }
        if (protocol == null) {
            MtaConfiguration configuration = parts.configuration();
            protocol = LineLog.open(
                    DataFolder.log(configuration),
                    connector.name(),
                    configuration.events().size(),
                    configuration.events().count(),
                    parts.clock());
        }
        return ProtocolLog.to(protocol, connector.protocolLog());
    }

    /** Goes on with this; the relay is to be told of its gateway, and {@link #listen} of its addresses. */
    synchronized void serve(Work next) {
        if (next == work) {
            return;
        }
        carriers.removeIf(SmtpCarrier::isUnused);
        carriers.add(next.carrier());
        work = next;
        server.serve(next.terms());
        server.listenOnly(next.connector().listen());
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
        return TlsContexts.of(
                files == null ? null : files.certificate(),
                files == null ? null : files.key(),
                connector.outgoing().trusted());
    }

    String name() {
        return work.connector().name();
    }

    /** What it works by now. */
    Work work() {
        return work;
    }

    /** Tries the way of mail for a domain, as {@link SmtpCarrier#check}. */
    CompletableFuture<List<PeerChecker.Step>> check(String domain) {
        return work.carrier().check(domain);
    }

    InternetGateway gateway() {
        return work.gateway();
    }

    /** Where mail is to come in. */
    List<InetSocketAddress> addresses() {
        return work.connector().listen();
    }

    /** Begins to listen there, if mail is still to come in there. */
    void listen(InetSocketAddress address) throws IOException {
        if (addresses().contains(address)) {
            server.listen(address);
        }
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
    synchronized void close() {
        carriers.forEach(SmtpCarrier::close);
        server.drop();
        if (protocol != null) {
            protocol.close();
        }
    }
}
