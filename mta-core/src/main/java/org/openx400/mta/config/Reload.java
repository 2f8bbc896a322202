package org.openx400.mta.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.WayOut;

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
        List<Connector> connectors = ways(running, file, MtaConfiguration::connectors);
        List<SmtpConnector> smtpConnectors = ways(running, file, MtaConfiguration::smtpConnectors).stream()
                .map(connector -> present(connector, running, file))
                .toList();
        MtaConfiguration effective = new MtaConfiguration(
                running.mta(),
                running.domain(),
                running.data(),
                running.node(),
                running.store(),
                running.listen(),
                connectors,
                smtpConnectors,
                file.expiry(),
                file.localUsers(),
                file.limits(),
                running.events(),
                running.resolver(),
                running.mailboxes(),
                cluster == null
                        ? null
                        : new MtaConfiguration.Cluster(
                                cluster.node(), groups(cluster, file, connectors, smtpConnectors)),
                file.warnings());
        return new Reload(
                effective, ConfigurationDiff.between(running, effective), ConfigurationDiff.between(effective, file));
    }

    /** The same, with more that is different now. */
    public Reload and(List<ConfigurationChange> more) {
        return new Reload(effective, Stream.concat(now.stream(), more.stream()).toList(), afterRestart);
    }

    /**
     * Another node may still work for the old group of a connector: one that is moved stays what it was, as does one that
     * becomes another kind of connector.
     */
    private static <T extends WayOut> List<T> ways(
            MtaConfiguration running, MtaConfiguration file, Function<MtaConfiguration, List<T>> kind) {
        List<String> groups =
                running.groups().stream().map(MtaConfiguration.Group::name).toList();
        List<T> ways = new ArrayList<>();
        for (WayOut way : file.waysOut()) {
            Optional<T> old = named(kind.apply(running), way.name());
            Optional<T> now = named(kind.apply(file), way.name());
            Optional<String> before = groupOf(running, way.name());
            Optional<String> after = groupOf(file, way.name());
            if (before.isEmpty()
                    ? after.filter(groups::contains).isPresent()
                    : before.equals(after) && old.isPresent()) {
                now.or(() -> old).ifPresent(ways::add);
            } else {
                old.ifPresent(ways::add);
            }
        }
        return List.copyOf(ways);
    }

    private static <T extends WayOut> Optional<T> named(List<T> ways, String name) {
        return ways.stream().filter(way -> way.name().equals(name)).findFirst();
    }

    /** While a group still has other addresses than the file says, mail comes in where it did. */
    private static SmtpConnector present(SmtpConnector connector, MtaConfiguration running, MtaConfiguration file) {
        if (addresses(running, connector).equals(addresses(file, connector))) {
            return connector;
        }
        return connector.listening(named(running.smtpConnectors(), connector.name())
                .map(SmtpConnector::listen)
                .orElse(List.of()));
    }

    private static List<InetAddress> addresses(MtaConfiguration configuration, SmtpConnector connector) {
        Optional<String> owner = groupOf(configuration, connector.name());
        return configuration.groups().stream()
                .filter(group -> owner.equals(Optional.of(group.name())))
                .flatMap(group -> group.addresses().stream())
                .toList();
    }

    private static List<MtaConfiguration.Group> groups(
            MtaConfiguration.Cluster cluster,
            MtaConfiguration file,
            List<Connector> connectors,
            List<SmtpConnector> smtpConnectors) {
        return cluster.groups().stream()
                .map(group -> new MtaConfiguration.Group(
                        group.name(),
                        group.addresses(),
                        group.listen(),
                        own(connectors, group, cluster, file),
                        own(smtpConnectors, group, cluster, file)))
                .toList();
    }

    private static <T extends WayOut> List<T> own(
            List<T> ways, MtaConfiguration.Group group, MtaConfiguration.Cluster running, MtaConfiguration file) {
        return ways.stream()
                .filter(way -> belongs(way.name(), group, running, file))
                .toList();
    }

    private static boolean belongs(
            String way, MtaConfiguration.Group group, MtaConfiguration.Cluster running, MtaConfiguration file) {
        boolean known = running.groups().stream().anyMatch(each -> has(each, way));
        return known ? has(group, way) : groupOf(file, way).equals(Optional.of(group.name()));
    }

    private static Optional<String> groupOf(MtaConfiguration configuration, String way) {
        return configuration.groups().stream()
                .filter(group -> has(group, way))
                .map(MtaConfiguration.Group::name)
                .findFirst();
    }

    private static boolean has(MtaConfiguration.Group group, String way) {
        return named(group.waysOut(), way).isPresent();
    }
}
