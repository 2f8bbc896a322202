package org.openx400.mta.rfc1006.presentation;

/** One element of the presentation context definition result list, X.226 8.2.3.4; in the order of the request. */
enum ContextResult {
    ACCEPTANCE(0, -1, "accepted"),
    USER_REJECTION(1, -1, "rejected by the user"),
    PROVIDER_REJECTION(2, 0, "rejected by the provider, no reason"),
    ABSTRACT_SYNTAX_NOT_SUPPORTED(2, 1, "abstract syntax not supported"),
    TRANSFER_SYNTAXES_NOT_SUPPORTED(2, 2, "transfer syntaxes not supported"),
    LOCAL_LIMIT_ON_DCS_EXCEEDED(2, 3, "limit of the defined context set exceeded");

    private final int result;
    private final int providerReason;
    private final String text;

    ContextResult(int result, int providerReason, String text) {
        this.result = result;
        this.providerReason = providerReason;
        this.text = text;
    }

    int result() {
        return result;
    }

    /** -1 if there is none. */
    int providerReason() {
        return providerReason;
    }

    static ContextResult of(int result, int providerReason) {
        for (ContextResult value : values()) {
            if (value.result == result && value.providerReason == providerReason) {
                return value;
            }
        }
        return result == 1 ? USER_REJECTION : PROVIDER_REJECTION;
    }

    @Override
    public String toString() {
        return text;
    }
}
