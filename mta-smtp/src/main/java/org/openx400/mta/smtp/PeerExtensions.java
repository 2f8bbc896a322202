package org.openx400.mta.smtp;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The service extensions that a server offers, by keyword in capitals with what follows it. */
record PeerExtensions(Map<String, String> offered) {
    /** Of a server that knows no EHLO. */
    static final PeerExtensions NONE = new PeerExtensions(Map.of());

    /** @param ehlo the positive reply to EHLO */
    static PeerExtensions of(SmtpReply ehlo) {
        Map<String, String> offered = new HashMap<>();
        List<String> lines = ehlo.lines();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.strip().split(" +", 2);
            offered.putIfAbsent(parts[0].toUpperCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
        }
        return new PeerExtensions(Map.copyOf(offered));
    }

    boolean has(String keyword) {
        return offered.containsKey(keyword);
    }

    /** RFC 4954 3. */
    boolean hasAuth(String mechanism) {
        return Arrays.asList(offered.getOrDefault("AUTH", "")
                        .toUpperCase(Locale.ROOT)
                        .split(" +"))
                .contains(mechanism);
    }

    /** Octets of a mail, RFC 1870 4; {@link Long#MAX_VALUE}: it does not say. */
    long size() {
        String value = offered.getOrDefault("SIZE", "");
        return value.matches("0*[1-9][0-9]{0,17}") ? Long.parseLong(value) : Long.MAX_VALUE;
    }
}
