package org.openx400.mta.rfc1006.session;

import java.util.ArrayList;
import java.util.List;

/** The bits of PI 17, transport disconnect, in AB, X.225 8.3.9. */
final class AbortCause {
    static final int TRANSPORT_RELEASED = 0x01;
    static final int USER = 0x02;
    static final int PROTOCOL_ERROR = 0x04;
    static final int NO_REASON = 0x08;
    static final int IMPLEMENTATION_RESTRICTION = 0x10;

    private AbortCause() {}

    /** For the event log. */
    static String inWords(int bits) {
        List<String> words = new ArrayList<>();
        if ((bits & PROTOCOL_ERROR) != 0) {
            words.add("protocol error");
        }
        if ((bits & IMPLEMENTATION_RESTRICTION) != 0) {
            words.add("implementation restriction");
        }
        if ((bits & NO_REASON) != 0 || words.isEmpty()) {
            words.add("no reason");
        }
        return String.join(", ", words);
    }
}
