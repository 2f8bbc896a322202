package org.openx400.mta.rfc1006.session;

import java.util.List;
import java.util.Set;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.cotp.TransportConnection;
import org.openx400.mta.rfc1006.cotp.TransportEffect;
import org.openx400.mta.rfc1006.cotp.TransportIndication;
import org.openx400.mta.rfc1006.cotp.TransportLimits;
import org.openx400.mta.rfc1006.cotp.TransportService;

/** A responder whose user says yes to everything. */
final class ServingSide {
    private final TransportService transport = TransportConnection.responder(TransportLimits.DEFAULT);
    private final TestSession session = TestSession.responder();

    void receive(Octets octets) {
        run(transport.received(octets));
    }

    void endOfStream() {
        run(transport.closed("end of stream"));
    }

    List<SessionIndication> indications() {
        return session.indications;
    }

    List<SessionIndication> faults() {
        return session.indications.stream()
                .filter(indication -> indication instanceof SessionIndication.ProviderAbort abort
                        && abort.fault().violation())
                .toList();
    }

    boolean released() {
        return session.indications.stream().anyMatch(SessionIndication.Release.class::isInstance);
    }

    Set<SessionTimer> runningTimers() {
        return session.timers.keySet();
    }

    SessionState state() {
        return session.state();
    }

    private void run(List<TransportEffect> effects) {
        for (TransportEffect effect : effects) {
            if (effect instanceof TransportEffect.Indicate indicate) {
                indicated(indicate.indication());
            }
        }
    }

    private void indicated(TransportIndication indication) {
        if (indication instanceof TransportIndication.Connect) {
            run(transport.accept());
            perform(session.connection.transportConnected());
        } else if (indication instanceof TransportIndication.Data data) {
            perform(session.connection.received(data.tsdu()));
        } else if (indication instanceof TransportIndication.Disconnect disconnect) {
            perform(session.connection.transportDisconnected(disconnect.why()));
        }
    }

    private void perform(List<SessionEffect> effects) {
        session.perform(effects);
        for (SessionEffect effect : effects) {
            if (effect instanceof SessionEffect.Indicate indicate) {
                answer(indicate.indication());
            }
        }
    }

    private void answer(SessionIndication indication) {
        if (indication instanceof SessionIndication.Connect connect) {
            perform(session.connection.accept(new SAccept(
                    connect.connect().identifier(),
                    Octets.NONE,
                    connect.connect().version2() ? 2 : 1,
                    FunctionalUnits.RTSE,
                    Octets.NONE)));
        } else if (indication instanceof SessionIndication.SyncMinor point) {
            perform(session.connection.syncMinorResponse(point.serial()));
        } else if (indication instanceof SessionIndication.ActivityEnd) {
            perform(session.connection.activityEndResponse());
        } else if (indication instanceof SessionIndication.Release) {
            perform(session.connection.releaseResponse(Octets.NONE));
        }
    }
}
