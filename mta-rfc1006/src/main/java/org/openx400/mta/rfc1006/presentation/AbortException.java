package org.openx400.mta.rfc1006.presentation;

import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** The peer broke a protocol above session. Carries the answer: S-U-ABORT with this user data. */
public final class AbortException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String layer;
    private final transient Fault fault;
    private final transient Octets userData;

    /**
     * @param layer {@code presentation}, {@code acse}, {@code rtse} or {@code mts}
     * @param why in words, with field and octet offset from the start of that layer's value
     * @param userData the abort PDU
     */
    public AbortException(String layer, String why, Octets userData) {
        this(layer, why, Fault.WHOLE, userData);
    }

    /** The same for what could not be read. */
    public AbortException(String layer, DecodeException e, Octets userData) {
        this(layer, String.valueOf(e.getMessage()), Fault.of(e), userData);
    }

    private AbortException(String layer, String why, Fault fault, Octets userData) {
        super(why);
        this.layer = layer;
        this.fault = fault;
        this.userData = userData;
    }

    public String layer() {
        return layer;
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** In octets of that layer's value. */
    public Fault fault() {
        return fault;
    }

    public Octets userData() {
        return userData;
    }
}
