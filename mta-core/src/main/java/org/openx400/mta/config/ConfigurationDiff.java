package org.openx400.mta.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.routing.LocalUser;

/**
 * What differs between two configurations. Every component of their records is compared, so that a key that is added to
 * the configuration is compared too; connectors, groups, users and routes are told apart by their names.
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
            if (before instanceof MtaConfiguration && component.getName().equals("warnings")) {
                continue;
            }
            String name = FileWords.key(component);
            compare(
                    key.isEmpty() ? name : key + "." + name,
                    FileWords.value(before, component),
                    FileWords.value(after, component));
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
            changes.add(new ConfigurationChange.Replaced(key, FileWords.text(before), FileWords.text(after)));
        }
    }

    private void lists(String key, List<?> before, List<?> after) {
        if (key.startsWith("cluster.groups[") && key.endsWith("].connectors")) {
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
        order(key, common(old, now), common(now, old));
    }

    private static List<String> common(Map<String, Record> names, Map<String, Record> others) {
        return names.keySet().stream().filter(others::containsKey).toList();
    }

    private void elements(String key, List<?> before, List<?> after) {
        int known = changes.size();
        before.stream()
                .filter(each -> !after.contains(each))
                .forEach(each -> changes.add(new ConfigurationChange.Removed(key, FileWords.text(each))));
        after.stream()
                .filter(each -> !before.contains(each))
                .forEach(each -> changes.add(new ConfigurationChange.Added(key, FileWords.text(each))));
        if (changes.size() == known) {
            order(key, before, after);
        }
    }

    private void order(String key, List<?> before, List<?> after) {
        if (!before.equals(after)) {
            changes.add(new ConfigurationChange.Replaced(key, FileWords.text(before), FileWords.text(after)));
        }
    }

    private static boolean isNamed(List<?> list) {
        return list.stream().noneMatch(each -> name(each).isEmpty());
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

    /** What an item of a list is told by from the others; empty if by nothing. */
    private static String name(Object item) {
        if (item instanceof WayOut connector) {
            return connector.name();
        } else if (item instanceof MtaConfiguration.Group group) {
            return group.name();
        } else if (item instanceof SmtpConnector.User user) {
            return user.name();
        } else if (item instanceof SmtpConnector.DomainRoute route) {
            return route.domain();
        }
        return "";
    }

    /** Whether it stands in the file as one value. */
    private static boolean isValue(Record value) {
        return value instanceof CidrBlock
                || value instanceof Selectors
                || value instanceof AddressSpaceEntry
                || value instanceof LocalUser
                || value.getClass().getPackageName().equals("org.openx400.mta.address");
    }
}
