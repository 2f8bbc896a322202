package org.openx400.mta.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.connector.Connector;

/**
 * What takes effect without a restart when a running MTA reads its configuration again: its peers, but not to which group
 * they belong, its local users, how long messages live, and its limits.
 *
 * @param effective what runs from now on
 * @param now what is different then
 * @param afterRestart what the file says beyond that
 */
public record Reload(
        MtaConfiguration effective, List<ConfigurationChange> now, List<ConfigurationChange> afterRestart) {

    public static Reload of(MtaConfiguration running, MtaConfiguration file) {
        MtaConfiguration.Cluster cluster = running.cluster();
        List<Connector> connectors = cluster == null ? file.connectors() : connectors(running, file);
        MtaConfiguration effective = new MtaConfiguration(
                running.mta(),
                running.domain(),
                running.data(),
                running.node(),
                running.store(),
                running.listen(),
                connectors,
                running.smtpConnectors(),
                file.expiry(),
                file.localUsers(),
                file.limits(),
                running.events(),
                running.resolver(),
                running.mailboxes(),
                cluster == null
                        ? null
                        : new MtaConfiguration.Cluster(cluster.node(), groups(cluster, file, connectors)),
                file.warnings());
        return new Reload(
                effective, ConfigurationDiff.between(running, effective), ConfigurationDiff.between(effective, file));
    }

    /** Another node may still work for the old group of a connector: one that is moved stays what it was. */
    private static List<Connector> connectors(MtaConfiguration running, MtaConfiguration file) {
        List<String> groups =
                running.groups().stream().map(MtaConfiguration.Group::name).toList();
        List<Connector> connectors = new ArrayList<>();
        for (Connector connector : file.connectors()) {
            Optional<String> before = groupOf(running, connector.name());
            Optional<String> after = groupOf(file, connector.name());
            if (before.isEmpty() ? after.filter(groups::contains).isPresent() : before.equals(after)) {
                connectors.add(connector);
            } else {
                running.connectors().stream()
                        .filter(old -> old.name().equals(connector.name()))
                        .forEach(connectors::add);
            }
        }
        return List.copyOf(connectors);
    }

    private static List<MtaConfiguration.Group> groups(
            MtaConfiguration.Cluster cluster, MtaConfiguration file, List<Connector> connectors) {
        return cluster.groups().stream()
                .map(group -> new MtaConfiguration.Group(
                        group.name(),
                        group.addresses(),
                        group.listen(),
                        connectors.stream()
                                .filter(connector -> belongs(connector.name(), group, cluster, file))
                                .toList(),
                        group.smtpConnectors()))
                .toList();
    }

    private static boolean belongs(
            String connector, MtaConfiguration.Group group, MtaConfiguration.Cluster running, MtaConfiguration file) {
        boolean known = running.groups().stream().anyMatch(each -> has(each, connector));
        return known ? has(group, connector) : groupOf(file, connector).equals(Optional.of(group.name()));
    }

    private static Optional<String> groupOf(MtaConfiguration configuration, String connector) {
        return configuration.groups().stream()
                .filter(group -> has(group, connector))
                .map(MtaConfiguration.Group::name)
                .findFirst();
    }

    private static boolean has(MtaConfiguration.Group group, String connector) {
        return group.connectors().stream().anyMatch(each -> each.name().equals(connector));
    }
}
