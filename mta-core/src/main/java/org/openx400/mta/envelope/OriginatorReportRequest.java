package org.openx400.mta.envelope;

/** The originator-report-request bits 3 and 4 of the per-recipient-indicators, X.411 8.2.1.1.1.22. The order is theirs. */
public enum OriginatorReportRequest {
    NO_REPORT,
    NON_DELIVERY_REPORT,
    REPORT
}
