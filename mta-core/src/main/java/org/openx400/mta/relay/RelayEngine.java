package org.openx400.mta.relay;

import java.util.Map;
import org.openx400.mta.connector.AssociationPort;

/** Where peers' APDUs come in. Refuses them, for the time being, while free disk is short or the MTA stops. */
final class RelayEngine implements Intake {
    static final String FREE_DISK_SHORT = "free disk is short";

    private final RelayContext context;
    private final Acceptance acceptance;
    private final Map<String, Dispatcher> dispatchers;
    private final FreeDisk freeDisk;
    private final PeerPace pace;
    private volatile boolean stopping;

    /** @param dispatchers by connector name, those of connectors that are not served any more too */
    RelayEngine(RelayContext context, Acceptance acceptance, Map<String, Dispatcher> dispatchers, FreeDisk freeDisk) {
        this.context = context;
        this.acceptance = acceptance;
        this.dispatchers = dispatchers;
        this.freeDisk = freeDisk;
        this.pace = new PeerPace(() -> context.settings().ratePerPeer(), context.timers(), context.nanoTime());
    }

    @Override
    public IncomingTransfer begin(AssociationPort from) {
        IncomingApdu apdu = new IncomingApdu(context, acceptance, pace, from);
        if (stopping) {
            return apdu.refusing("the MTA stops");
        }
        if (!freeDisk.suffices()) {
            return apdu.refusing(FREE_DISK_SHORT);
        }
        return apdu;
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
