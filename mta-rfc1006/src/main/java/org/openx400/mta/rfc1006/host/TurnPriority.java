package org.openx400.mta.rfc1006.host;

import org.openx400.mta.envelope.Priority;

/** The priorities of RT-TURN-PLEASE as X.419 assigns them: the lower the number, the more urgent. */
final class TurnPriority {
    /** The highest, kept for the initiator who wants to close. */
    static final int TO_CLOSE = 0;

    private TurnPriority() {}

    /** 1 urgent, 2 normal, 3 non-urgent. */
    static int of(Priority priority) {
        return 1 + priority.rank();
    }
}
