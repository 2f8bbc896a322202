package org.openx400.mta.relay;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.queue.Spool;

/** Where a {@link Gateway} brings in what comes from its mail system, as an MTA of our domain. */
public final class GatewayIntake {
    private final RelayContext context;
    private final Acceptance acceptance;
    private final MtsIdentifiers identifiers;
    private final FreeDisk freeDisk;
    private final EnvelopeDecoder decoder;
    private volatile boolean stopping;

    GatewayIntake(RelayContext context, Acceptance acceptance, MtsIdentifiers identifiers, FreeDisk freeDisk) {
        this.context = context;
        this.acceptance = acceptance;
        this.identifiers = identifiers;
        this.freeDisk = freeDisk;
        this.decoder = new EnvelopeDecoder(P1Limits.DEFAULT);
    }

    /** Why nothing can be taken at present; empty if something can. */
    public Optional<String> obstacle() {
        if (stopping) {
            return Optional.of("the MTA stops");
        }
        return freeDisk.suffices() ? Optional.empty() : Optional.of(RelayEngine.FREE_DISK_SHORT);
    }

    /** Octets of one content that are taken at most. */
    public long maximumContent() {
        return context.settings().maximumContent();
    }

    /** Recipients of one message that are taken at most. */
    public int maximumRecipients() {
        return context.settings().maximumRecipients();
    }

    /** A place for a content; to be given to {@link #take} or discarded. */
    public Spool newContent() throws IOException {
        return context.queue().newSpool();
    }

    /** For a message, probe or report that begins here. */
    public MTSIdentifier newIdentifier() {
        return identifiers.next();
    }

    /** The trace of what begins here: our domain relayed it at this time, X.411 12.2.1.1.1.3. */
    public List<TraceInformationElement> trace(Instant arrival) {
        return List.of(
                new TraceInformationElement(context.settings().domain(), DomainSuppliedInformation.relayed(arrival)));
    }

    /**
     * Works on the thread that calls, which may wait for the disk. Completes when responsibility is taken durably, or not;
     * never exceptionally. The content is taken over in every case.
     *
     * @param gateway name of the connector
     * @param content of a message or report; null for a probe
     * @param key equal for a repetition of what is taken now, which is acknowledged and not taken again; null: not recognised
     */
    public CompletableFuture<Intake.Decision> take(
            String gateway, TransferEnvelope envelope, @Nullable Spool content, @Nullable Octets key) {
        Octets encoded = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        try {
            decoder.decode(envelope.kind(), encoded);
        } catch (P1Exception e) {
            if (content != null) {
                content.discard();
            }
            return CompletableFuture.completedFuture(new Intake.Decision.Refused(false, FailureText.of(e)));
        }
        return acceptance.acceptHere(new Arrival(
                envelope,
                encoded,
                null,
                content,
                content == null ? 0 : content.length(),
                gateway,
                null,
                context.clock().instant(),
                key));
    }

    void stop() {
        stopping = true;
    }
}
