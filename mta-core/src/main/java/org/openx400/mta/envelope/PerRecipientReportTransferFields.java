package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/**
 * What is reported of one recipient, X.411 12.2.1.3.
 *
 * @param actualRecipientName where it was delivered, or not
 * @param originallySpecifiedRecipientNumber 1..32767, as in the subject
 * @param perRecipientIndicators as in the subject
 * @param originallyIntendedRecipientName whom the originator meant, when that differs, or null
 * @param supplementaryInformation text, 1..256 characters, or null
 */
public record PerRecipientReportTransferFields(
        ORName actualRecipientName,
        int originallySpecifiedRecipientNumber,
        PerRecipientIndicators perRecipientIndicators,
        LastTraceInformation lastTraceInformation,
        @Nullable ORName originallyIntendedRecipientName,
        @Nullable String supplementaryInformation,
        List<ExtensionField> extensions) {
    public PerRecipientReportTransferFields {
        extensions = List.copyOf(extensions);
    }
}
