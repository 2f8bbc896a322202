package org.openx400.mta.rfc1006.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.capture.Conversation;
import org.openx400.mta.rfc1006.capture.Segment;
import org.openx400.mta.rfc1006.cotp.TransportConnection;
import org.openx400.mta.rfc1006.cotp.TransportEffect;
import org.openx400.mta.rfc1006.cotp.TransportIndication;
import org.openx400.mta.rfc1006.cotp.TransportLimits;
import org.openx400.mta.rfc1006.cotp.TransportParameters;
import org.openx400.mta.rfc1006.cotp.TransportService;

/**
 * Our stack in the place of one side of a captured conversation. What that side sent is read by a transport connection of
 * its own (the observer) and becomes requests to our stack; what the other side sent goes to our stack as it is.
 */
final class CapturedSide {
    private final Conversation conversation;
    private final boolean asCaller;
    private final TransportService observer;
    private final TestSession session;
    private final List<Octets> captured = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable TransportService transport;

    CapturedSide(Conversation conversation, boolean asCaller) {
        this.conversation = conversation;
        this.asCaller = asCaller;
        this.observer =
                asCaller ? TransportConnection.responder(TransportLimits.DEFAULT) : caller(Octets.NONE, Octets.NONE);
        this.session = asCaller ? TestSession.initiator() : TestSession.responder();
        if (!asCaller) {
            transport = TransportConnection.responder(TransportLimits.DEFAULT);
            observer.connect();
        }
    }

    List<Octets> sent() {
        return session.sent;
    }

    List<Octets> captured() {
        return captured;
    }

    /** What our stack found wrong with the other side. */
    List<String> faults() {
        return faults;
    }

    void replay() throws SpduException {
        for (Segment segment : conversation.segments()) {
            if (segment.fromCaller() == asCaller) {
                for (TransportEffect effect : observer.received(segment.octets())) {
                    if (effect instanceof TransportEffect.Indicate indicate) {
                        observed(indicate.indication());
                    }
                }
            } else {
                run(transport().received(segment.octets()));
            }
        }
        session.indications.forEach(indication -> {
            if (indication instanceof SessionIndication.ProviderAbort abort
                    && abort.fault().violation()) {
                faults.add(abort.why());
            }
        });
    }

    private void observed(TransportIndication indication) throws SpduException {
        if (indication instanceof TransportIndication.Connect connect) {
            transport = caller(connect.callingTSAPSelector(), connect.calledTSAPSelector());
            run(transport.connect());
            observer.accept();
        } else if (indication instanceof TransportIndication.Connected) {
            run(transport().accept());
            perform(session.connection.transportConnected());
        } else if (indication instanceof TransportIndication.Data data) {
            captured.add(data.tsdu());
            for (Spdu spdu : SpduDecoder.decode(data.tsdu())) {
                perform(request(spdu));
            }
        } else if (indication instanceof TransportIndication.Disconnect disconnect && !asCaller) {
            run(transport().refuse(disconnect.reason()));
        }
    }

    private List<SessionEffect> request(Spdu spdu) {
        SessionConnection to = session.connection;
        if (spdu instanceof Spdu.Cn cn) {
            return to.connect(new SConnect(
                    cn.identifier(),
                    cn.callingSSAPSelector(),
                    cn.calledSSAPSelector(),
                    (cn.item().versions() & 1) != 0,
                    (cn.item().versions() & 2) != 0,
                    cn.requirements(),
                    cn.item().tokenSetting() == 0,
                    cn.userData()));
        } else if (spdu instanceof Spdu.Ac ac) {
            return to.accept(new SAccept(
                    ac.identifier(),
                    ac.respondingSSAPSelector(),
                    ac.item().versions(),
                    ac.requirements(),
                    ac.userData()));
        } else if (spdu instanceof Spdu.Rf rf) {
            return to.refuse(new SRefuse(rf.reason(), rf.userData()));
        } else if (spdu instanceof Spdu.Fn fn) {
            return to.release(fn.userData());
        } else if (spdu instanceof Spdu.Dn dn) {
            return to.releaseResponse(dn.userData());
        } else if (spdu instanceof Spdu.Ab ab) {
            return to.userAbort(ab.userData());
        } else if (spdu instanceof Spdu.Pt pt) {
            return to.tokenPlease(pt.tokens(), pt.userData());
        } else if (spdu instanceof Spdu.Plain plain) {
            return request(plain);
        }
        return requestInActivity(spdu);
    }

    /** AA and GTA are our session's own answers. */
    private List<SessionEffect> request(Spdu.Plain plain) {
        return switch (plain.type()) {
            case AIA -> session.connection.activityInterruptResponse();
            case ADA -> session.connection.activityDiscardResponse();
            case GTC -> session.connection.controlGive();
            default -> List.of();
        };
    }

    private List<SessionEffect> requestInActivity(Spdu spdu) {
        SessionConnection to = session.connection;
        if (spdu instanceof Spdu.Dt dt) {
            return to.data(dt.userInformation(), true);
        } else if (spdu instanceof Spdu.As as) {
            return to.activityStart(as.activityIdentifier());
        } else if (spdu instanceof Spdu.Ar ar) {
            return to.activityResume(
                    ar.activityIdentifier(), ar.oldActivityIdentifier(), ar.serial(), ar.oldConnection());
        } else if (spdu instanceof Spdu.Mip) {
            return to.syncMinor();
        } else if (spdu instanceof Spdu.Mia mia) {
            return to.syncMinorResponse(mia.serial());
        } else if (spdu instanceof Spdu.Ae) {
            return to.activityEnd();
        } else if (spdu instanceof Spdu.Aea) {
            return to.activityEndResponse();
        } else if (spdu instanceof Spdu.Ai ai) {
            return to.activityInterrupt(ai.reason());
        } else if (spdu instanceof Spdu.Ad ad) {
            return to.activityDiscard(ad.reason());
        } else if (spdu instanceof Spdu.Ed ed) {
            return to.exceptionReport(ed.reason());
        }
        throw new IllegalArgumentException("no request for " + spdu);
    }

    private void perform(List<SessionEffect> effects) {
        session.perform(effects);
        for (SessionEffect effect : effects) {
            if (effect instanceof SessionEffect.Transmit transmit) {
                run(transport().data(transmit.piece(), transmit.endOfTsdu()));
            } else if (effect instanceof SessionEffect.DisconnectTransport) {
                run(transport().disconnect());
            }
        }
    }

    private void run(List<TransportEffect> effects) {
        for (TransportEffect effect : effects) {
            if (effect instanceof TransportEffect.Indicate indicate) {
                indicated(indicate.indication());
            }
        }
    }

    private void indicated(TransportIndication indication) {
        if (indication instanceof TransportIndication.Connected) {
            perform(session.connection.transportConnected());
        } else if (indication instanceof TransportIndication.Data data) {
            perform(session.connection.received(data.tsdu()));
        } else if (indication instanceof TransportIndication.Disconnect disconnect) {
            if (disconnect.fault().violation()) {
                faults.add(disconnect.why());
            }
            perform(session.connection.transportDisconnected(disconnect.why()));
        }
    }

    private TransportService transport() {
        if (transport == null) {
            throw new IllegalStateException("the caller's CR was not captured");
        }
        return transport;
    }

    private static TransportService caller(Octets calling, Octets called) {
        return TransportConnection.initiator(new TransportParameters(calling, called, TransportLimits.DEFAULT));
    }
}
