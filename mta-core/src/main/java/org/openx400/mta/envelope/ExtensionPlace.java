package org.openx400.mta.envelope;

/** Where an extension may stand, X.411 MTAAbstractService. */
public enum ExtensionPlace {
    MESSAGE,
    PROBE,
    REPORT_ENVELOPE,
    REPORT_CONTENT,
    /** Per-recipient fields of a message. */
    MESSAGE_RECIPIENT,
    /** Per-recipient fields of a probe. */
    PROBE_RECIPIENT,
    /** Per-recipient fields of a report's content. */
    REPORT_RECIPIENT,
    /** Submission, delivery or message store; not in a transfer envelope. */
    ACCESS
}
