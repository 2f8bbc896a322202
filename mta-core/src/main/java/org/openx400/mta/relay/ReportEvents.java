package org.openx400.mta.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.report.Report;

/**
 * Tells of a report that was made: one event for all recipients who fared alike. A message with thousands of recipients
 * must not push everything else out of the event log.
 */
final class ReportEvents {
    /** What recipients of one event have in common; codes are null of those who were delivered to. */
    private record Fate(
            boolean delivered,
            @Nullable NonDeliveryReasonCode reason,
            @Nullable NonDeliveryDiagnosticCode diagnostic) {
        static Fate of(PerRecipientReportTransferFields told) {
            return told.lastTraceInformation().reportType() instanceof ReportType.NonDelivery failure
                    ? new Fate(false, failure.nonDeliveryReasonCode(), failure.nonDeliveryDiagnosticCode())
                    : new Fate(true, null, null);
        }
    }

    private ReportEvents() {}

    static List<Event> of(Report report, MTSIdentifier subject) {
        Map<Fate, List<PerRecipientReportTransferFields>> fates = new LinkedHashMap<>();
        for (PerRecipientReportTransferFields told : report.content().perRecipientFields()) {
            fates.computeIfAbsent(Fate.of(told), fate -> new ArrayList<>()).add(told);
        }
        List<Event> events = new ArrayList<>();
        fates.forEach((fate, recipients) -> events.add(event(report, subject, fate, recipients)));
        return events;
    }

    private static Event event(
            Report report, MTSIdentifier subject, Fate fate, List<PerRecipientReportTransferFields> recipients) {
        Event.Builder event = Event.of(
                        fate.delivered() ? EventId.DELIVERY_REPORT_GENERATED : EventId.NON_DELIVERY_REPORT_GENERATED)
                .mtsId(subject.toString())
                .with("report", report.envelope().mtsIdentifier())
                .with(
                        "recipient",
                        Names.text(recipients.stream()
                                .map(PerRecipientReportTransferFields::actualRecipientName)
                                .toList()))
                .with("recipients", recipients.size());
        if (!fate.delivered()) {
            event.with("reason", fate.reason())
                    .with("diagnostic", fate.diagnostic())
                    .with("why", recipients.get(0).supplementaryInformation());
        }
        return event.build();
    }
}
