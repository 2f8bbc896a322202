package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;

/** Delivery or non-delivery, X.411 8.3.1.2. */
public sealed interface ReportType {
    /** Delivered, at that time, to that type of user. */
    record Delivery(UTCTime messageDeliveryTime, TypeOfMTSUser typeOfMTSUser) implements ReportType {}

    /** Not delivered; the diagnostic is null when there is none. */
    record NonDelivery(
            NonDeliveryReasonCode nonDeliveryReasonCode,
            @Nullable NonDeliveryDiagnosticCode nonDeliveryDiagnosticCode) implements ReportType {}
}
