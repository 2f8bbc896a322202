package org.openx400.mta.internet;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.connector.AddressSpaceEntry;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.InternetToX400;
import org.openx400.mta.mixer.MimeLimits;
import org.openx400.mta.mixer.X400ToInternet;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.ConnectorStatus;
import org.openx400.mta.relay.Departure;
import org.openx400.mta.relay.Gateway;
import org.openx400.mta.relay.Handover;
import org.openx400.mta.relay.Relay;
import org.openx400.mta.smtp.MailCarrier;
import org.openx400.mta.smtp.MailSink;

/** A connector of type {@code smtp}, between the queue and the hosts that speak SMTP. */
public final class InternetGateway implements Gateway {
    /** What mails of either direction may take of the memory. */
    private static final int SHARE = 4;

    private final SmtpConnector connector;
    private final MailMemory outgoing;
    private final OutboundMail outbound;
    private final InboundMail inbound;
    private volatile @Nullable String lastProblem;
    private volatile boolean reached;

    /**
     * What it works with.
     *
     * @param domain our X.400 domain
     * @param relay that takes what comes in; asked for with each mail
     * @param carrier that brings mail to its next hosts
     * @param workers threads that may wait for the disk
     */
    public record Surroundings(
            GlobalDomainIdentifier domain,
            Supplier<Relay> relay,
            MailCarrier carrier,
            Executor workers,
            EventLog events,
            Clock clock) {}

    public InternetGateway(SmtpConnector connector, AddressMapper addresses, Surroundings around) {
        long room = Runtime.getRuntime().maxMemory() / SHARE;
        this.connector = connector;
        this.outgoing = new MailMemory(room, around.workers());
        this.outbound = new OutboundMail(
                new X400ToInternet(addresses),
                around.carrier(),
                connector.limits().size(),
                connector.outgoing().retry(),
                around.clock());
        this.inbound = new InboundMail(
                connector,
                new InternetToX400(addresses, around.domain(), MimeLimits.DEFAULT),
                around.relay(),
                new MailMemory(room, around.workers()),
                around.events(),
                around.clock());
    }

    @Override
    public String name() {
        return connector.name();
    }

    @Override
    public List<AddressSpaceEntry> addressSpace() {
        return connector.addressSpace();
    }

    @Override
    public int atOnce() {
        return connector.outgoing().atOnce();
    }

    public SmtpConnector connector() {
        return connector;
    }

    /** Where mail comes in. */
    public MailSink inbound() {
        return inbound;
    }

    @Override
    public CompletableFuture<Handover> handOver(Departure departure) {
        return outgoing.within(departure.contentLength(), () -> begin(departure))
                .whenComplete((handover, failure) -> {
                    if (failure == null) {
                        lastProblem = handover.why();
                        reached = handover.again().isEmpty();
                    }
                });
    }

    private CompletableFuture<Handover> begin(Departure departure) {
        try {
            return outbound.handOver(departure);
        } catch (IOException | QueueException | DecodeException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } catch (OutOfMemoryError e) { // not the message's fault
            return CompletableFuture.failedFuture(new IOException("there is not enough memory", e));
        }
    }

    @Override
    public ConnectorStatus status(int waiting) {
        return new ConnectorStatus(name(), null, lastProblem, reached, true, waiting, List.of());
    }
}
