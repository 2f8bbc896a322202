package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.address.ORAddress;

/**
 * The attributes of an O/R address that make a hierarchy like that of domains: C, ADMD, PRMD, O, OU1 to OU4 (RFC 2156
 * 4.3.1).
 */
final class DomainLevels {
    private static final int ORGANIZATION = 3;
    private static final int DEEPEST = 8;
    private static final int ORGANIZATION_LENGTH = 64;
    private static final int UNIT_LENGTH = 32;
    private static final int DOMAIN_NAME_LENGTH = 16;

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private DomainLevels() {}

    /** Their values from the country down; null where one is missing above one that is there. */
    static List<@Nullable String> of(ORAddress address) {
        List<@Nullable String> levels = new ArrayList<>();
        levels.add(text(address.countryName()));
        levels.add(text(address.administrationDomainName()));
        levels.add(text(address.privateDomainName()));
        levels.add(address.organizationName());
        levels.addAll(address.organizationalUnitNames());
        while (!levels.isEmpty() && levels.get(levels.size() - 1) == null) {
            levels.remove(levels.size() - 1);
        }
        return levels;
    }

    /** The address cut to its first levels. */
    static ORAddress prefix(ORAddress address, int levels) {
        return ORAddress.builder()
                .countryName(levels > 0 ? address.countryName() : null)
                .administrationDomainName(levels > 1 ? address.administrationDomainName() : null)
                .privateDomainName(levels > 2 ? address.privateDomainName() : null)
                .organizationName(levels > ORGANIZATION ? address.organizationName() : null)
                .organizationalUnitNames(units(address, levels))
                .build();
    }

    private static List<String> units(ORAddress address, int levels) {
        int count = Math.min(
                Math.max(0, levels - ORGANIZATION - 1),
                address.organizationalUnitNames().size());
        return address.organizationalUnitNames().subList(0, count);
    }

    /** Whether the levels from there on can all be domain labels. */
    static boolean areLabels(List<@Nullable String> levels, int from) {
        return levels.subList(from, levels.size()).stream()
                .allMatch(level -> level != null && LABEL.matcher(level).matches());
    }

    /**
     * Adds labels as attributes below those of a prefix.
     *
     * @param labels most significant first
     * @return false if there are more than there are attributes, or one is too long
     */
    static boolean append(ORAddress.Builder address, int from, List<String> labels) {
        if (from + labels.size() > DEEPEST) {
            return false;
        }
        List<String> units = new ArrayList<>(address.build().organizationalUnitNames());
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int level = from + i;
            int longest = level < ORGANIZATION
                    ? DOMAIN_NAME_LENGTH
                    : level == ORGANIZATION ? ORGANIZATION_LENGTH : UNIT_LENGTH;
            if (label.length() > longest || !LABEL.matcher(label).matches()) {
                return false;
            }
            switch (level) {
                case 0 -> address.countryName(NumericOrPrintable.printable(label));
                case 1 -> address.administrationDomainName(NumericOrPrintable.printable(label));
                case 2 -> address.privateDomainName(NumericOrPrintable.printable(label));
                case ORGANIZATION -> address.organizationName(label);
                default -> units.add(label);
            }
        }
        address.organizationalUnitNames(units);
        return true;
    }

    private static @Nullable String text(@Nullable NumericOrPrintable value) {
        return value == null ? null : value.value();
    }
}
