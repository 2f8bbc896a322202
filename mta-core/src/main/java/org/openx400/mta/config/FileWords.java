package org.openx400.mta.config;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.routing.LocalUser;

/** How a checked configuration is written in the file: the keys of its records' components, and their values. */
final class FileWords {
    /** Components that are not called what their key is. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("MtaConfiguration.domain", "mta.domain"),
            Map.entry("MtaConfiguration.data", "mta.data"),
            Map.entry("MtaConfiguration.node", "mta.node"),
            Map.entry("MtaConfiguration.mailboxes", "mta.mailboxes.folder"),
            Map.entry("MtaConfiguration.smtpConnectors", "connectors"),
            Map.entry("Group.addresses", "address"),
            Map.entry("Group.listen", "port"),
            Map.entry("Group.smtpConnectors", "connectors"),
            Map.entry("Limits.enforceUpperBounds", "upperBounds"),
            Map.entry("Connector.outgoing", "selectors.outgoing"),
            Map.entry("Connector.incoming", "selectors.incoming"),
            Map.entry("Connector.twoWayAlternate", "dialogue"),
            Map.entry("AddressSpaceEntry.pattern", "address"),
            Map.entry("Outgoing.protection", "tls"),
            Map.entry("SmartHost.protection", "tls"),
            Map.entry("DomainRoute.protection", "tls"),
            Map.entry("ResolverSettings.dnsServers", "dns.servers"),
            Map.entry("ResolverSettings.winsServer", "wins.server"),
            Map.entry("ResolverSettings.netbiosDomains", "wins.domains"),
            Map.entry("ResolverSettings.hosts", "hosts.file"),
            Map.entry("ResolverSettings.lmhosts", "lmhosts.file"));

    private FileWords() {}

    /** The key of a component within what its record stands for. */
    static String key(RecordComponent component) {
        return KEYS.getOrDefault(place(component), component.getName());
    }

    private static String place(RecordComponent component) {
        return component.getDeclaringRecord().getSimpleName() + "." + component.getName();
    }

    /** The value of a component; what the file has in other words or another unit, in those. */
    static @Nullable Object value(Object owner, RecordComponent component) {
        Object value;
        try {
            value = component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record of the configuration is not public: " + component, e);
        }
        return switch (place(component)) {
            case "Connector.twoWayAlternate" -> Boolean.TRUE.equals(value) ? "two-way-alternate" : "monologue";
            case "Limits.enforceUpperBounds" -> Boolean.TRUE.equals(value) ? "enforce" : "tolerate";
            case "Rts.checkpointSize" -> value + "KB";
            default -> value;
        };
    }

    /** One value as text; never called with a password. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        } else if (value instanceof Duration time) {
            return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
        } else if (value instanceof Enum<?> word && !(value instanceof Mode)) {
            return word.name().toLowerCase(Locale.ROOT);
        } else if (value instanceof InetAddress address) {
            return address.getHostAddress();
        } else if (value instanceof InetSocketAddress address) {
            return address.getHostString() + " port " + address.getPort();
        } else if (value instanceof List<?> list) {
            return list.stream().map(FileWords::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof AddressSpaceEntry || value instanceof LocalUser) {
            return Arrays.stream(value.getClass().getRecordComponents())
                    .map(component -> key(component) + " " + text(value(value, component)))
                    .collect(Collectors.joining(", "));
        }
        return value.toString();
    }
}
