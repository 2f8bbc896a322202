package org.openx400.mta.config;

import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.routing.LocalUser;

/**
 * What differs between two configurations. Every component of their records is compared, so that a key that is added to
 * the configuration is compared too; connectors and groups are told apart by their names, whatever their order.
 */
public final class ConfigurationDiff {
    private final List<ConfigurationChange> changes = new ArrayList<>();

    private ConfigurationDiff() {}

    /** From the first to the second; empty if they say the same. Warnings are not compared. */
    public static List<ConfigurationChange> between(MtaConfiguration before, MtaConfiguration after) {
        ConfigurationDiff diff = new ConfigurationDiff();
        diff.components("", before, after);
        return List.copyOf(diff.changes);
    }

    private void components(String key, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            String name = component.getName();
            if (before instanceof MtaConfiguration && name.equals("warnings")) {
                continue;
            }
            compare(key.isEmpty() ? name : key + "." + name, value(before, component), value(after, component));
        }
    }

    private void compare(String key, @Nullable Object before, @Nullable Object after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof Secret) {
            changes.add(new ConfigurationChange.PasswordChanged(key));
        } else if (before instanceof List<?> old && after instanceof List<?> now) {
            lists(key, old, now);
        } else if (before instanceof Record old && after instanceof Record now && !isValue(old)) {
            components(key, old, now);
        } else if (before == null && after instanceof Record now && !isValue(now)) {
            changes.add(new ConfigurationChange.Added(key, ""));
        } else if (after == null && before instanceof Record old && !isValue(old)) {
            changes.add(new ConfigurationChange.Removed(key, ""));
        } else {
            changes.add(new ConfigurationChange.Replaced(key, text(before), text(after)));
        }
    }

    private void lists(String key, List<?> before, List<?> after) {
        if (key.startsWith("cluster.groups[") && key.matches(".*\\.(c|smtpC)onnectors")) {
            elements(key, names(before), names(after)); // what they are is compared under connectors
        } else if (isNamed(before) && isNamed(after)) {
            named(key, before, after);
        } else {
            elements(key, before, after);
        }
    }

    private void named(String key, List<?> before, List<?> after) {
        Map<String, Record> old = byName(before);
        Map<String, Record> now = byName(after);
        old.forEach((name, value) -> {
            Record other = now.get(name);
            String place = key + "[" + name + "]";
            if (other == null) {
                changes.add(new ConfigurationChange.Removed(place, ""));
            } else {
                components(place, value, other);
            }
        });
        now.keySet().stream()
                .filter(name -> !old.containsKey(name))
                .forEach(name -> changes.add(new ConfigurationChange.Added(key + "[" + name + "]", "")));
    }

    private void elements(String key, List<?> before, List<?> after) {
        int known = changes.size();
        before.stream()
                .filter(each -> !after.contains(each))
                .forEach(each -> changes.add(new ConfigurationChange.Removed(key, text(each))));
        after.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> changes.add(new ConfigurationChange.Added(key, text(each))));
        if (changes.size() == known && !before.equals(after)) { // the same ones in another order
            changes.add(new ConfigurationChange.Replaced(key, text(before), text(after)));
        }
    }

    private static boolean isNamed(List<?> list) {
        return list.stream().allMatch(each -> each instanceof WayOut || each instanceof MtaConfiguration.Group);
    }

    private static List<String> names(List<?> list) {
        return list.stream().map(ConfigurationDiff::name).toList();
    }

    private static Map<String, Record> byName(List<?> list) {
        return list.stream()
                .map(Record.class::cast)
                .collect(Collectors.toMap(
                        ConfigurationDiff::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static String name(Object named) {
        return named instanceof WayOut connector ? connector.name() : ((MtaConfiguration.Group) named).name();
    }

    /** Whether it stands in the file as one value. */
    private static boolean isValue(Record value) {
        return value instanceof CidrBlock
                || value instanceof Selectors
                || value instanceof AddressSpaceEntry
                || value instanceof LocalUser
                || value.getClass().getPackageName().equals("org.openx400.mta.address");
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "none";
        } else if (value instanceof Duration time) {
            return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
        } else if (value instanceof InetAddress address) {
            return address.getHostAddress();
        } else if (value instanceof InetSocketAddress address) {
            return address.getHostString() + " port " + address.getPort();
        } else if (value instanceof List<?> list) {
            return list.stream().map(ConfigurationDiff::text).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof AddressSpaceEntry || value instanceof LocalUser) {
            return Arrays.stream(value.getClass().getRecordComponents())
                    .map(component -> component.getName() + " " + text(value(value, component)))
                    .collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    private static @Nullable Object value(Object owner, RecordComponent component) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record of the configuration is not public: " + component, e);
        }
    }
}
