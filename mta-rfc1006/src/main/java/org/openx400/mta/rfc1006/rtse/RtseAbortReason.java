package org.openx400.mta.rfc1006.rtse;

import java.util.Locale;

/** AbortReason of RTAB, X.228 9; the ordinal is the number on the wire. */
public enum RtseAbortReason {
    LOCAL_SYSTEM_PROBLEM,
    INVALID_PARAMETER,
    UNRECOGNIZED_ACTIVITY,
    TEMPORARY_PROBLEM,
    PROTOCOL_ERROR,
    PERMANENT_PROBLEM,
    USER_ERROR,
    TRANSFER_COMPLETED;

    /** The last three exist in normal mode only. */
    RtseAbortReason inX410Mode() {
        return ordinal() > PROTOCOL_ERROR.ordinal() ? LOCAL_SYSTEM_PROBLEM : this;
    }

    static String text(int number) {
        String name = number < values().length ? values()[number].name() : "UNKNOWN_REASON";
        return name.toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + number + ")";
    }
}
