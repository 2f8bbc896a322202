package org.openx400.mta.rfc1006.session;

/** Sets of session functional units, bits of PI 20 (session user requirements), X.225 8.3.1.11. */
public final class FunctionalUnits {
    /** Half-duplex, minor synchronize, activity management and exceptions: what RTSE needs, and all that we have. */
    public static final int RTSE = 0x0249;

    /** Meant when PI 20 is absent: RTSE's and capability data. */
    static final int ABSENT = 0x0349;

    private FunctionalUnits() {}
}
