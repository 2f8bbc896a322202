package org.openx400.mta.relay;

import java.util.Map;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.p1.P1Limits;

/** Where peers' APDUs come in. Refuses them, for the time being, while free disk is short or the MTA stops. */
final class RelayEngine implements Intake {
    static final String FREE_DISK_SHORT = "free disk is short";

    private final RelayContext context;
    private final Acceptance acceptance;
    private final Map<String, Dispatcher> dispatchers;
    private final FreeDisk freeDisk;
    private final P1Limits limits;
    private volatile boolean stopping;

    /** @param dispatchers by connector name, those of connectors that are not served any more too */
    RelayEngine(RelayContext context, Acceptance acceptance, Map<String, Dispatcher> dispatchers, FreeDisk freeDisk) {
        this.context = context;
        this.acceptance = acceptance;
        this.dispatchers = dispatchers;
        this.freeDisk = freeDisk;
        RelaySettings settings = context.settings();
        this.limits = new P1Limits(
                settings.maximumEnvelope(),
                RelaySettings.maximumApdu(settings.maximumContent(), settings.maximumEnvelope()),
                settings.maximumRecipients(),
                settings.enforceUpperBounds());
    }

    @Override
    public IncomingTransfer begin(AssociationPort from) {
        IncomingApdu apdu = new IncomingApdu(context, acceptance, limits, from);
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
    }
}
