package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddress;

/**
 * The definition of a way to Internet mail and back. The words are those of the configuration.
 *
 * @param name unique
 * @param hostName our full name in greetings, trace and message identifiers
 * @param listen local addresses where mail comes in
 * @param sourceAddress local address of every connection, null if the kernel chooses
 * @param mapping between the two kinds of address
 * @param clients who may send without a name and password, beyond what everybody may
 * @param users who may send after giving name and password
 * @param outgoing how mail leaves
 * @param tls certificate and key of ours, null if we have none
 * @param limits what peers may ask at most
 * @param protocolLog what of each dialogue is written
 * @param addressSpace what is routed to it
 */
public record SmtpConnector(
        String name,
        String hostName,
        List<InetSocketAddress> listen,
        @Nullable InetAddress sourceAddress,
        Mapping mapping,
        List<CidrBlock> clients,
        List<User> users,
        Outgoing outgoing,
        @Nullable Tls tls,
        Limits limits,
        ProtocolLog protocolLog,
        List<AddressSpaceEntry> addressSpace)
        implements WayOut {

    /** Of SMTP, RFC 5321 4.5.4.2. */
    public static final int PORT = 25;

    /** The same, with other addresses where mail comes in. */
    public SmtpConnector listening(List<InetSocketAddress> addresses) {
        return new SmtpConnector(
                name,
                hostName,
                addresses,
                sourceAddress,
                mapping,
                clients,
                users,
                outgoing,
                tls,
                limits,
                protocolLog,
                addressSpace);
    }

    /**
     * @param domain of Internet addresses that stand for O/R addresses
     * @param address what O/R addresses begin with that stand for Internet addresses
     * @param table file of mapping rules, null if there is none
     */
    public record Mapping(
            String domain, ORAddress address, @Nullable Path table) {}

    /** @param password of the user */
    public record User(String name, Secret password) {}

    /**
     * @param certificate file of PEM certificates, ours first
     * @param key file of the PEM private key
     */
    public record Tls(Path certificate, Path key) {}

    /** How a connection to a peer is protected. */
    public enum Protection {
        /** Never by TLS. */
        NONE,
        /** By TLS where the peer offers it, whoever it is. */
        OPPORTUNISTIC,
        /** By TLS with the peer's name verified, or not at all. */
        REQUIRED
    }

    /**
     * @param smartHost where everything goes, null if mail goes to the hosts of its domain
     * @param routes what goes elsewhere, by domain
     * @param protection of connections to hosts of no route
     * @param trusted file of the PEM certificates to which those of verified hosts lead; null: those of the JDK
     * @param atOnce messages that are sent at the same time
     * @param perDestination connections to one destination at the same time
     * @param retry from a failed attempt to the next
     */
    public record Outgoing(
            @Nullable SmartHost smartHost,
            List<DomainRoute> routes,
            Protection protection,
            @Nullable Path trusted,
            int atOnce,
            int perDestination,
            Duration retry) {}

    /**
     * @param user to authenticate as, null if not
     * @param password of that user
     */
    public record SmartHost(
            String host,
            int port,
            Protection protection,
            @Nullable String user,
            Secret password) {}

    /**
     * @param domain and everything below it
     * @param hosts in order; empty: those of the domain
     */
    public record DomainRoute(String domain, List<String> hosts, int port, Protection protection) {}

    /**
     * @param connections from all peers
     * @param perPeer connections from one address
     * @param recipients of one mail
     * @param size octets of one mail
     * @param ratePerMinute mails from one address
     * @param authFailures in a minute from one address
     */
    public record Limits(
            int connections, int perPeer, int recipients, long size, int ratePerMinute, int authFailures) {}

    public enum ProtocolLog {
        OFF,
        /** Commands and replies. */
        COMMANDS,
        /** Contents too. */
        FULL
    }
}
