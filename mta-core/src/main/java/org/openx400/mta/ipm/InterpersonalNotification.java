package org.openx400.mta.ipm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * IPN, X.420 clause 8.
 *
 * @param subjectIpm which IPM it is about
 * @param ipnOriginator who tells, or null
 * @param ipmIntendedRecipient whom the IPM named, if not the originator of this notification, or null
 * @param outcome what became of the IPM
 */
public record InterpersonalNotification(
        IpmIdentifier subjectIpm,
        @Nullable ORDescriptor ipnOriginator,
        @Nullable ORDescriptor ipmIntendedRecipient,
        Outcome outcome)
        implements InformationObject {

    /** The choice of fields that tells receipt from non-receipt. */
    public sealed interface Outcome {}

    /**
     * Non-receipt fields [0], X.420 8.2.
     *
     * @param reason 0 ipm-discarded, 1 ipm-auto-forwarded
     * @param discardReason 0 ipm-expired, 1 ipm-obsoleted, 2 user-subscription-terminated, or null
     * @param autoForwardComment or null
     * @param returnedIpm the IPM, or null
     */
    public record NonReceipt(
            int reason,
            @Nullable Integer discardReason,
            @Nullable String autoForwardComment,
            @Nullable InterpersonalMessage returnedIpm)
            implements Outcome {
        public static final int IPM_DISCARDED = 0;
        public static final int IPM_AUTO_FORWARDED = 1;
    }

    /**
     * Receipt fields [1], X.420 8.3.
     *
     * @param receiptTime when the recipient got it
     * @param automatic whether the acknowledgement was made without a person
     * @param supplementaryInformation 1..256 characters of IA5, or null
     */
    public record Receipt(
            @Nullable Instant receiptTime,
            boolean automatic,
            @Nullable String supplementaryInformation) implements Outcome {}

    /** Other notification type fields [2], X.420 8.4: names of the extensions are not followed. */
    public record OtherNotification() implements Outcome {}
}
