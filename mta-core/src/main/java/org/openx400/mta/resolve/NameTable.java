package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and addresses from a file, both ways; names are equal whatever their case. Filled by one thread, then read only. */
final class NameTable {
    private final Map<String, List<InetAddress>> addresses = new LinkedHashMap<>();
    private final Map<InetAddress, List<String>> names = new LinkedHashMap<>();

    void add(String name, InetAddress address) {
        List<InetAddress> known = addresses.computeIfAbsent(key(name), key -> new ArrayList<>());
        if (!known.contains(address)) {
            known.add(address);
        }
        names.computeIfAbsent(address, key -> new ArrayList<>()).add(name);
    }

    boolean has(String name) {
        return addresses.containsKey(key(name));
    }

    /** Files are looked at each time, so that a change counts at once. */
    Answer<InetAddress> addresses(String name) {
        List<InetAddress> found = addresses.get(key(name));
        return found == null
                ? new Answer.None<>("is not in the file", Duration.ZERO)
                : new Answer.Found<>(found, Duration.ZERO);
    }

    Answer<String> names(InetAddress address) {
        List<String> found = names.get(address);
        return found == null
                ? new Answer.None<>("is not in the file", Duration.ZERO)
                : new Answer.Found<>(found, Duration.ZERO);
    }

    private static String key(String name) {
        return NetbiosNames.withoutFinalDot(name).toLowerCase(Locale.ROOT);
    }
}
