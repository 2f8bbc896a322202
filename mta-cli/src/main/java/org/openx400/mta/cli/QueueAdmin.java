package org.openx400.mta.cli;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.QueueOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta queue}. */
final class QueueAdmin {
    private static final int MAX_PAGE = 1000;
    private static final int MAX_RECIPIENTS_SHOWN = 1000;

    private final QueueOperations queue;

    QueueAdmin(QueueOperations queue) {
        this.queue = queue;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("queue.list", this::list);
        commands.put("queue.show", this::show);
        commands.put("queue.hold", this::hold);
        commands.put("queue.release", request -> change(request, queue::release));
        commands.put("queue.retry", request -> change(request, queue::retry));
        commands.put("queue.delete", request -> change(request, queue::delete));
    }

    private JsonNode list(AdminRequest request) throws AdminRefusal {
        int limit = (int) Math.max(1, Math.min(MAX_PAGE, request.number("limit", MAX_PAGE)));
        ArrayNode entries = Json.array();
        try {
            for (QueueEntry entry : queue.list(request.number("after", 0), limit)) {
                entries.add(summary(entry));
            }
        } catch (QueueException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
        return entries;
    }

    private static ObjectNode summary(QueueEntry entry) {
        return Json.object()
                .put("entry", entry.id())
                .put("destination", entry.destination())
                .put("state", state(entry))
                .put("attempts", entry.attempts())
                .put(
                        "nextAttempt",
                        entry.nextAttempt().equals(NewEntry.AT_ONCE)
                                ? "at once"
                                : entry.nextAttempt().toString())
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("priority", PriorityConverter.text(entry.priority()))
                .put("octets", entry.contentLength())
                .put("mtsId", entry.mtsIdentifier())
                .put("originator", entry.originator());
    }

    private static String state(QueueEntry entry) {
        if (entry.heldFor() != null) {
            return "held";
        }
        return entry.attempts() == 0 ? "ready" : "retry " + entry.nextAttempt().truncatedTo(ChronoUnit.SECONDS);
    }

    private JsonNode show(AdminRequest request) throws AdminRefusal {
        long id = request.number("entry");
        QueueOperations.Details details;
        try {
            details = queue.show(id).orElseThrow(() -> AdminRefusal.failed("the queue has no entry " + id));
        } catch (QueueException | DecodeException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
        QueueEntry entry = details.entry();
        ObjectNode shown = summary(entry)
                .put("refusals", entry.refusals())
                .put("heldFor", orDash(entry.heldFor()))
                .put("lastProblem", orDash(entry.lastProblem()))
                .put("source", entry.source())
                .put("arrival", entry.arrival().toString())
                .put("expiry", entry.expiry().toString())
                .put("routesTried", String.join(", ", entry.routesTried()));
        ArrayNode recipients = shown.putArray("recipients");
        entry.recipients().stream()
                .limit(MAX_RECIPIENTS_SHOWN)
                .forEach(position -> recipients.add(recipient(details.envelope(), position)));
        ArrayNode trace = shown.putArray("trace");
        details.envelope()
                .traceInformation()
                .forEach(element -> trace.add(element.globalDomainIdentifier() + " "
                        + element.domainSuppliedInformation().arrivalTime()));
        return shown;
    }

    private static String orDash(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "-" : text;
    }

    private static String recipient(TransferEnvelope envelope, int position) {
        if (envelope instanceof MessageTransferEnvelope message) {
            return name(message.perRecipientFields().get(position));
        }
        if (envelope instanceof ProbeTransferEnvelope probe) {
            return name(probe.perRecipientFields().get(position));
        }
        return ((ReportTransferEnvelope) envelope).reportDestinationName().toString();
    }

    private static String name(PerRecipientTransferFields recipient) {
        return recipient.recipientName().toString();
    }

    private JsonNode hold(AdminRequest request) throws AdminRefusal {
        String reason = request.text("reason");
        return change(request, entry -> queue.hold(entry, reason));
    }

    private static JsonNode change(AdminRequest request, LongFunction<CompletableFuture<Void>> change)
            throws AdminRefusal {
        Waiting.forResult(change.apply(request.number("entry")));
        return Json.object();
    }
}
