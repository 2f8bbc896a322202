package org.openx400.mta.rfc1006.presentation;

import org.openx400.mta.octets.Octets;

/** The peer broke a protocol above session. Carries the answer: S-U-ABORT with this user data. */
public final class AbortException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String layer;
    private final transient Octets userData;

    /**
     * @param layer {@code presentation}, {@code acse}, {@code rtse} or {@code mts}
     * @param why in words, with field and octet offset from the start of that layer's value
     * @param userData the abort PDU
     */
    public AbortException(String layer, String why, Octets userData) {
        super(why);
        this.layer = layer;
        this.userData = userData;
    }

    public String layer() {
        return layer;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    public Octets userData() {
        return userData;
    }
}
