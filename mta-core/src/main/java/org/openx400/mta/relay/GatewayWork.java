package org.openx400.mta.relay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.report.Outcome;

/**
 * Hands what the queue holds for a gateway over to it, and settles what became of it: those who were reached or failed leave
 * the queue with their reports in one transaction, in which those who are to be tried again stay.
 */
final class GatewayWork implements EntryByEntry.Work {
    private final Gateway gateway;
    private final RelayContext context;
    private final Settlement settlement;

    GatewayWork(Gateway gateway, RelayContext context, Settlement settlement) {
        this.gateway = gateway;
        this.context = context;
        this.settlement = settlement;
    }

    @Override
    public CompletableFuture<Optional<Instant>> on(QueueEntry entry) {
        if (settlement.isOver(entry)) {
            return settlement.expired(entry).thenApply(nothing -> Optional.empty());
        }
        CompletableFuture<Handover> handover;
        try {
            Optional<StoredMessage> message = context.queue().message(entry.messageId());
            if (message.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            handover = gateway.handOver(departure(entry, message.get()));
        } catch (DecodeException | QueueException | RuntimeException e) {
            handover = CompletableFuture.failedFuture(e);
        }
        return handover.handle((done, failure) -> failure == null ? settled(entry, done) : failed(entry, failure))
                .thenCompose(settled -> settled);
    }

    private CompletableFuture<Optional<Instant>> failed(QueueEntry entry, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (Settlement.isDamage(cause)) {
            return settlement.damaged(entry, cause).thenApply(nothing -> Optional.empty());
        }
        context.store().failed(FailureText.of(cause));
        return later(entry, context.clock().instant().plus(Backlog.STORE_RETRY), FailureText.of(cause));
    }

    private Departure departure(QueueEntry entry, StoredMessage stored) throws DecodeException {
        return new Departure(
                Envelopes.of(stored),
                entry.recipients(),
                stored.arrival(),
                stored.contentLength(),
                () -> context.queue().content(stored.id()),
                entry.attempts());
    }

    private CompletableFuture<Optional<Instant>> settled(QueueEntry entry, Handover handover) {
        Instant again = context.clock().instant().plus(handover.after());
        String why = handover.why() == null ? "" : handover.why();
        if (handover.again().size() == entry.recipients().size()) {
            return later(entry, again, why);
        }
        List<NewEntry> successors = new ArrayList<>();
        if (!handover.again().isEmpty()) {
            Settlement.about(entry, EventId.TRANSFER_FAILED)
                    .connector(gateway.name())
                    .with(
                            "why",
                            handover.again().size() + " of "
                                    + entry.recipients().size() + " recipients: " + why)
                    .with("seconds", handover.after().toSeconds())
                    .to(context.events());
            successors.add(new NewEntry(gateway.name(), handover.again(), again, null, entry.routesTried()));
        }
        int reached = entry.recipients().size() - handover.again().size() - notDelivered(handover.outcomes());
        if (reached > 0) {
            Settlement.about(entry, Settlement.transferredEvent(entry.kind()))
                    .connector(gateway.name())
                    .with("octets", entry.contentLength())
                    .with("recipients", reached)
                    .to(context.events());
        }
        return settlement.replace(entry, successors, handover.outcomes()).thenApply(nothing -> Optional.empty());
    }

    private static int notDelivered(List<Outcome> outcomes) {
        return (int) outcomes.stream()
                .filter(outcome -> outcome.type() instanceof ReportType.NonDelivery)
                .count();
    }

    private CompletableFuture<Optional<Instant>> later(QueueEntry entry, Instant again, String why) {
        return settlement.retryLater(entry, entry.refusals(), again, why).thenApply(nothing -> Optional.of(again));
    }
}
