package org.openx400.mta.p1;

import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.octets.DecodeException;

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
        super(field, offset, problem);
        this.diagnostic = diagnostic.number();
    }

    static P1Exception violation(DecodeException e) {
        if (e instanceof P1Exception p1) {
            return p1;
        }
        P1Exception violation =
                new P1Exception(e.field(), e.offset(), e.problem(), NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION);
        violation.initCause(e);
        return violation;
    }

    public NonDeliveryDiagnosticCode diagnostic() {
        return new NonDeliveryDiagnosticCode(diagnostic);
    }
}
