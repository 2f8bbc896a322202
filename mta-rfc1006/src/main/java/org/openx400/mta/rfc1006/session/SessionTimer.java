package org.openx400.mta.rfc1006.session;

/** Timers of a session connection (X.225 annex A calls its one timer TIM). */
public enum SessionTimer {
    /** Waits for CN, or for the answer to CN. */
    CONNECT,
    /** Waits for the answer to FN. */
    RELEASE,
    /** TIM: waits for the transport disconnect, or AA, after AB, RF or DN. */
    TIM
}
