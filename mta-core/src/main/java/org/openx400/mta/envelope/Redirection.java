package org.openx400.mta.envelope;

import org.openx400.mta.address.ORName;

/** One entry of the redirection-history, X.411 8.3.1.1.1.5. */
public record Redirection(ORName intendedRecipient, UTCTime redirectionTime, Reason redirectionReason) {
    /** The order is that of the numbers. */
    public enum Reason {
        RECIPIENT_ASSIGNED_ALTERNATE_RECIPIENT,
        ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
        RECIPIENT_MD_ASSIGNED_ALTERNATE_RECIPIENT,
        DIRECTORY_LOOK_UP,
        ALIAS
    }
}
