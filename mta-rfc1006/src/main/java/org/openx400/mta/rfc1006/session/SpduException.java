package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Limit;

/** An SPDU that X.225 does not allow, with the {@link AbortCause} of the AB that answers it. */
final class SpduException extends DecodeException {
    private static final long serialVersionUID = 1L;

    private final int abortCause;

    SpduException(int abortCause, String field, int offset, String problem) {
        this(abortCause, field, offset, problem, null);
    }

    private SpduException(int abortCause, String field, int offset, String problem, @Nullable Limit limit) {
        super(field, offset, problem, limit);
        this.abortCause = abortCause;
    }

    static SpduException protocolError(String field, int offset, String problem) {
        return new SpduException(AbortCause.PROTOCOL_ERROR, field, offset, problem);
    }

    /** What one TSDU may bring, several that belong together may not exceed either. */
    static SpduException tooLong(String field, String problem, SessionLimits limits) {
        Limit limit = Limit.of("tsdu", limits.maximumSsdu());
        return new SpduException(AbortCause.IMPLEMENTATION_RESTRICTION, field, 0, problem, limit);
    }

    int abortCause() {
        return abortCause;
    }
}
