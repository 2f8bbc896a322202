package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.ApduReader;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.Upgrade1984;
import org.openx400.mta.queue.ContentReader;
import org.openx400.mta.queue.PartialTransfer;
import org.openx400.mta.queue.Spool;

/**
 * One APDU on its way in: the envelope is gathered up to its limit, the content goes to the store as it comes. After the
 * first failure the rest is passed over, and the end is answered with the failure; content over the limit is not kept
 * but counted, for the report.
 */
final class IncomingApdu implements Intake.IncomingTransfer, ApduReader.Sink {
    /** An APDU that has come no further is not worth a synchronisation; if it is lost it is sent again from its start. */
    static final long SECURED_FROM = 1L << 20;

    /** Octets of a window below which each synchronisation would secure too little. */
    static final long SMALLEST_WINDOW = 64 * 1024;

    private static final int REPLAYED_AT_ONCE = 256 * 1024;

    private final RelayContext context;
    private final Acceptance acceptance;
    private final PeerPace pace;
    private final AssociationPort from;
    private final Instant arrival;
    private final EnvelopeRoom.Place place;
    private ApduReader reader;
    private final EnvelopeDecoder strict;
    private final EnvelopeDecoder lenient;
    private final @Nullable TransferDigest digest;
    private final ApduHead head = new ApduHead();

    private @Nullable ApduKind kind;
    private Octets envelope = Octets.NONE;
    private @Nullable Spool spool;
    private long octets;
    private long contentLength;
    /** Whether what comes is what the spool has already. */
    private boolean replaying;

    private volatile boolean secured;
    private Intake.Decision.@Nullable Refused failure;
    private @Nullable P1Exception undecodable;

    IncomingApdu(
            RelayContext context,
            Acceptance acceptance,
            PeerPace pace,
            EnvelopeRoom.Place place,
            AssociationPort from) {
        P1Limits limits = context.settings().p1Limits();
        this.context = context;
        this.place = place;
        this.acceptance = acceptance;
        this.pace = pace;
        this.from = from;
        this.arrival = context.clock().instant();
        this.reader = new ApduReader(limits);
        this.strict = new EnvelopeDecoder(limits);
        this.lenient = new EnvelopeDecoder(P1Limits.DEFAULT.withUpperBounds(false));
        this.digest = from.connector().peculiarities().recogniseDuplicates() ? new TransferDigest() : null;
    }

    @Override
    public void octets(Octets piece) {
        octets += piece.length();
        if (failure != null) {
            return;
        }
        long contentBefore = contentLength;
        try {
            reader.octets(piece, this);
            head.came(piece, (int) (contentLength - contentBefore));
            if (!place.holds(reader.inMemory() + envelope.length())) {
                findsNoRoom();
            }
        } catch (P1Exception e) {
            undecodable(e);
        }
    }

    /** The peer keeps it, and so do we not: neither what was read of it. */
    private void findsNoRoom() {
        P1Limits limits = context.settings().p1Limits();
        String why = "there is no memory for one more large envelope now";
        context.limitReached(Limit.of("envelope", limits.maximumEnvelope()), from, null, why);
        failure = new Intake.Decision.Refused(true, why);
        reader = new ApduReader(limits);
        envelope = Octets.NONE;
        discard();
        place.leave();
    }

    @Override
    public long inMemory() {
        Spool content = spool;
        return (long) reader.inMemory()
                + envelope.length()
                + head.inMemory()
                + (content == null ? 0 : content.inMemory());
    }

    @Override
    public void envelope(ApduKind itsKind, Octets envelopeTlv) {
        kind = itsKind;
        envelope = envelopeTlv;
    }

    @Override
    public void content(Octets piece) {
        contentLength += piece.length();
        if (digest != null) {
            digest.content(piece);
        }
        if (replaying || failure != null || contentLength > context.settings().maximumContent()) {
            return;
        }
        try {
            Spool target = spool;
            if (target == null) {
                target = context.queue().newSpool();
                spool = target;
            }
            target.write(piece);
        } catch (IOException e) {
            storeFails(e);
        }
    }

    @Override
    public CompletableFuture<Void> checkpoint(Intake.Progress progress) {
        Spool content = spool;
        if (content == null || !isWorthSecuring(content, progress)) {
            return CompletableFuture.completedFuture(null);
        }
        PartialTransfer.Key key =
                new PartialTransfer.Key(from.connector().name(), progress.connection(), progress.activity());
        return content.secure(new PartialTransfer(
                        key,
                        progress.serial(),
                        octets,
                        contentLength,
                        progress.checkpointSize(),
                        progress.windowSize(),
                        context.clock().instant(),
                        progress.state(),
                        head.octets()))
                .thenRun(() -> secured = true);
    }

    private boolean isWorthSecuring(Spool content, Intake.Progress progress) {
        return octets >= SECURED_FROM
                && 1024L * progress.windowSize() * progress.checkpointSize() >= SMALLEST_WINDOW
                && !progress.state().isEmpty()
                && reader.insidePrimitiveContent()
                && head.isWhole()
                && content.length() == contentLength;
    }

    /**
     * Goes on behind what was secured: all of it is read again, to come to where the reader was. Returns whether it could
     * be; if not, nothing of it is kept any more.
     */
    boolean goOn(PartialTransfer.TakenUp there) {
        spool = there.content();
        replaying = true;
        octets(there.transfer().head());
        try (ContentReader content = there.content().reader()) {
            Octets piece = content.next(REPLAYED_AT_ONCE);
            while (!piece.isEmpty()) {
                octets(piece);
                piece = content.next(REPLAYED_AT_ONCE);
            }
        } catch (IOException e) {
            storeFails(e);
        }
        replaying = false;
        secured = true;
        boolean whole = failure == null && octets == there.transfer().octets() && reader.insidePrimitiveContent();
        if (!whole) {
            discard();
        }
        return whole;
    }

    @Override
    public CompletableFuture<Intake.Decision> end() {
        CompletableFuture<Void> turn = pace.next(from.connector().name());
        CompletableFuture<Intake.Decision> decision = decision().whenComplete((decided, never) -> place.leave());
        if (turn.isDone()) {
            return decision;
        }
        context.limitReached(
                Limit.of("ratePerPeer", context.settings().ratePerPeer()), from, null, "it is answered later");
        return decision.thenCombine(turn, (decided, now) -> decided);
    }

    private CompletableFuture<Intake.Decision> decision() {
        Arrival complete = failure == null ? complete() : null;
        if (complete != null) {
            return acceptance.acceptHere(complete); // the threads of associations may wait for the disk
        }
        discard();
        if (undecodable != null) {
            tell(undecodable);
        }
        Intake.Decision decision = failure == null ? new Intake.Decision.Refused(true, "not complete") : failure;
        return CompletableFuture.completedFuture(decision);
    }

    private @Nullable Arrival complete() {
        try {
            reader.end();
            ApduKind whole = kind;
            if (whole == null) {
                return null;
            }
            if (contentLength > context.settings().maximumContent()) {
                Limit limit = Limit.of("content", context.settings().maximumContent());
                context.limitReached(limit, from, null, "the content has " + contentLength + " octets");
            }
            if (spool == null && whole != ApduKind.PROBE) {
                spool = context.queue().newSpool();
            }
            return decoded(whole);
        } catch (P1Exception e) {
            undecodable(e);
        } catch (IOException e) {
            storeFails(e);
        }
        return null;
    }

    private Arrival decoded(ApduKind whole) throws P1Exception {
        P1Exception violation = null;
        TransferEnvelope decoded;
        if (from.connector().mode() == Mode.X410_1984) {
            envelope = Upgrade1984.envelope(whole, envelope, context.settings().domain());
        }
        try {
            decoded = strict.decode(whole, envelope);
        } catch (P1Exception e) {
            if (e.diagnostic().equals(NonDeliveryDiagnosticCode.PROTOCOL_VIOLATION)) {
                throw e;
            }
            violation = e;
            if (e.limit() != null) {
                context.limitReached(e.limit(), from, e.offset(), FailureText.of(e));
            }
            decoded = lenient.decode(whole, envelope);
        }
        return new Arrival(
                decoded,
                envelope,
                violation,
                spool,
                contentLength,
                from.connector().name(),
                from,
                arrival,
                digest == null ? null : digest.key(from.connector().mta().name(), whole, envelope));
    }

    @Override
    public void leave(String why) {
        Spool content = spool;
        if (content == null || !secured) {
            abandon(why);
        } else {
            spool = null;
            content.leave();
            place.leave();
        }
    }

    @Override
    public void abandon(String why) {
        discard();
        place.leave();
        Event.of(EventId.TRANSFER_ABANDONED)
                .connector(from.connector().name())
                .association(from.id())
                .with("octets", octets)
                .with("why", why)
                .to(context.events());
    }

    /** Refuses everything from the start. */
    IncomingApdu refusing(String why) {
        failure = new Intake.Decision.Refused(true, why);
        return this;
    }

    /** Told at the end: until then a layer below may find what is wrong with it. */
    private void undecodable(P1Exception e) {
        failure = new Intake.Decision.Refused(false, FailureText.of(e));
        undecodable = e;
        discard();
    }

    private void tell(P1Exception e) {
        if (e.limit() != null) {
            context.limitReached(e.limit(), from, e.offset(), FailureText.of(e));
            return;
        }
        Event.of(EventId.ASN1_DECODE_ERROR)
                .connector(from.connector().name())
                .association(from.id())
                .local(from.localAddress())
                .remote(from.remoteAddress())
                .with("layer", "p1")
                .with("offset", e.offset())
                .with("why", FailureText.of(e))
                .to(context.events());
    }

    private void storeFails(IOException e) {
        failure = new Intake.Decision.Refused(true, "the store fails: " + e.getMessage());
        context.store().failed(FailureText.of(e));
        discard();
    }

    private void discard() {
        if (spool != null) {
            spool.discard();
            spool = null;
        }
    }
}
