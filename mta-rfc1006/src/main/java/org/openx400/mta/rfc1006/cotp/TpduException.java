package org.openx400.mta.rfc1006.cotp;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Limit;

/** A TPDU that X.224 does not allow, with the cause that an ER for it has. */
final class TpduException extends DecodeException {
    private static final long serialVersionUID = 1L;

    private final RejectCause rejectCause;

    TpduException(RejectCause rejectCause, String field, int offset, String problem) {
        this(rejectCause, field, offset, problem, null);
    }

    TpduException(RejectCause rejectCause, String field, int offset, String problem, @Nullable Limit limit) {
        super(field, offset, problem, limit);
        this.rejectCause = rejectCause;
    }

    RejectCause rejectCause() {
        return rejectCause;
    }
}
