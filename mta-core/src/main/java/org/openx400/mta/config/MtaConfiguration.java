package org.openx400.mta.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.resolve.ResolverSettings;
import org.openx400.mta.routing.LocalUser;

/**
 * The configuration of one MTA, complete and checked.
 *
 * @param mta our MTA name and password
 * @param domain our global domain identifier
 * @param data folder of everything that we write; absolute
 * @param node name of this machine in events
 * @param store where the queue is
 * @param listen local addresses where peers may connect
 * @param connectors the peers, with unique names
 * @param smtpConnectors ways to Internet mail, with unique names
 * @param expiry how long messages live
 * @param localUsers who is delivered here
 * @param limits what peers may ask at most
 * @param events how the event log is rolled
 * @param resolver how host names are looked up; null: as this machine does it
 * @param mailboxes folder of the folders of local users; absolute
 * @param cluster that this machine is a node of; null: it works alone
 * @param warnings what is allowed but looks wrong, sorted by place
 */
public record MtaConfiguration(
        MtaCredentials mta,
        GlobalDomainIdentifier domain,
        Path data,
        String node,
        Store store,
        List<InetSocketAddress> listen,
        List<Connector> connectors,
        List<SmtpConnector> smtpConnectors,
        Expiry expiry,
        List<LocalUser> localUsers,
        Limits limits,
        Events events,
        @Nullable ResolverSettings resolver,
        Path mailboxes,
        @Nullable Cluster cluster,
        List<Fault> warnings) {

    /** Whatever has routes: the peers, then the ways to Internet mail. */
    public List<WayOut> waysOut() {
        return waysOut(connectors, smtpConnectors);
    }

    private static List<WayOut> waysOut(List<Connector> connectors, List<SmtpConnector> smtpConnectors) {
        return Stream.<WayOut>concat(connectors.stream(), smtpConnectors.stream())
                .toList();
    }

    /** What is active on one machine at a time, at least one; a single machine has one group of all it has. */
    public List<Group> groups() {
        return cluster == null
                ? List.of(new Group("", List.of(), listen, connectors, smtpConnectors))
                : cluster.groups();
    }

    /**
     * @param node name of this node, which no other has
     * @param groups at least one; the first has the local users
     */
    public record Cluster(String node, List<Group> groups) {}

    /**
     * What moves as a whole from one machine of a cluster to another.
     *
     * @param name unique; empty on a single machine
     * @param addresses that move with it, one of IPv4, one of IPv6 or both; none on a single machine
     * @param listen local addresses where peers may connect
     * @param connectors that work where the group is active
     * @param smtpConnectors that do so too
     */
    public record Group(
            String name,
            List<InetAddress> addresses,
            List<InetSocketAddress> listen,
            List<Connector> connectors,
            List<SmtpConnector> smtpConnectors) {
        /** Whatever has routes. */
        public List<WayOut> waysOut() {
            return MtaConfiguration.waysOut(connectors, smtpConnectors);
        }

        /** Local addresses where peers of all kinds may connect. */
        public int listeners() {
            return listen.size()
                    + smtpConnectors.stream()
                            .mapToInt(connector -> connector.listen().size())
                            .sum();
        }
    }

    /**
     * @param url JDBC address of the queue, without a password: {@code jdbc:sqlite:} and an absolute path, or {@code
     *     jdbc:postgresql:}
     * @param user of the database, or null
     * @param password of that user
     */
    public record Store(String url, @Nullable String user, Secret password) {}

    /** How long we try to transfer a message, by priority. */
    public record Expiry(Duration urgent, Duration normal, Duration nonUrgent) {
        public Duration of(Priority priority) {
            return switch (priority) {
                case URGENT -> urgent;
                case NORMAL -> normal;
                case NON_URGENT -> nonUrgent;
            };
        }
    }

    /**
     * @param associations at once, all peers together
     * @param perPeer associations that one peer may open at once
     * @param halfOpen connections at once that are not bound yet
     * @param halfOpenPerAddress the same, from one IP address
     * @param ratePerPeer messages, probes and reports of one peer in a second
     * @param queuedPerPeer messages of one peer in the queue
     * @param content octets of one content
     * @param apdu octets of one MTS-APDU
     * @param recipients of one message, up to 32767
     * @param duplicateWindow how long a transfer is remembered
     * @param resumableAge how long what has come of an interrupted transfer is kept
     * @param resumableContent octets that are kept so
     * @param hops trace elements of one message, up to 512
     * @param enforceUpperBounds whether a message over the upper bounds of X.411 is reported instead of passed on
     * @param envelope octets of one envelope
     * @param nesting levels of values within values in an envelope
     * @param tsdu octets of one transport service data unit
     * @param connectDeadline from TCP to the transport connect request
     * @param bindDeadline from TCP to the end of the bind
     * @param stopDeadline how long transfers under way may take to end when the service stops
     */
    public record Limits(
            int associations,
            int perPeer,
            int halfOpen,
            int halfOpenPerAddress,
            int ratePerPeer,
            int queuedPerPeer,
            long content,
            long apdu,
            int recipients,
            Duration duplicateWindow,
            Duration resumableAge,
            long resumableContent,
            int hops,
            boolean enforceUpperBounds,
            int envelope,
            int nesting,
            int tsdu,
            Duration connectDeadline,
            Duration bindDeadline,
            Duration stopDeadline) {}

    /**
     * @param size octets at which the log is rolled
     * @param count rolled logs that are kept
     */
    public record Events(long size, int count) {}
}
