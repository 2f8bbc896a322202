package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/**
 * The envelope of a message, X.411 12.2.1.1. Optional members are null when absent.
 *
 * @param originalEncodedInformationTypes the kinds of information at submission
 * @param contentIdentifier up to 16 characters given by the originator
 * @param perRecipientFields 1..32767 recipients; their positions count from 0
 * @param traceInformation oldest first, at least one
 */
public record MessageTransferEnvelope(
        MTSIdentifier messageIdentifier,
        ORName originatorName,
        @Nullable EncodedInformationTypes originalEncodedInformationTypes,
        ContentType contentType,
        @Nullable String contentIdentifier,
        Priority priority,
        PerMessageIndicators perMessageIndicators,
        @Nullable UTCTime deferredDeliveryTime,
        List<PerDomainBilateralInformation> perDomainBilateralInformation,
        List<TraceInformationElement> traceInformation,
        List<ExtensionField> extensions,
        List<PerRecipientMessageTransferFields> perRecipientFields)
        implements TransferEnvelope {
    public MessageTransferEnvelope {
        perDomainBilateralInformation = List.copyOf(perDomainBilateralInformation);
        traceInformation = List.copyOf(traceInformation);
        extensions = List.copyOf(extensions);
        perRecipientFields = List.copyOf(perRecipientFields);
    }

    @Override
    public ApduKind kind() {
        return ApduKind.MESSAGE;
    }

    @Override
    public MTSIdentifier mtsIdentifier() {
        return messageIdentifier;
    }
}
