package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.DecodeException;

/** An SPDU that X.225 does not allow, with the {@link AbortCause} of the AB that answers it. */
final class SpduException extends DecodeException {
    private static final long serialVersionUID = 1L;

    private final int abortCause;

    SpduException(int abortCause, String field, int offset, String problem) {
        super(field, offset, problem);
        this.abortCause = abortCause;
    }

    static SpduException protocolError(String field, int offset, String problem) {
        return new SpduException(AbortCause.PROTOCOL_ERROR, field, offset, problem);
    }

    int abortCause() {
        return abortCause;
    }
}
