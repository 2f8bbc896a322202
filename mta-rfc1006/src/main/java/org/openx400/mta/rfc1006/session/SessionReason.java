package org.openx400.mta.rfc1006.session;

/** Reason codes of exception report, activity interrupt and activity discard, X.225 8.3 (PI 50). */
public final class SessionReason {
    public static final int NO_SPECIFIC_REASON = 0;
    public static final int RECEIVING_ABILITY_JEOPARDIZED = 1;
    public static final int USER_SEQUENCE_ERROR = 3;
    public static final int LOCAL_SS_USER_ERROR = 5;
    public static final int UNRECOVERABLE_PROCEDURAL_ERROR = 6;
    public static final int DEMAND_DATA_TOKEN = 128;

    private SessionReason() {}
}
