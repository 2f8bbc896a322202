package org.openx400.mta.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.CriticalExtensions;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.FencedException;
import org.openx400.mta.queue.NewEntry;
import org.openx400.mta.queue.NewMessage;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.Spool;
import org.openx400.mta.queue.TakenTransfer;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.report.ReportBuilder;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;

/**
 * Takes responsibility for what has come in, X.411 14.3: checks it, routes each recipient that we are responsible for,
 * and makes entries and reports durable together.
 *
 * <p>On failure of the store nothing is taken and the peer is to try again. What fails in a way that nobody foresaw is
 * taken and held aside.
 */
final class Acceptance {
    /**
     * What is to be taken.
     *
     * @param messages may be none
     * @param events to be told once it is committed
     */
    private record Taken(List<NewMessage> messages, List<Event> events) {}

    private static final String TOO_MANY = "the queue holds as many messages of this peer";

    private final RelayContext context;
    private final Router router;
    private final Destinations destinations;
    private final Reports reports;
    private final ReportContents contents;
    private final PeerShare shares;

    Acceptance(
            RelayContext context, Router router, Destinations destinations, Reports reports, ReportContents contents) {
        this.context = context;
        this.router = router;
        this.destinations = destinations;
        this.reports = reports;
        this.contents = contents;
        this.shares = new PeerShare(context.queue(), context.nanoTime());
    }

    /** Works on a worker. Completes when everything is durable, or refused; never exceptionally. */
    CompletableFuture<Intake.Decision> accept(Arrival arrival) {
        return CompletableFuture.supplyAsync(() -> acceptHere(arrival), context.workers())
                .thenCompose(decision -> decision);
    }

    /** As {@link #accept}, on this thread, which may wait for the disk. */
    CompletableFuture<Intake.Decision> acceptHere(Arrival arrival) {
        CompletableFuture<Intake.Decision> done = new CompletableFuture<>();
        try {
            if (isTooMany(arrival)) {
                discard(arrival.content());
                done.complete(new Intake.Decision.Refused(true, TOO_MANY));
            } else {
                commit(arrival, decide(arrival), done);
            }
        } catch (DecodeException e) {
            done.complete(refused(arrival, false, FailureText.of(e)));
        } catch (IOException | QueueException e) {
            done.complete(refused(arrival, true, FailureText.of(e)));
        } catch (RuntimeException e) {
            context.unexpected("acceptance of " + arrival.envelope().mtsIdentifier(), e);
            done.complete(refused(arrival, true, FailureText.of(e)));
        }
        return done;
    }

    private boolean isTooMany(Arrival arrival) throws QueueException {
        AssociationPort from = arrival.association();
        int most = context.settings().queuedPerPeer();
        if (from == null || shares.enter(arrival.source(), most)) {
            return false;
        }
        context.limitReached(Limit.of("queuedPerPeer", most), from, null, TOO_MANY);
        return true;
    }

    private Taken decide(Arrival arrival) throws DecodeException, IOException, QueueException {
        try {
            return arrival.envelope() instanceof ReportTransferEnvelope report
                    ? report(arrival, report)
                    : messageOrProbe(arrival);
        } catch (RuntimeException e) {
            context.unexpected("acceptance of " + arrival.envelope().mtsIdentifier(), e);
            return heldAside(arrival, FailureText.of(e));
        }
    }

    private void commit(Arrival arrival, Taken taken, CompletableFuture<Intake.Decision> done) {
        committed(arrival, taken.messages()).whenComplete((isNew, failure) -> {
            if (failure != null) {
                if (!(failure instanceof FencedException)) {
                    context.store().failed(FailureText.of(failure));
                }
                taken.messages().forEach(message -> discard(message.content()));
                done.complete(refused(arrival, true, FailureText.of(failure)));
                return;
            }
            context.store().committed();
            if (!isNew) {
                taken.messages().forEach(message -> discard(message.content()));
                discard(arrival.content());
                about(arrival, EventId.DUPLICATE_RECOGNISED).to(context.events());
                done.complete(new Intake.Decision.Accepted());
                return;
            }
            if (taken.messages().stream().noneMatch(message -> message.content() == arrival.content())) {
                discard(arrival.content());
            }
            taken.events().forEach(context.events()::log);
            done.complete(new Intake.Decision.Accepted());
            destinations.arrived(taken.messages());
        });
    }

    /** Completes with false when the same transfer was taken before. */
    private CompletableFuture<Boolean> committed(Arrival arrival, List<NewMessage> messages) {
        if (messages.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        Octets key = arrival.transferKey();
        return key == null
                ? context.queue().accept(messages).thenApply(ids -> true)
                : context.queue().acceptOnce(new TakenTransfer(key, arrival.at()), messages);
    }

    private Intake.Decision refused(Arrival arrival, boolean temporary, String why) {
        discard(arrival.content());
        about(arrival, EventId.MESSAGE_REFUSED)
                .with("layer", "p1")
                .with("why", why)
                .to(context.events());
        return new Intake.Decision.Refused(temporary, why);
    }

    private static void discard(@Nullable Spool content) {
        if (content != null) {
            content.discard();
        }
    }

    private Taken messageOrProbe(Arrival arrival) throws DecodeException, IOException, QueueException {
        List<? extends PerRecipientTransferFields> recipients = Envelopes.recipients(arrival.envelope());
        MessageChecks.Result checked = new MessageChecks(context.settings()).check(arrival, recipients);
        List<Event> events = new ArrayList<>();
        if (checked.passed().isEmpty() && checked.failed().isEmpty()) {
            // X.411 14.3.2: nothing is to be done for recipients that another MTA is responsible for
            events.add(about(arrival, EventId.NO_RESPONSIBILITY).build());
            return new Taken(List.of(), events);
        }
        ReportBuilder.requireReportable(arrival.envelope(), recipients);
        if (checked.loop() != null) {
            events.add(about(arrival, EventId.LOOP_DETECTED)
                    .with("why", checked.loop())
                    .build());
        }
        RoutePlan plan = RoutePlan.of(checked.passed(), router, Set.of(arrival.source()));
        List<Outcome> failed = new ArrayList<>(checked.failed());
        failed.addAll(plan.unroutable());

        Lifetime lifetime = Lifetime.of(arrival.envelope(), arrival.at(), context.settings());
        List<NewMessage> messages = new ArrayList<>();
        List<NewEntry> entries = plan.entries(lifetime.firstAttempt());
        if (!entries.isEmpty()) {
            messages.add(message(arrival, lifetime, entries));
        }
        FollowUps followUps = reports.on(arrival.envelope(), arrival.at(), wholeContent(arrival), failed);
        messages.addAll(followUps.messages());

        events.add(accepted(arrival)
                .with("recipients", checked.passed().size() + checked.failed().size())
                .build());
        if (!entries.isEmpty() && lifetime.start().isAfter(arrival.at())) {
            events.add(about(arrival, EventId.MESSAGE_DEFERRED)
                    .with("until", lifetime.start())
                    .build());
        }
        events.addAll(followUps.events());
        return new Taken(messages, events);
    }

    /** Null for a probe, and when not all of the content was kept. */
    private static Reports.@Nullable ContentOpener wholeContent(Arrival arrival) {
        Spool content = arrival.content();
        return content == null || content.length() < arrival.contentLength() ? null : content::reader;
    }

    private Taken report(Arrival arrival, ReportTransferEnvelope report)
            throws DecodeException, IOException, QueueException {
        Optional<String> problem = reportProblem(arrival, report);
        RouteDecision way = router.route(report.reportDestinationName().address(), Set.of(arrival.source()));
        if (problem.isEmpty() && way instanceof RouteDecision.Unroutable none) {
            problem = Optional.of(none.why());
        }
        if (problem.isPresent()) {
            return new Taken(
                    List.of(),
                    List.of(about(arrival, EventId.REPORT_DISCARDED)
                            .with("why", problem.get())
                            .build()));
        }
        requireDecodable(arrival);
        String destination =
                way instanceof RouteDecision.Relay relay ? relay.connectors().get(0) : RelaySettings.LOCAL;
        Lifetime lifetime = Lifetime.of(report, arrival.at(), context.settings());
        NewEntry entry = new NewEntry(destination, List.of(0), NewEntry.AT_ONCE, null, List.of());
        return new Taken(
                List.of(message(arrival, lifetime, List.of(entry))),
                List.of(accepted(arrival)
                        .with("destination", report.reportDestinationName())
                        .build()));
    }

    /** Nobody could be told later what became of it: a report that says nothing is refused while the peer still has it. */
    private void requireDecodable(Arrival arrival) throws DecodeException, IOException, QueueException {
        Spool content = arrival.content();
        if (content == null) {
            return;
        }
        try (ContentReader reader = content.reader()) {
            contents.read(reader);
        } catch (DecodeException e) {
            about(arrival, EventId.ASN1_DECODE_ERROR)
                    .with("layer", "p1")
                    .with("offset", e.offset())
                    .with("why", FailureText.of(e))
                    .to(context.events());
            throw e;
        }
    }

    /** Why a report goes no further: X.411 14.3.1 has a report in a loop discarded, and nobody is told. */
    private Optional<String> reportProblem(Arrival arrival, ReportTransferEnvelope report) throws DecodeException {
        if (arrival.contentLength() > context.settings().maximumContent()) {
            return Optional.of("its content has " + arrival.contentLength() + " octets");
        }
        Optional<String> loop = new MessageChecks(context.settings()).loop(report);
        if (loop.isPresent()) {
            return loop;
        }
        return CriticalExtensions.unsupportedForTransfer(report.extensions()).stream()
                .findFirst()
                .map(MessageChecks::unknown);
    }

    private Taken heldAside(Arrival arrival, String why) throws DecodeException {
        List<Integer> positions = arrival.envelope().kind() == ApduKind.REPORT
                ? List.of(0)
                : responsible(Envelopes.recipients(arrival.envelope()));
        NewEntry entry = new NewEntry(RelaySettings.LOCAL, positions, NewEntry.AT_ONCE, why, List.of());
        Lifetime lifetime = Lifetime.of(arrival.envelope(), arrival.at(), context.settings());
        return new Taken(
                List.of(message(arrival, lifetime, List.of(entry))),
                List.of(about(arrival, EventId.MESSAGE_HELD).with("why", why).build()));
    }

    private static List<Integer> responsible(List<? extends PerRecipientTransferFields> recipients) {
        return IntStream.range(0, recipients.size())
                .filter(i -> recipients.get(i).perRecipientIndicators().responsibility())
                .boxed()
                .toList();
    }

    private static NewMessage message(Arrival arrival, Lifetime lifetime, List<NewEntry> entries) {
        return new NewMessage(
                arrival.envelope().kind(),
                arrival.envelope().mtsIdentifier().toString(),
                Envelopes.priority(arrival.envelope()),
                arrival.encoded(),
                arrival.content(),
                Envelopes.originator(arrival.envelope()),
                arrival.at(),
                lifetime.end(),
                arrival.source(),
                entries);
    }

    private Event.Builder accepted(Arrival arrival) {
        EventId id = switch (arrival.envelope().kind()) {
            case MESSAGE ->
                arrival.source().equals(RelaySettings.LOCAL) ? EventId.MESSAGE_SUBMITTED : EventId.MESSAGE_ACCEPTED;
            case PROBE -> EventId.PROBE_ACCEPTED;
            case REPORT -> EventId.REPORT_ACCEPTED;
        };
        return about(arrival, id)
                .with("originator", Envelopes.originator(arrival.envelope()))
                .with("octets", arrival.contentLength());
    }

    private static Event.Builder about(Arrival arrival, EventId id) {
        Event.Builder event = Event.of(id)
                .connector(arrival.source())
                .mtsId(arrival.envelope().mtsIdentifier().toString())
                .with("kind", Envelopes.kind(arrival.envelope().kind()));
        AssociationPort association = arrival.association();
        if (association != null) {
            event.association(association.id())
                    .local(association.localAddress())
                    .remote(association.remoteAddress());
        }
        return event;
    }
}
