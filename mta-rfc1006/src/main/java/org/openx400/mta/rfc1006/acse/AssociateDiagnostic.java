package org.openx400.mta.rfc1006.acse;

import java.util.Locale;

/** Associate-source-diagnostic of AARE, X.227 9.2. */
public enum AssociateDiagnostic {
    USER_NULL(false, 0),
    USER_NO_REASON_GIVEN(false, 1),
    APPLICATION_CONTEXT_NAME_NOT_SUPPORTED(false, 2),
    CALLING_AP_TITLE_NOT_RECOGNIZED(false, 3),
    CALLING_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(false, 4),
    CALLING_AE_QUALIFIER_NOT_RECOGNIZED(false, 5),
    CALLING_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(false, 6),
    CALLED_AP_TITLE_NOT_RECOGNIZED(false, 7),
    CALLED_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(false, 8),
    CALLED_AE_QUALIFIER_NOT_RECOGNIZED(false, 9),
    CALLED_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED(false, 10),
    AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNIZED(false, 11),
    AUTHENTICATION_MECHANISM_NAME_REQUIRED(false, 12),
    AUTHENTICATION_FAILURE(false, 13),
    AUTHENTICATION_REQUIRED(false, 14),
    PROVIDER_NULL(true, 0),
    PROVIDER_NO_REASON_GIVEN(true, 1),
    NO_COMMON_ACSE_VERSION(true, 2);

    private final boolean provider;
    private final int number;

    AssociateDiagnostic(boolean provider, int number) {
        this.provider = provider;
        this.number = number;
    }

    /** Whether the acse-service-provider is the source, else the acse-service-user. */
    public boolean provider() {
        return provider;
    }

    public int number() {
        return number;
    }

    /** A number that the standard does not have counts as "no reason given". */
    static AssociateDiagnostic of(boolean provider, int number) {
        for (AssociateDiagnostic value : values()) {
            if (value.provider == provider && value.number == number) {
                return value;
            }
        }
        return provider ? PROVIDER_NO_REASON_GIVEN : USER_NO_REASON_GIVEN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + (provider ? "provider " : "user ") + number
                + ")";
    }
}
