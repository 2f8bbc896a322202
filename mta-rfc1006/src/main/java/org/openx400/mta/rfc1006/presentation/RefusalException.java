package org.openx400.mta.rfc1006.presentation;

import org.openx400.mta.octets.Octets;

/** What the peer asks for at connection cannot be had. Carries the answer: S-CONNECT refused with this user data. */
public final class RefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String layer;
    private final transient Octets userData;

    /**
     * @param layer {@code presentation}, {@code acse} or {@code rtse}
     * @param why in words
     * @param userData the refusing PDU
     */
    public RefusalException(String layer, String why, Octets userData) {
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
