package org.openx400.mta.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerMessageIndicators;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.relay.Submission;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

/** The service's side of {@code mta send} and {@code mta probe}. */
final class SubmissionAdmin {
    private static final int PIECE = 64 * 1024;
    private static final int MAX_PROBE_LENGTH = Integer.MAX_VALUE;

    private final Groups groups;

    SubmissionAdmin(Groups groups) {
        this.groups = groups;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("submit", this::submit);
        commands.put("probe", this::probe);
    }

    private JsonNode submit(AdminRequest request) throws AdminRefusal {
        Submission.Envelope envelope = envelope(request);
        Submission submission = groups.any().relay().submission();
        Spool content = spooled(request, submission);
        return accepted(Waiting.forResult(submission.submit(envelope, content)));
    }

    private JsonNode probe(AdminRequest request) throws AdminRefusal {
        Submission.Envelope envelope = envelope(request);
        long length = request.number("length", 0);
        if (length < 0 || length > MAX_PROBE_LENGTH) {
            throw AdminRefusal.wrongUsage("the length must be 0 to " + MAX_PROBE_LENGTH);
        }
        return accepted(Waiting.forResult(groups.any().relay().submission().probe(envelope, (int) length)));
    }

    private static JsonNode accepted(MTSIdentifier identifier) {
        return Json.object().put("mtsId", identifier.toString());
    }

    private static Spool spooled(AdminRequest request, Submission submission) throws AdminRefusal {
        Spool spool = null;
        try {
            spool = submission.newContent();
            Octets piece = request.content().next(PIECE);
            while (!piece.isEmpty()) {
                spool.write(piece);
                piece = request.content().next(PIECE);
            }
            return spool;
        } catch (IOException e) {
            if (spool != null) {
                spool.discard();
            }
            throw AdminRefusal.failed("the content could not be stored: " + e.getMessage());
        }
    }

    private static Submission.Envelope envelope(AdminRequest request) throws AdminRefusal {
        JsonNode identifier = request.arguments().get("contentIdentifier");
        List<Integer> indicators = new ArrayList<>();
        if (request.arguments().path("alternateRecipientAllowed").asBoolean(false)) {
            indicators.add(PerMessageIndicators.ALTERNATE_RECIPIENT_ALLOWED);
        }
        if (request.arguments().path("returnContent").asBoolean(false)) {
            indicators.add(PerMessageIndicators.CONTENT_RETURN_REQUEST);
        }
        return new Submission.Envelope(
                name(request.text("originator")),
                recipients(request),
                SubmittedTypes.contentType(request.text("contentType")),
                SubmittedTypes.encodedInformationTypes(request),
                identifier == null ? null : identifier.asString(""),
                priority(request),
                PerMessageIndicators.of(
                        indicators.stream().mapToInt(Integer::intValue).toArray()),
                deferred(request),
                List.of());
    }

    private static List<Submission.Recipient> recipients(AdminRequest request) throws AdminRefusal {
        OriginatorReportRequest report = switch (request.text("report")) {
            case "none" -> OriginatorReportRequest.NO_REPORT;
            case "non-delivery" -> OriginatorReportRequest.NON_DELIVERY_REPORT;
            case "delivery" -> OriginatorReportRequest.REPORT;
            default -> throw AdminRefusal.wrongUsage("report is none, non-delivery or delivery");
        };
        List<Submission.Recipient> recipients = new ArrayList<>();
        for (JsonNode recipient : request.arguments().path("recipients")) {
            recipients.add(new Submission.Recipient(name(recipient.asString("")), report));
        }
        return recipients;
    }

    private static ORName name(String text) throws AdminRefusal {
        try {
            return ORName.of(ORAddressText.parse(text));
        } catch (ORAddressSyntaxException e) {
            throw AdminRefusal.wrongUsage("'" + text + "' is not an O/R address: " + e.getMessage());
        }
    }

    private static Priority priority(AdminRequest request) throws AdminRefusal {
        JsonNode priority = request.arguments().get("priority");
        try {
            return priority == null ? Priority.NORMAL : new PriorityConverter().convert(priority.asString(""));
        } catch (TypeConversionException e) {
            throw AdminRefusal.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Instant deferred(AdminRequest request) throws AdminRefusal {
        JsonNode deferred = request.arguments().get("deferred");
        try {
            return deferred == null ? null : Instant.parse(deferred.asString(""));
        } catch (DateTimeException e) {
            throw AdminRefusal.wrongUsage("'" + deferred + "' is not a time");
        }
    }
}
