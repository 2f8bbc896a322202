package org.openx400.mta.relay;

import java.util.Map;
import java.util.Optional;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.PartialTransfer;

/** Where peers' APDUs come in. Refuses them, for the time being, while free disk is short or the MTA stops. */
final class RelayEngine implements Intake {
    static final String FREE_DISK_SHORT = "free disk is short";

    /** Large envelopes that come in may have one in so many octets of memory. */
    private static final int ENVELOPES = 4;

    private final RelayContext context;
    private final Acceptance acceptance;
    private final Map<String, Dispatcher> dispatchers;
    private final FreeDisk freeDisk;
    private final Resumptions resumptions;
    private final PeerPace pace;
    private final EnvelopeRoom envelopes = new EnvelopeRoom(Runtime.getRuntime().maxMemory() / ENVELOPES);
    private volatile boolean stopping;

    /** @param dispatchers by connector name, those of connectors that are not served any more too */
    RelayEngine(
            RelayContext context,
            Acceptance acceptance,
            Map<String, Dispatcher> dispatchers,
            Resumptions resumptions,
            FreeDisk freeDisk) {
        this.context = context;
        this.acceptance = acceptance;
        this.dispatchers = dispatchers;
        this.resumptions = resumptions;
        this.freeDisk = freeDisk;
        this.pace = new PeerPace(() -> context.settings().ratePerPeer(), context.timers(), context.nanoTime());
    }

    @Override
    public IncomingTransfer begin(AssociationPort from) {
        IncomingApdu apdu = new IncomingApdu(context, acceptance, pace, envelopes.place(), from);
        if (stopping) {
            return apdu.refusing("the MTA stops");
        }
        if (!freeDisk.suffices()) {
            return apdu.refusing(FREE_DISK_SHORT);
        }
        return apdu;
    }

    @Override
    public Optional<Resumed> resume(AssociationPort from, Octets connection, Octets activity) {
        if (stopping || !freeDisk.suffices()) {
            return Optional.empty();
        }
        PartialTransfer.Key key = new PartialTransfer.Key(from.connector().name(), connection, activity);
        return resumptions.find(key).flatMap(there -> {
            IncomingApdu apdu = new IncomingApdu(context, acceptance, pace, envelopes.place(), from);
            return apdu.goOn(there)
                    ? Optional.of(new Resumed(apdu, there.transfer().state()))
                    : Optional.empty();
        });
    }

    @Override
    public AssociationPort.User accepted(AssociationPort association) {
        Dispatcher dispatcher = dispatchers.get(association.connector().name());
        if (dispatcher == null) {
            throw new IllegalArgumentException(
                    "no such connector: " + association.connector().name());
        }
        return dispatcher.adopt(association);
    }

    void stop() {
        stopping = true;
        pace.stop();
    }
}
