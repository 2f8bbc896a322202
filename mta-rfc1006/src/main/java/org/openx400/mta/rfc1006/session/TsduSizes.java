package org.openx400.mta.rfc1006.session;

/**
 * PI 21, TSDU maximum size, in octets, 0 to 65,535; 0 is no limit, and then that direction is not segmented.
 *
 * @param toResponder from initiator to responder
 * @param toInitiator from responder to initiator
 */
record TsduSizes(int toResponder, int toInitiator) {
    static final TsduSizes UNLIMITED = new TsduSizes(0, 0);

    /** Where both sides name a limit, the lower one; a side that names none leaves the direction unlimited. */
    TsduSizes agreedWith(TsduSizes other) {
        return new TsduSizes(agreed(toResponder, other.toResponder), agreed(toInitiator, other.toInitiator));
    }

    boolean tooSmall() {
        return tooSmall(toResponder) || tooSmall(toInitiator);
    }

    private static int agreed(int one, int other) {
        return one == 0 || other == 0 ? 0 : Math.min(one, other);
    }

    private static boolean tooSmall(int size) {
        return size != 0 && size < SessionLimits.SMALLEST_TSDU;
    }
}
