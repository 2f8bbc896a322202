package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.ReportContentEncoder;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.report.Report;
import org.openx400.mta.report.ReportBuilder;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;

/**
 * Makes the reports on outcomes ready for the queue: builds, encodes and routes them. Reads and writes the store, so not
 * for I/O threads.
 */
final class Reports {
    private static final int PIECE = 64 * 1024;

    /** Opens the content of a subject. */
    interface ContentOpener {
        ContentReader open() throws IOException, QueueException;
    }

    private final RelayContext context;
    private final Router router;
    private final MtsIdentifiers identifiers;
    private final ReportBuilder builder;

    Reports(RelayContext context, Router router, MtsIdentifiers identifiers) {
        this.context = context;
        this.router = router;
        this.identifiers = identifiers;
        this.builder = new ReportBuilder(
                context.settings().domain(), context.settings().mtaName());
    }

    /** On recipients of a message in the queue. */
    FollowUps on(QueueEntry entry, List<Outcome> outcomes) throws DecodeException, IOException, QueueException {
        Optional<StoredMessage> message =
                outcomes.isEmpty() ? Optional.empty() : context.queue().message(entry.messageId());
        return message.isEmpty()
                ? FollowUps.NONE
                : on(
                        Envelopes.of(message.get()),
                        message.get().arrival(),
                        () -> context.queue().content(entry.messageId()),
                        outcomes);
    }

    /** On recipients of a message that is not yet in the queue, or comes from it. A probe has no content. */
    FollowUps on(TransferEnvelope subject, Instant arrival, @Nullable ContentOpener content, List<Outcome> outcomes)
            throws DecodeException, IOException, QueueException {
        Instant now = context.clock().instant();
        Optional<Report> report = builder.build(subject, arrival, outcomes, identifiers.next(), now);
        if (report.isEmpty()) {
            return FollowUps.NONE;
        }
        List<Event> events = new ArrayList<>(ReportEvents.of(report.get(), subject.mtsIdentifier()));
        return new FollowUps(queued(report.get(), content, now, events), events);
    }

    private List<NewMessage> queued(Report report, @Nullable ContentOpener content, Instant now, List<Event> events)
            throws IOException, QueueException {
        ORName destination = report.envelope().reportDestinationName();
        String id = report.envelope().mtsIdentifier().toString();
        RouteDecision way = router.route(destination.address(), Set.of());
        if (way instanceof RouteDecision.Unroutable none) {
            events.add(Event.of(EventId.REPORT_DISCARDED)
                    .mtsId(id)
                    .with("recipient", destination)
                    .with("why", none.why())
                    .build());
            return List.of();
        }
        String connector =
                way instanceof RouteDecision.Relay relay ? relay.connectors().get(0) : RelaySettings.LOCAL;
        return List.of(new NewMessage(
                ApduKind.REPORT,
                id,
                Priority.URGENT,
                EnvelopeEncoder.encode(report.envelope(), ExtensionForm.STANDARD),
                encoded(report, content),
                destination.toString(),
                now,
                now.plus(context.settings().expiry().apply(Priority.URGENT)),
                RelaySettings.LOCAL,
                List.of(new NewEntry(connector, List.of(0), NewEntry.AT_ONCE, null, List.of()))));
    }

    private Spool encoded(Report report, @Nullable ContentOpener opener) throws IOException, QueueException {
        Spool spool = context.queue().newSpool();
        try {
            if (report.returnsContent() && opener != null) {
                try (ContentReader content = opener.open()) {
                    if (content.length() <= context.settings().maximumReturnedContent()) {
                        writeReturning(content, report, spool);
                        return spool;
                    }
                }
            }
            spool.write(ReportContentEncoder.encode(report.content(), ExtensionForm.STANDARD));
            return spool;
        } catch (IOException | QueueException | RuntimeException e) {
            spool.discard();
            throw e;
        }
    }

    private static void writeReturning(ContentReader content, Report report, Spool spool) throws IOException {
        spool.write(ReportContentEncoder.header(report.content(), content.length(), ExtensionForm.STANDARD));
        for (Octets piece = content.next(PIECE); !piece.isEmpty(); piece = content.next(PIECE)) {
            spool.write(piece);
        }
    }
}
