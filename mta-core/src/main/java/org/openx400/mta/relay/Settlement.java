package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.DamagedContentException;
import org.openx400.mta.queue.DamagedMessageException;
import org.openx400.mta.queue.EntryGoneException;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.report.Outcome;

/**
 * Writes what became of an entry: removes it, makes its reports, puts it off or holds it aside. Each is one transaction.
 *
 * <p>On failure of the store: an event, and the same again after {@link Backlog#STORE_RETRY}, until it is done; so the
 * futures never complete exceptionally. An entry that cannot be reported on because it is damaged is held aside.
 */
final class Settlement {
    private final RelayContext context;
    private final Reports reports;
    private final Destinations destinations;

    Settlement(RelayContext context, Reports reports, Destinations destinations) {
        this.context = context;
        this.reports = reports;
        this.destinations = destinations;
    }

    /** The peer has taken responsibility. */
    CompletableFuture<Void> transferred(QueueEntry entry, Connector connector, @Nullable AssociationPort port) {
        Event.Builder event = about(entry, transferredEvent(entry.kind()))
                .connector(connector.name())
                .with("octets", entry.contentLength())
                .with("recipients", entry.recipients().size());
        if (port != null) {
            event.association(port.id()).local(port.localAddress()).remote(port.remoteAddress());
        }
        event.to(context.events());
        return persistently(() -> context.queue().finish(entry.id(), List.of()));
    }

    static EventId transferredEvent(ApduKind kind) {
        return switch (kind) {
            case MESSAGE -> EventId.MESSAGE_TRANSFERRED;
            case PROBE -> EventId.PROBE_TRANSFERRED;
            case REPORT -> EventId.REPORT_TRANSFERRED;
        };
    }

    /** Another attempt at the given time. */
    CompletableFuture<Void> retryLater(QueueEntry entry, int refusals, Instant at, String problem) {
        about(entry, EventId.TRANSFER_FAILED)
                .connector(entry.destination())
                .with("why", problem)
                .with("seconds", Duration.between(context.clock().instant(), at).toMillis() / 1000.0)
                .to(context.events());
        return persistently(() -> context.queue().reschedule(entry.id(), entry.attempts() + 1, refusals, at, problem));
    }

    /** Refused too often over a working association. */
    CompletableFuture<Void> transferAttemptsExhausted(QueueEntry entry, String problem) {
        about(entry, EventId.TRANSFER_PERMANENTLY_FAILED)
                .connector(entry.destination())
                .with("why", problem)
                .to(context.events());
        return notDelivered(
                entry,
                NonDeliveryReasonCode.TRANSFER_FAILURE,
                NonDeliveryDiagnosticCode.TRANSFER_ATTEMPTS_LIMIT_REACHED,
                problem);
    }

    /** Some recipients cannot be transferred to an MTA of 1984; the entry goes on for the others. */
    CompletableFuture<Void> notDowngradable(QueueEntry entry, Prepared.Impossible impossible) {
        about(entry, EventId.DOWNGRADE_FAILED)
                .connector(entry.destination())
                .with("recipients", impossible.outcomes().size())
                .with("why", impossible.outcomes().get(0).supplementaryInformation())
                .to(context.events());
        List<NewEntry> successors = impossible.remaining().isEmpty()
                ? List.of()
                : List.of(new NewEntry(
                        entry.destination(), impossible.remaining(), entry.nextAttempt(), null, entry.routesTried()));
        return replace(entry, successors, impossible.outcomes());
    }

    /** Whether its time is over: X.411 14.3.4 has it neither transferred nor delivered then. */
    boolean isOver(QueueEntry entry) {
        return !entry.expiry().isAfter(context.clockWatch().nowFor(entry.arrival()));
    }

    /** Its time is over. */
    CompletableFuture<Void> expired(QueueEntry entry) {
        String why = entry.lastProblem() == null ? "not attempted" : entry.lastProblem();
        about(entry, EventId.MESSAGE_EXPIRED)
                .connector(entry.destination())
                .with("attempts", entry.attempts())
                .with("why", why)
                .to(context.events());
        return notDelivered(
                entry, NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.MAXIMUM_TIME_EXPIRED, why);
    }

    /** None of the entry's recipients is reached: reports it, if it is no report itself. */
    CompletableFuture<Void> notDelivered(
            QueueEntry entry, NonDeliveryReasonCode reason, NonDeliveryDiagnosticCode diagnostic, String why) {
        ReportType type = new ReportType.NonDelivery(reason, diagnostic);
        List<Outcome> outcomes = new ArrayList<>();
        for (int recipient : entry.recipients()) {
            outcomes.add(new Outcome(recipient, type, why));
        }
        return finish(entry, outcomes);
    }

    /** The entry is done with, and these are the outcomes of its recipients. */
    CompletableFuture<Void> finish(QueueEntry entry, List<Outcome> outcomes) {
        return replace(entry, List.of(), outcomes);
    }

    /** As {@link #finish}, but other entries go on in its place. */
    CompletableFuture<Void> replace(QueueEntry entry, List<NewEntry> successors, List<Outcome> outcomes) {
        if (entry.kind() == ApduKind.REPORT && !outcomes.isEmpty()) {
            about(entry, EventId.REPORT_DISCARDED)
                    .with("why", outcomes.get(0).toString())
                    .to(context.events());
            return persistently(() -> context.queue().finish(entry.id(), List.of()));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.workers().execute(() -> replace(entry, successors, outcomes, done));
        return done;
    }

    private void replace(
            QueueEntry entry, List<NewEntry> successors, List<Outcome> outcomes, CompletableFuture<Void> done) {
        FollowUps made;
        try {
            made = reports.on(entry, outcomes);
        } catch (DecodeException | IOException | QueueException | RuntimeException e) {
            if (isDamage(e)) {
                damaged(entry, e).thenRun(() -> done.complete(null));
            } else {
                storeProblem(e);
                again(() -> replace(entry, successors, outcomes, done));
            }
            return;
        }
        persistently(() -> successors.isEmpty()
                        ? context.queue().finish(entry.id(), made.messages())
                        : context.queue().replace(entry.id(), successors, made.messages()))
                .thenRun(() -> {
                    made.events().forEach(context.events()::log);
                    destinations.arrived(made.messages());
                    destinations.arrived(entry.priority(), successors);
                    done.complete(null);
                });
    }

    /** Whether a failure to read a message means that it is not what was written, so that trying again does not help. */
    static boolean isDamage(Throwable failure) {
        return failure instanceof DamagedContentException
                || failure instanceof DamagedMessageException
                || !(failure instanceof IOException || failure instanceof QueueException);
    }

    /** What is stored of it is not what was written. */
    CompletableFuture<Void> damaged(QueueEntry entry, Throwable why) {
        about(entry, EventId.STORED_MESSAGE_DAMAGED)
                .with("why", FailureText.of(why))
                .to(context.events());
        return holdAside(entry, FailureText.of(why));
    }

    /** Sets the entry aside until an administrator releases or deletes it. */
    CompletableFuture<Void> holdAside(QueueEntry entry, String why) {
        about(entry, EventId.MESSAGE_HELD)
                .connector(entry.destination())
                .with("why", why)
                .to(context.events());
        return persistently(() -> context.queue().hold(entry.id(), why));
    }

    static Event.Builder about(QueueEntry entry, EventId id) {
        return Event.of(id).mtsId(entry.mtsIdentifier()).with("kind", Envelopes.kind(entry.kind()));
    }

    private CompletableFuture<Void> persistently(Supplier<CompletableFuture<Void>> change) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        attempt(change, done);
        return done;
    }

    private void attempt(Supplier<CompletableFuture<Void>> change, CompletableFuture<Void> done) {
        change.get().whenComplete((nothing, failure) -> {
            if (failure == null) {
                context.store().committed();
                done.complete(null);
            } else if (failure instanceof FencedException) {
                done.completeExceptionally(
                        failure); // another node has the entry: nothing here will work on it any more
            } else if (failure instanceof EntryGoneException) {
                done.complete(null); // it was settled otherwise meanwhile
            } else {
                storeProblem(failure);
                again(() -> attempt(change, done));
            }
        });
    }

    private void again(Runnable task) {
        context.timers().after(Backlog.STORE_RETRY, () -> context.workers().execute(task));
    }

    private void storeProblem(Throwable failure) {
        context.store().failed(FailureText.of(failure));
    }
}
