package org.openx400.mta.p1;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.NestingException;

/** An MTS-APDU that is not what X.411 has it be. The reason of a report on it would be unable-to-transfer (1). */
public class P1Exception extends DecodeException {
    private static final long serialVersionUID = 1L;

    private final int diagnostic;

    /**
     * @param field what was being read, in the standard's words
     * @param offset octet offset from the start of what was given to the reader
     * @param problem what is wrong
     * @param diagnostic what a non-delivery report says of it
     */
    public P1Exception(String field, int offset, String problem, NonDeliveryDiagnosticCode diagnostic) {
        this(field, offset, problem, diagnostic, null);
    }

    /** @param limit that is exceeded, or null */
    P1Exception(String field, int offset, String problem, NonDeliveryDiagnosticCode diagnostic, @Nullable Limit limit) {
        super(field, offset, problem, limit);
        this.diagnostic = diagnostic.number();
    }

    static P1Exception violation(DecodeException e) {
        return violation(e, P1Limits.DEFAULT);
    }

    static P1Exception violation(DecodeException e, P1Limits limits) {
        if (e instanceof P1Exception p1) {
            return p1;
        }
        Limit limit = e instanceof NestingException ? limits.nesting() : null;
        P1Exception violation = new P1Exception(
                e.field(), e.offset(), e.problem(), NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION, limit);
        violation.initCause(e);
        return violation;
    }

    public NonDeliveryDiagnosticCode diagnostic() {
        return new NonDeliveryDiagnosticCode(diagnostic);
    }
}
