package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.local.LocalDelivery;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.StoredMessage;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;

/**
 * Delivers what the queue holds for our own users, a few at a time, on workers. The mailbox is written first, then one
 * transaction removes the entry and makes its reports. Recipients who are not our users any more go where they are
 * routed now.
 *
 * <p>On failure of a mailbox or the store, and while free disk is short: another attempt after {@link #RETRY}, for those
 * alone who were not reached. What fails otherwise is held aside.
 */
final class LocalDispatcher implements EntryByEntry.Work {
    static final Duration RETRY = Duration.ofSeconds(60);

    static final int AT_ONCE = 4;

    /** What was found out about an entry: how its recipients fared, and where those go who are left. */
    private record Result(List<Outcome> outcomes, List<NewEntry> left) {}

    private final RelayContext context;
    private final Router router;
    private final OutgoingTransfers transfers;
    private final Settlement settlement;
    private final LocalDelivery delivery;
    private final SubjectReader subjects;
    private final LongSupplier freeDisk;

    LocalDispatcher(
            RelayContext context,
            Router router,
            OutgoingTransfers transfers,
            Settlement settlement,
            LocalDelivery delivery,
            SubjectReader subjects,
            LongSupplier freeDisk) {
        this.context = context;
        this.router = router;
        this.transfers = transfers;
        this.settlement = settlement;
        this.delivery = delivery;
        this.subjects = subjects;
        this.freeDisk = freeDisk;
    }

    @Override
    public CompletableFuture<Optional<Instant>> on(QueueEntry entry) {
        if (settlement.isOver(entry)) {
            return settled(settlement.expired(entry));
        }
        try {
            Optional<StoredMessage> message = context.queue().message(entry.messageId());
            if (message.isEmpty()) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            Result result = deliver(entry, message.get());
            return settled(settlement.replace(entry, result.left(), result.outcomes()));
        } catch (DecodeException | IOException | QueueException | RuntimeException e) {
            if (Settlement.isDamage(e)) {
                return settled(settlement.damaged(entry, e));
            }
            if (e instanceof QueueException) {
                context.store().failed(FailureText.of(e));
            }
            Instant again = context.clock().instant().plus(RETRY);
            return settlement
                    .retryLater(entry, entry.refusals(), again, FailureText.of(e))
                    .thenApply(nothing -> Optional.of(again));
        }
    }

    private static CompletableFuture<Optional<Instant>> settled(CompletableFuture<Void> change) {
        return change.thenApply(nothing -> Optional.empty());
    }

    private Result deliver(QueueEntry entry, StoredMessage stored) throws DecodeException, IOException, QueueException {
        TransferEnvelope envelope = Envelopes.of(stored);
        Map<Integer, ORName> names = Envelopes.names(envelope, entry.recipients());
        RoutePlan plan = RoutePlan.of(names, router, Set.of());
        List<Outcome> outcomes = new ArrayList<>(plan.unroutable());
        List<NewEntry> left = new ArrayList<>(plan.entries(NewEntry.AT_ONCE));
        left.removeIf(way -> way.destination().equals(RelaySettings.LOCAL));
        List<Integer> ours = plan.byDestination().getOrDefault(RelaySettings.LOCAL, List.of());
        if (envelope instanceof MessageTransferEnvelope message) {
            deliver(entry, stored, message, ours, outcomes).ifPresent(left::add);
        } else if (envelope instanceof ReportTransferEnvelope report && !ours.isEmpty()) {
            deliver(entry, stored, report);
        } else if (envelope instanceof ProbeTransferEnvelope probe) {
            // X.411 14.3.4: the answer to a probe is what a delivery would have been
            for (int recipient : ours) {
                outcomes.add(obstacle(probe, recipient)
                        .orElseGet(() ->
                                delivery.delivered(recipient, context.clock().instant())));
            }
        }
        return new Result(outcomes, left);
    }

    /** Adds to the outcomes; returns another attempt for those whose mailbox fails, but throws if all of them do. */
    private Optional<NewEntry> deliver(
            QueueEntry entry,
            StoredMessage stored,
            MessageTransferEnvelope envelope,
            List<Integer> recipients,
            List<Outcome> outcomes)
            throws DecodeException, IOException, QueueException {
        LocalDelivery.Message message = new LocalDelivery.Message(
                stored.id(), envelope, stored.arrival(), stored.contentLength(), subject(stored, envelope));
        List<ORName> delivered = new ArrayList<>();
        Map<Integer, IOException> failures = new LinkedHashMap<>();
        for (int recipient : recipients) {
            Optional<Outcome> obstacle = obstacle(envelope, recipient);
            if (obstacle.isPresent()) {
                outcomes.add(obstacle.get());
                continue;
            }
            try {
                outcomes.add(deliver(entry, stored, message, recipient));
                delivered.add(envelope.perRecipientFields().get(recipient).recipientName());
            } catch (IOException e) {
                failures.put(recipient, e);
            }
        }
        if (!delivered.isEmpty()) {
            Settlement.about(entry, EventId.MESSAGE_DELIVERED)
                    .with("recipient", Names.text(delivered))
                    .with("recipients", delivered.size())
                    .with("octets", stored.contentLength())
                    .to(context.events());
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        IOException first = failures.values().iterator().next();
        if (failures.size() == recipients.size()) {
            throw first;
        }
        Settlement.about(entry, EventId.TRANSFER_FAILED)
                .connector(RelaySettings.LOCAL)
                .with("why", failures.size() + " of " + recipients.size() + " mailboxes: " + FailureText.of(first))
                .with("seconds", RETRY.toSeconds())
                .to(context.events());
        return Optional.of(new NewEntry(
                RelaySettings.LOCAL,
                List.copyOf(failures.keySet()),
                context.clock().instant().plus(RETRY),
                null,
                List.of()));
    }

    private Outcome deliver(QueueEntry entry, StoredMessage stored, LocalDelivery.Message message, int recipient)
            throws DecodeException, IOException, QueueException {
        requireFreeDisk(stored);
        ORName name = message.envelope().perRecipientFields().get(recipient).recipientName();
        Set<Integer> disclosed = LocalDelivery.disclosed(message.envelope(), recipient);
        ApduSource apdu = transfers.forDelivery(entry, stored, recipient, disclosed);
        return delivery.deliver(message, recipient, mailbox(name), apdu);
    }

    /** A delivery leaves the store what it needs to go on. */
    private void requireFreeDisk(StoredMessage stored) throws IOException {
        long needed = stored.contentLength() + stored.envelope().length();
        if (freeDisk.getAsLong() - needed < context.settings().minimumFreeDisk()) {
            throw new IOException(RelayEngine.FREE_DISK_SHORT);
        }
    }

    private Optional<Outcome> obstacle(TransferEnvelope envelope, int recipient) {
        return delivery.obstacle(
                envelope.extensions(),
                Envelopes.recipients(envelope).get(recipient).extensions(),
                recipient);
    }

    private @Nullable String subject(StoredMessage stored, MessageTransferEnvelope envelope)
            throws IOException, QueueException {
        try (ContentReader content = context.queue().content(stored.id())) {
            return subjects.subject(envelope.contentType(), content).orElse(null);
        }
    }

    private void deliver(QueueEntry entry, StoredMessage stored, ReportTransferEnvelope envelope)
            throws DecodeException, IOException, QueueException {
        Optional<ReportTransferContent> content = transfers.reportContent(stored);
        ORName destination = envelope.reportDestinationName();
        if (content.isPresent() && !LocalDelivery.isWanted(content.get())) {
            Event.of(EventId.REPORT_ABSORBED)
                    .mtsId(stored.mtsIdentifier())
                    .with("subject", content.get().subjectIdentifier())
                    .with("recipient", destination)
                    .to(context.events());
            return;
        }
        requireFreeDisk(stored);
        ApduSource apdu = transfers.forDelivery(entry, stored);
        delivery.deliver(
                new LocalDelivery.Report(
                        stored.id(), envelope, content.orElse(null), stored.arrival(), stored.contentLength()),
                mailbox(destination),
                apdu);
        Settlement.about(entry, EventId.REPORT_DELIVERED)
                .with("recipient", destination)
                .with(
                        "subject",
                        content.map(ReportTransferContent::subjectIdentifier).orElse(null))
                .to(context.events());
    }

    private String mailbox(ORName user) {
        RouteDecision decision = router.route(user.address(), Set.of());
        return ((RouteDecision.Local) decision).mailbox();
    }
}
