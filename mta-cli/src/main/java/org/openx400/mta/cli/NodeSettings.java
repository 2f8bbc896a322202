package org.openx400.mta.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.relay.Gateway;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.relay.RelaySettings;
import org.openx400.mta.relay.Share;
import org.openx400.mta.rfc1006.inbound.InboundLimits;
import org.openx400.mta.rfc1006.mts.AssociationLimits;

/** What the parts of a node are told of its configuration. */
final class NodeSettings {
    private static final long MAXIMUM_RETURNED_CONTENT = 1024L * 1024;
    private static final long LARGEST_REPORT_READ = 64L * 1024 * 1024;
    private static final long MINIMUM_FREE_DISK = 64L * 1024 * 1024;

    private NodeSettings() {}

    static RelaySettings relay(MtaConfiguration configuration) {
        MtaConfiguration.Limits limits = configuration.limits();
        return new RelaySettings(
                configuration.domain(),
                configuration.mta().name(),
                configuration.expiry()::of,
                limits.content(),
                limits.apdu(),
                limits.envelope(),
                limits.nesting(),
                limits.recipients(),
                limits.hops(),
                limits.enforceUpperBounds(),
                MAXIMUM_RETURNED_CONTENT,
                LARGEST_REPORT_READ,
                limits.duplicateWindow(),
                new RelaySettings.Resumption(limits.resumableAge(), limits.resumableContent()),
                MINIMUM_FREE_DISK,
                limits.ratePerPeer(),
                limits.queuedPerPeer());
    }

    /**
     * The first group has the local users too.
     *
     * @param gateways of the group
     */
    static Relay.Surroundings surroundings(
            MtaConfiguration configuration, MtaConfiguration.Group group, List<? extends Gateway> gateways) {
        List<SmtpConnector> bystanders = configuration.smtpConnectors().stream()
                .filter(connector -> !group.smtpConnectors().contains(connector))
                .toList();
        Set<String> others = Stream.<WayOut>concat(
                        configuration.connectors().stream()
                                .filter(connector -> !group.connectors().contains(connector)),
                        bystanders.stream())
                .map(WayOut::name)
                .collect(Collectors.toSet());
        boolean first = group.equals(configuration.groups().get(0));
        return new Relay.Surroundings(
                configuration.connectors(),
                gateways,
                bystanders,
                configuration.localUsers(),
                DataFolder.mailboxes(configuration),
                new IpmSubjects(),
                configuration.data().toFile()::getUsableSpace,
                new Share(others, first));
    }

    static AssociationLimits associations(MtaConfiguration configuration) {
        MtaConfiguration.Limits limits = configuration.limits();
        return new AssociationLimits(
                limits.tsdu(),
                limits.apdu(),
                limits.bindDeadline(),
                AssociationLimits.DEFAULT.releaseTimeout(),
                AssociationLimits.DEFAULT.transferTimeout());
    }

    static InboundLimits inbound(MtaConfiguration configuration) {
        MtaConfiguration.Limits limits = configuration.limits();
        return new InboundLimits(
                limits.associations(),
                limits.perPeer(),
                limits.halfOpen(),
                limits.halfOpenPerAddress(),
                limits.connectDeadline(),
                associations(configuration));
    }
}
