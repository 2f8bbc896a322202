package org.openx400.mta.relay;

import java.util.List;
import java.util.stream.Collectors;
import org.openx400.mta.address.ORName;

/** Names as an event has them: a message may have thousands of recipients, and its event stays one line. */
final class Names {
    private static final int SHOWN = 3;

    private Names() {}

    static String text(List<ORName> names) {
        String first = names.stream().limit(SHOWN).map(ORName::toString).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? first : first + " and " + (names.size() - SHOWN) + " more";
    }
}
