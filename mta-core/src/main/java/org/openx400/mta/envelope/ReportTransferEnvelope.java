package org.openx400.mta.envelope;

import java.util.List;
import org.openx400.mta.address.ORName;

/**
 * The envelope of a report, X.411 12.2.1.3.
 *
 * @param reportDestinationName where the report goes: the originator or a distribution list
 * @param traceInformation oldest first, at least one
 */
public record ReportTransferEnvelope(
        MTSIdentifier reportIdentifier,
        ORName reportDestinationName,
        List<TraceInformationElement> traceInformation,
        List<ExtensionField> extensions)
        implements TransferEnvelope {
    public ReportTransferEnvelope {
        traceInformation = List.copyOf(traceInformation);
        extensions = List.copyOf(extensions);
    }

    @Override
    public ApduKind kind() {
        return ApduKind.REPORT;
    }

    @Override
    public MTSIdentifier mtsIdentifier() {
        return reportIdentifier;
    }
}
