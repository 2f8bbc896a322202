package org.openx400.mta.internet;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.mixer.AddressMappingException;
import org.openx400.mta.mixer.InternetMail;
import org.openx400.mta.mixer.Outgoing;
import org.openx400.mta.mixer.StatusCodes;
import org.openx400.mta.mixer.X400ToInternet;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.ReportContentDecoder;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.Departure;
import org.openx400.mta.relay.Handover;
import org.openx400.mta.report.Outcome;
import org.openx400.mta.smtp.MailCarrier;
import org.openx400.mta.smtp.RecipientReply;

/**
 * Maps what leaves and has it carried. What the next host has taken over is settled; where that host does not know
 * notifications (RFC 3461) and a delivery report is wanted, the report tells that the message left the MTS, RFC 2156 4.6.2.3.
 */
final class OutboundMail {
    /** A report that exceeds an upper bound is told all the same: nobody else would tell it. */
    private static final ReportContentDecoder REPORTS =
            new ReportContentDecoder(P1Limits.DEFAULT.withUpperBounds(false));

    private static final String RELAYED =
            "taken over by a mail host of the Internet which does not tell of delivery; nothing more will be heard";

    private final X400ToInternet mapping;
    private final MailCarrier carrier;
    private final long maximumContent;
    private final Duration retry;
    private final Clock clock;

    /**
     * @param maximumContent octets of a content that is read into memory; a longer one is not delivered
     * @param retry from a failed attempt to the next
     */
    OutboundMail(X400ToInternet mapping, MailCarrier carrier, long maximumContent, Duration retry, Clock clock) {
        this.mapping = mapping;
        this.carrier = carrier;
        this.maximumContent = maximumContent;
        this.retry = retry;
        this.clock = clock;
    }

    /** @throws IOException if the content cannot be read */
    CompletableFuture<Handover> handOver(Departure departure) throws IOException, QueueException, DecodeException {
        Instant now = clock.instant();
        if (departure.envelope() instanceof ProbeTransferEnvelope probe) {
            return settled(mapping.probe(probe, departure.recipients(), now));
        }
        if (departure.contentLength() > maximumContent) {
            return settled(departure.recipients().stream()
                    .map(recipient -> new Outcome(
                            recipient,
                            new ReportType.NonDelivery(
                                    NonDeliveryReasonCode.UNABLE_TO_TRANSFER,
                                    NonDeliveryDiagnosticCode.CONTENT_TOO_LONG),
                            "the content has " + departure.contentLength() + " octets, " + maximumContent
                                    + " go to the Internet"))
                    .toList());
        }
        if (departure.envelope() instanceof ReportTransferEnvelope report) {
            return report(report, content(departure), now);
        }
        return message((MessageTransferEnvelope) departure.envelope(), departure, now);
    }

    private static CompletableFuture<Handover> settled(List<Outcome> outcomes) {
        return CompletableFuture.completedFuture(Handover.settled(outcomes));
    }

    private static Octets content(Departure departure) throws IOException, QueueException {
        try (ContentReader content = departure.content().open()) {
            return content.next(Math.toIntExact(departure.contentLength()));
        }
    }

    private CompletableFuture<Handover> message(MessageTransferEnvelope envelope, Departure departure, Instant now)
            throws IOException, QueueException {
        Outgoing outgoing = mapping.message(envelope, content(departure), departure.recipients(), now);
        InternetMail mail = outgoing.mail();
        if (mail == null) {
            return settled(outgoing.nonDelivered());
        }
        return carrier.carry(mail.envelope(), mail.content()).thenApply(replies -> {
            List<Outcome> outcomes = new ArrayList<>(outgoing.nonDelivered());
            List<Integer> again = new ArrayList<>();
            String why = null;
            for (int i = 0; i < replies.size(); i++) {
                int recipient = outgoing.positions().get(i);
                RecipientReply reply = replies.get(i);
                switch (reply.outcome()) {
                    case TAKEN -> {
                        if (wantsReport(envelope, recipient, reply.notifies())) {
                            outcomes.add(relayed(recipient));
                        }
                    }
                    case TEMPORARY -> {
                        again.add(recipient);
                        why = text(reply);
                    }
                    case PERMANENT ->
                        outcomes.add(new Outcome(recipient, StatusCodes.toX400(reply.reply()), text(reply)));
                }
            }
            return new Handover(outcomes, again, retry, why);
        });
    }

    /**
     * Whether the next host has not been asked to report a delivery that the originating MTA wants to hear of, RFC 2156
     * Appendix A 3.2.
     */
    private static boolean wantsReport(MessageTransferEnvelope envelope, int recipient, boolean notifies) {
        PerRecipientIndicators requests =
                envelope.perRecipientFields().get(recipient).perRecipientIndicators();
        boolean asked = notifies && requests.originatorReportRequest() == OriginatorReportRequest.REPORT;
        return requests.originatingMTAReportRequest().delivery() && !asked;
    }

    private Outcome relayed(int recipient) {
        return new Outcome(
                recipient, new ReportType.Delivery(UTCTime.of(clock.instant()), TypeOfMTSUser.OTHER), RELAYED);
    }

    private static String text(RecipientReply reply) {
        return (reply.host() == null ? "" : reply.host() + ": ") + reply.reply();
    }

    private CompletableFuture<Handover> report(ReportTransferEnvelope envelope, Octets content, Instant now)
            throws DecodeException {
        Optional<InternetMail> made;
        try {
            made = mapping.report(envelope, REPORTS.decode(content), now);
        } catch (AddressMappingException e) {
            return settled(List.of(new Outcome(
                    0,
                    new ReportType.NonDelivery(
                            NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME),
                    "whom it is for has no Internet address")));
        }
        if (made.isEmpty()) {
            return settled(List.of());
        }
        InternetMail mail = made.get();
        return carrier.carry(mail.envelope(), mail.content()).thenApply(replies -> {
            RecipientReply reply = replies.get(0);
            return switch (reply.outcome()) {
                case TAKEN -> Handover.settled(List.of());
                case TEMPORARY -> new Handover(List.of(), List.of(0), retry, text(reply));
                case PERMANENT ->
                    Handover.settled(List.of(new Outcome(0, StatusCodes.toX400(reply.reply()), text(reply))));
            };
        });
    }
}
