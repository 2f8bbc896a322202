package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.LastTraceInformation;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TraceInformationElement;

/**
 * The content of a report for an MTA of 1984: no extensions, no content type and no encoded information types; a reason
 * over 2 becomes 0, a diagnostic over 11 becomes 11. Recipients that 1984 cannot name are named through our domain.
 */
public final class ReportDowngrade1984 {
    private static final int LAST_REASON = 2;

    private ReportDowngrade1984() {}

    /**
     * Recipients whose names are too long even so are left out; null when none is left.
     *
     * @param gateway our domain
     */
    public static @Nullable ReportTransferContent content(
            ReportTransferContent content, GlobalDomainIdentifier gateway) {
        List<PerRecipientReportTransferFields> recipients = new ArrayList<>();
        for (PerRecipientReportTransferFields recipient : content.perRecipientFields()) {
            ORName name = Names1984.downgrade(recipient.actualRecipientName(), gateway);
            if (name != null) {
                recipients.add(recipient(recipient, name, gateway));
            }
        }
        if (recipients.isEmpty()) {
            return null;
        }
        List<TraceInformationElement> trace = content.subjectIntermediateTraceInformation();
        return new ReportTransferContent(
                content.subjectIdentifier(),
                trace == null ? null : Downgrade1984.trace(trace),
                null,
                null,
                content.contentIdentifier(),
                content.returnedContent(),
                content.additionalInformation(),
                List.of(),
                recipients);
    }

    private static PerRecipientReportTransferFields recipient(
            PerRecipientReportTransferFields recipient, ORName name, GlobalDomainIdentifier gateway) {
        LastTraceInformation last = recipient.lastTraceInformation();
        ORName intended = recipient.originallyIntendedRecipientName();
        return new PerRecipientReportTransferFields(
                name,
                recipient.originallySpecifiedRecipientNumber(),
                Downgrade1984.indicators(recipient.perRecipientIndicators()),
                new LastTraceInformation(
                        last.arrivalTime(),
                        Downgrade1984.types(last.convertedEncodedInformationTypes()),
                        reportType(last.reportType())),
                intended == null ? null : Names1984.downgrade(intended, gateway),
                recipient.supplementaryInformation(),
                List.of());
    }

    private static ReportType reportType(ReportType type) {
        if (type instanceof ReportType.NonDelivery nonDelivery) {
            NonDeliveryReasonCode reason = nonDelivery.nonDeliveryReasonCode();
            NonDeliveryDiagnosticCode diagnostic = nonDelivery.nonDeliveryDiagnosticCode();
            return new ReportType.NonDelivery(
                    reason.number() > LAST_REASON ? NonDeliveryReasonCode.TRANSFER_FAILURE : reason,
                    diagnostic != null && diagnostic.number() > NonDeliveryDiagnosticCode.INVALID_ARGUMENTS.number()
                            ? NonDeliveryDiagnosticCode.INVALID_ARGUMENTS
                            : diagnostic);
        }
        return type;
    }
}
