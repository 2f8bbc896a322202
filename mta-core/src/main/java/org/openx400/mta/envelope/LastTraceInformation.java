package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;

/**
 * What the reporting domain knows of the recipient's copy, X.411 12.2.1.3.
 *
 * @param arrivalTime when the subject entered the reporting domain
 * @param convertedEncodedInformationTypes the types after a conversion, or null
 */
public record LastTraceInformation(
        UTCTime arrivalTime,
        @Nullable EncodedInformationTypes convertedEncodedInformationTypes,
        ReportType reportType) {}
