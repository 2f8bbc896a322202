package org.openx400.mta.octets;

import org.jspecify.annotations.Nullable;

/**
 * What was wrong with the octets of a peer when its association ended.
 *
 * @param violation whether we ended it because the peer broke a protocol or a limit
 * @param offset of the octet of that layer's value where it shows, or {@link #NOWHERE}
 * @param limit of the configuration that was exceeded, or null
 */
public record Fault(boolean violation, int offset, @Nullable Limit limit) {
    public static final int NOWHERE = -1;

    /** Nothing. */
    public static final Fault NONE = new Fault(false, NOWHERE, null);

    /** The whole of what came must not come at this time. */
    public static final Fault WHOLE = new Fault(true, 0, null);

    public static Fault of(DecodeException e) {
        return new Fault(true, e.offset(), e.limit());
    }

    /** Something did not come in time, or there was too much of it. */
    public static Fault of(Limit limit) {
        return new Fault(true, NOWHERE, limit);
    }

    /** No violation, but it shows at an octet: the octets end there, or ask for what is not to be had. */
    public static Fault at(int offset) {
        return new Fault(false, offset, null);
    }

    /** As an event tells it: null if it is nowhere. */
    public @Nullable Integer place() {
        return offset == NOWHERE ? null : Integer.valueOf(offset);
    }
}
