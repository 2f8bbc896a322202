package org.openx400.mta.rfc1006.cotp;

/** Why a TPDU was rejected, X.224 13.12.3. */
enum RejectCause {
    NOT_SPECIFIED,
    INVALID_PARAMETER_CODE,
    INVALID_TPDU_TYPE,
    INVALID_PARAMETER_VALUE;

    int code() {
        return ordinal();
    }
}
