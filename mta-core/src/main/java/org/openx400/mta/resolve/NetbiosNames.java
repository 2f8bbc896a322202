package org.openx400.mta.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which host names are asked for as NetBIOS names: single labels, and those of the domains that the operator names. */
final class NetbiosNames {
    /** RFC 1001 5.2; the 16th octet tells the kind of name. */
    static final int LONGEST = 15;

    private final List<String> domains;

    /** @param domains whose hosts are known by their first label alone */
    NetbiosNames(List<String> domains) {
        this.domains = domains.stream()
                .map(domain -> "." + withoutFinalDot(domain).toUpperCase(Locale.ROOT))
                .toList();
    }

    /** In capitals; empty if this host is none to be asked for. */
    Optional<String> of(String host) {
        String name = withoutFinalDot(host).toUpperCase(Locale.ROOT);
        for (String domain : domains) {
            if (name.endsWith(domain)) {
                name = name.substring(0, name.length() - domain.length());
                break;
            }
        }
        return name.isEmpty() || name.indexOf('.') >= 0 || name.length() > LONGEST
                ? Optional.empty()
                : Optional.of(name);
    }

    static <T> Answer<T> notAsked() {
        return new Answer.NotAsked<>("is no NetBIOS name: one label of up to 15 characters");
    }

    static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
