package org.openx400.mta.rfc1006.mts;

/** MTA-bind-error, X.411 12.1.1.2.3. The number is the one on the wire. */
public enum BindError {
    BUSY(0),
    CANNOT_RECOVER(1),
    AUTHENTICATION_ERROR(2),
    UNACCEPTABLE_DIALOGUE_MODE(3),
    UNACCEPTABLE_SECURITY_CONTEXT(4),
    INADEQUATE_ASSOCIATION_CONFIDENTIALITY(5);

    private final int number;

    BindError(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
