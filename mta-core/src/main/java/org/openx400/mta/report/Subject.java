package org.openx400.mta.report;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;

/** What a message and a probe have in common for a report on them. */
record Subject(
        TransferEnvelope envelope,
        ORName originator,
        @Nullable EncodedInformationTypes originalEncodedInformationTypes,
        ContentType contentType,
        @Nullable String contentIdentifier,
        boolean contentReturnRequest,
        List<? extends PerRecipientTransferFields> recipients) {

    /** Empty for a report: there is no report on a report. */
    static Optional<Subject> of(TransferEnvelope envelope) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return Optional.of(new Subject(
                    message,
                    message.originatorName(),
                    message.originalEncodedInformationTypes(),
                    message.contentType(),
                    message.contentIdentifier(),
                    message.perMessageIndicators().contentReturnRequest(),
                    message.perRecipientFields()));
        }
        if (envelope instanceof ProbeTransferEnvelope probe) {
            return Optional.of(new Subject(
                    probe,
                    probe.originatorName(),
                    probe.originalEncodedInformationTypes(),
                    probe.contentType(),
                    probe.contentIdentifier(),
                    false,
                    probe.perRecipientFields()));
        }
        return Optional.empty();
    }
}
