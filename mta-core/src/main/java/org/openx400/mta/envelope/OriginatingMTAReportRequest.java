package org.openx400.mta.envelope;

/** The originating-MTA-report-request bits 1 and 2 of the per-recipient-indicators, X.411 12.2.1.1.1.6. The order is theirs. */
public enum OriginatingMTAReportRequest {
    /** 00, which X.411 does not allow; taken for a non-delivery-report. */
    NONE,
    NON_DELIVERY_REPORT,
    REPORT,
    AUDITED_REPORT;

    /** Whether a delivery is to be reported. */
    public boolean delivery() {
        return compareTo(REPORT) >= 0;
    }
}
