package org.openx400.mta.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.p1.CriticalExtensions;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.report.Outcome;

/**
 * The checks of an arriving message or probe before it is routed, X.411 14.3.1 and 14.3.2, in this order: bounds, loop,
 * length of the content, extensions that are critical for transfer. Only recipients that we are responsible for count.
 */
final class MessageChecks {
    /**
     * @param passed names of the recipients that may be routed, by position
     * @param failed outcomes of the others
     * @param loop why the message is in a loop, or null
     */
    record Result(
            Map<Integer, ORName> passed,
            List<Outcome> failed,
            @Nullable String loop) {}

    private final LoopTest loopTest;
    private final long maximumContent;

    MessageChecks(RelaySettings settings) {
        this.loopTest = new LoopTest(settings);
        this.maximumContent = settings.maximumContent();
    }

    Result check(Arrival arrival, List<? extends PerRecipientTransferFields> recipients) {
        Map<Integer, ORName> responsible = new LinkedHashMap<>();
        for (int i = 0; i < recipients.size(); i++) {
            if (recipients.get(i).perRecipientIndicators().responsibility()) {
                responsible.put(i, recipients.get(i).recipientName());
            }
        }
        P1Exception violation = arrival.violation();
        if (violation != null) {
            return allFail(responsible, violation.diagnostic(), violation.getMessage(), null);
        }
        Optional<String> loop;
        try {
            loop = loop(arrival.envelope());
        } catch (DecodeException e) {
            return allFail(responsible, NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION, e.getMessage(), null);
        }
        if (loop.isPresent()) {
            return allFail(responsible, NonDeliveryDiagnosticCode.LOOP_DETECTED, loop.get(), loop.get());
        }
        long contentLength = contentLength(arrival);
        if (contentLength > maximumContent) {
            String why = "the content has " + contentLength + " octets, " + maximumContent + " are allowed";
            return allFail(responsible, NonDeliveryDiagnosticCode.CONTENT_TOO_LONG, why, null);
        }
        List<ExtensionField> critical =
                CriticalExtensions.unsupportedForTransfer(arrival.envelope().extensions());
        if (!critical.isEmpty()) {
            return allFail(
                    responsible,
                    NonDeliveryDiagnosticCode.UNSUPPORTED_CRITICAL_FUNCTION,
                    unknown(critical.get(0)),
                    null);
        }
        return perRecipient(responsible, recipients);
    }

    /** Of a probe what the message would have; 0 where it does not say. */
    private static long contentLength(Arrival arrival) {
        if (arrival.envelope() instanceof ProbeTransferEnvelope probe) {
            Integer length = probe.contentLength();
            return length == null ? 0 : length;
        }
        return arrival.contentLength();
    }

    /** Why it is in a loop, or empty. */
    Optional<String> loop(TransferEnvelope envelope) throws DecodeException {
        return loopTest.loop(envelope.traceInformation(), Envelopes.internalTrace(envelope));
    }

    private static Result perRecipient(
            Map<Integer, ORName> responsible, List<? extends PerRecipientTransferFields> recipients) {
        Map<Integer, ORName> passed = new LinkedHashMap<>();
        List<Outcome> failed = new ArrayList<>();
        responsible.forEach((position, name) -> {
            List<ExtensionField> critical = CriticalExtensions.unsupportedForTransfer(
                    recipients.get(position).extensions());
            if (critical.isEmpty()) {
                passed.put(position, name);
            } else {
                failed.add(failure(
                        position, NonDeliveryDiagnosticCode.UNSUPPORTED_CRITICAL_FUNCTION, unknown(critical.get(0))));
            }
        });
        return new Result(passed, failed, null);
    }

    static String unknown(ExtensionField extension) {
        return "extension " + extension.type() + " is critical for transfer and not known";
    }

    private static Result allFail(
            Map<Integer, ORName> responsible,
            NonDeliveryDiagnosticCode diagnostic,
            @Nullable String why,
            @Nullable String loop) {
        List<Outcome> failed = responsible.keySet().stream()
                .map(position -> failure(position, diagnostic, why))
                .toList();
        return new Result(Map.of(), failed, loop);
    }

    private static Outcome failure(int position, NonDeliveryDiagnosticCode diagnostic, @Nullable String why) {
        return new Outcome(
                position, new ReportType.NonDelivery(NonDeliveryReasonCode.UNABLE_TO_TRANSFER, diagnostic), why);
    }
}
