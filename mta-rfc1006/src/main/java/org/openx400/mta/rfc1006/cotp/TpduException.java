package org.openx400.mta.rfc1006.cotp;

import org.openx400.mta.octets.DecodeException;

/** A TPDU that X.224 does not allow, with the cause that an ER for it has. */
final class TpduException extends DecodeException {
    private static final long serialVersionUID = 1L;

    private final RejectCause rejectCause;

    TpduException(RejectCause rejectCause, String field, int offset, String problem) {
        super(field, offset, problem);
        this.rejectCause = rejectCause;
    }

    RejectCause rejectCause() {
        return rejectCause;
    }
}
