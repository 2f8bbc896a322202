package org.openx400.mta.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.Downgrade1984;
import org.openx400.mta.p1.Downgraded;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.ReportContentEncoder;
import org.openx400.mta.p1.ReportDowngrade1984;
import org.openx400.mta.report.Outcome;

/** What a copy becomes for an MTA of 1984, X.419 Annex B. */
final class TransferTo1984 {
    /**
     * A message or probe.
     *
     * @param encoded the envelope, empty if nobody is left to transfer it for
     * @param outcomes of recipients that cannot be transferred
     */
    record Copy(Optional<Octets> encoded, List<Outcome> outcomes) {}

    private TransferTo1984() {}

    /**
     * @param envelope with our trace and the responsibility of this copy
     * @param gateway our domain
     */
    static Copy copy(TransferEnvelope envelope, GlobalDomainIdentifier gateway) {
        Downgraded<? extends TransferEnvelope> downgraded = envelope instanceof MessageTransferEnvelope message
                ? Downgrade1984.message(message, gateway)
                : Downgrade1984.probe((ProbeTransferEnvelope) envelope, gateway);
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<Integer, String> recipient : downgraded.notTransferable().entrySet()) {
            outcomes.add(impossible(recipient.getKey(), recipient.getValue()));
        }
        return new Copy(Optional.ofNullable(downgraded.value()).map(TransferTo1984::encode), outcomes);
    }

    /** The outcome of a recipient for whom there is no way to say it in 1984. */
    static Outcome impossible(int recipient, String why) {
        return new Outcome(
                recipient,
                new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNABLE_TO_DOWNGRADE),
                why);
    }

    /** Empty if the destination has no name in 1984. */
    static Optional<Octets> report(ReportTransferEnvelope envelope) {
        return Optional.ofNullable(Downgrade1984.report(envelope)).map(TransferTo1984::encode);
    }

    /** Empty if none of the reported recipients has a name in 1984. */
    static Optional<Octets> content(ReportTransferContent content, GlobalDomainIdentifier gateway) {
        return Optional.ofNullable(ReportDowngrade1984.content(content, gateway))
                .map(downgraded -> ReportContentEncoder.encode(downgraded, ExtensionForm.STANDARD));
    }

    private static Octets encode(TransferEnvelope envelope) {
        return EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
    }
}
