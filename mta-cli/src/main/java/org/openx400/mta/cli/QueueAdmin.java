package org.openx400.mta.cli;

import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
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
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.Attempt;
import org.openx400.mta.relay.ConnectorStatus;
import org.openx400.mta.relay.QueueOperations;
import org.openx400.mta.relay.QueueView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta queue}. */
final class QueueAdmin {
    private static final int MAX_PAGE = 1000;
    private static final int MAX_RECIPIENTS_SHOWN = 1000;

    private final QueueView queue;
    private final Groups groups;
    private final Clock clock;

    QueueAdmin(QueueView queue, Groups groups, Clock clock) {
        this.queue = queue;
        this.groups = groups;
        this.clock = clock;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("queue.list", this::list);
        commands.put("queue.show", this::show);
        commands.put("queue.hold", this::hold);
        commands.put("queue.release", request -> change(request, QueueOperations::release));
        commands.put("queue.retry", this::retry);
        commands.put("queue.delete", request -> change(request, QueueOperations::delete));
    }

    private JsonNode list(AdminRequest request) throws AdminRefusal {
        int limit = (int) Math.max(1, Math.min(MAX_PAGE, request.number("limit", MAX_PAGE)));
        ArrayNode entries = Json.array();
        Map<String, ConnectorStatus> statuses = statuses();
        try {
            for (QueueEntry entry : queue.list(request.number("after", 0), limit)) {
                entries.add(summary(entry, waiting(entry, statuses)));
            }
        } catch (QueueException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
        return entries;
    }

    private static ObjectNode summary(QueueEntry entry, EntryState state) {
        return Json.object()
                .put("entry", entry.id())
                .put("destination", entry.destination())
                .put("state", state.state())
                .put("next", state.next())
                .put("attempts", entry.attempts())
                .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("priority", PriorityConverter.text(entry.priority()))
                .put("octets", entry.contentLength())
                .put("mtsId", entry.mtsIdentifier())
                .put("originator", entry.originator())
                .put("why", state.why());
    }

    private EntryState waiting(QueueEntry entry, Map<String, ConnectorStatus> statuses) {
        return EntryState.of(entry, statuses.get(entry.destination()), clock.instant());
    }

    private Map<String, ConnectorStatus> statuses() throws AdminRefusal {
        Map<String, ConnectorStatus> statuses = new HashMap<>();
        for (GroupService service : groups.active()) {
            Waiting.forResult(service.relay().connectors()).forEach(status -> statuses.put(status.name(), status));
        }
        return statuses;
    }

    private JsonNode show(AdminRequest request) throws AdminRefusal {
        long id = request.number("entry");
        QueueView.Details details;
        try {
            details = queue.show(id).orElseThrow(() -> AdminRefusal.failed("the queue has no entry " + id));
        } catch (QueueException | DecodeException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
        QueueEntry entry = details.entry();
        ObjectNode shown = summary(entry, waiting(entry, statuses()))
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
        return change(request, (operations, entry) -> operations.hold(entry, reason));
    }

    private JsonNode retry(AdminRequest request) throws AdminRefusal {
        long entry = request.number("entry");
        Attempt attempt = Waiting.forResult(operationsOf(entry).retry(entry));
        return Json.object().put("done", attempt.text());
    }

    private JsonNode change(AdminRequest request, BiFunction<QueueOperations, Long, CompletableFuture<Void>> change)
            throws AdminRefusal {
        long entry = request.number("entry");
        Waiting.forResult(change.apply(operationsOf(entry), entry));
        return Json.object();
    }

    /** Those of the group that the entry belongs to: nobody else may change it. */
    private QueueOperations operationsOf(long entryId) throws AdminRefusal {
        try {
            QueueEntry entry =
                    queue.entry(entryId).orElseThrow(() -> AdminRefusal.failed("the queue has no entry " + entryId));
            return groups.serviceOf(entry.destination()).relay().queue();
        } catch (QueueException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
    }
}
