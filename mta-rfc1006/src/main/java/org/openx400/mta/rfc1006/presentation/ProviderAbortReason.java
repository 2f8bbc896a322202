package org.openx400.mta.rfc1006.presentation;

import java.util.Locale;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Abort-reason of an ARP PPDU, X.226 8.4.2; the ordinal is the number on the wire. */
public enum ProviderAbortReason {
    REASON_NOT_SPECIFIED,
    UNRECOGNIZED_PPDU,
    UNEXPECTED_PPDU,
    UNEXPECTED_SESSION_SERVICE_PRIMITIVE,
    UNRECOGNIZED_PPDU_PARAMETER,
    UNEXPECTED_PPDU_PARAMETER,
    INVALID_PPDU_PARAMETER_VALUE;

    static String text(int number) {
        String name = number < values().length ? values()[number].name() : "UNKNOWN_REASON";
        return name.toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + number + ")";
    }

    /** The exception that makes an ARP PPDU with this reason go out. */
    public AbortException because(String why) {
        return new AbortException("presentation", why, arp());
    }

    /** The same for what could not be read. */
    public AbortException because(DecodeException e) {
        return new AbortException("presentation", e, arp());
    }

    private Octets arp() {
        return Ber.sequence(Ber.integer(Tag.context(0), ordinal()));
    }
}
