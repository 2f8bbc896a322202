package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/**
 * The envelope of a probe, which is all of it, X.411 12.2.1.2. Optional members are null when absent.
 *
 * @param contentLength octets of the message that would be sent, 0..2147483647
 * @param perRecipientFields 1..32767 recipients; their positions count from 0
 * @param traceInformation oldest first, at least one
 */
public record ProbeTransferEnvelope(
        MTSIdentifier probeIdentifier,
        ORName originatorName,
        @Nullable EncodedInformationTypes originalEncodedInformationTypes,
        ContentType contentType,
        @Nullable String contentIdentifier,
        @Nullable Integer contentLength,
        PerMessageIndicators perMessageIndicators,
        List<PerDomainBilateralInformation> perDomainBilateralInformation,
        List<TraceInformationElement> traceInformation,
        List<ExtensionField> extensions,
        List<PerRecipientProbeTransferFields> perRecipientFields)
        implements TransferEnvelope {
    public ProbeTransferEnvelope {
        perDomainBilateralInformation = List.copyOf(perDomainBilateralInformation);
        traceInformation = List.copyOf(traceInformation);
        extensions = List.copyOf(extensions);
        perRecipientFields = List.copyOf(perRecipientFields);
    }

    @Override
    public ApduKind kind() {
        return ApduKind.PROBE;
    }

    @Override
    public MTSIdentifier mtsIdentifier() {
        return probeIdentifier;
    }
}
