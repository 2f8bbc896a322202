package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * What a report says, X.411 12.2.1.3. Optional members are null when absent.
 *
 * @param subjectIdentifier identifier of the message or probe that is reported on
 * @param subjectIntermediateTraceInformation its trace, given when an audited report was asked for
 * @param returnedContent content of the subject, or null
 * @param additionalInformation any value, BER, as it came; X.411 advises against it
 */
public record ReportTransferContent(
        MTSIdentifier subjectIdentifier,
        @Nullable List<TraceInformationElement> subjectIntermediateTraceInformation,
        @Nullable EncodedInformationTypes originalEncodedInformationTypes,
        @Nullable ContentType contentType,
        @Nullable String contentIdentifier,
        @Nullable Octets returnedContent,
        @Nullable Octets additionalInformation,
        List<ExtensionField> extensions,
        List<PerRecipientReportTransferFields> perRecipientFields) {
    public ReportTransferContent {
        subjectIntermediateTraceInformation =
                subjectIntermediateTraceInformation == null ? null : List.copyOf(subjectIntermediateTraceInformation);
        extensions = List.copyOf(extensions);
        perRecipientFields = List.copyOf(perRecipientFields);
    }
}
