package org.openx400.mta.rfc1006.cotp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.OctetCollector;
import org.openx400.mta.octets.OctetQueue;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.tpkt.TpktFramer;

/**
 * A class 0 transport connection over TCP, X.224 annex A with RFC 1006. Once it is over, whatever still arrives or is
 * asked for is ignored, because an end from below and a request from above may cross.
 */
public final class TransportConnection implements TransportService {
    /** X.224 13.5.3: negotiation failed. */
    private static final int NEGOTIATION_FAILED = 130;

    private static final int NO_REASON = -1;

    /** X.224 13.3.1: of the class octet in a CR. */
    private static final int CLASS_OFFSET = 6;

    /** RFC 1006 names 65,524 as the most user data of a DT, though the TPKT has room for 65,528: the smaller one is safe. */
    private static final int MOST_USER_DATA = 65_524;

    /** Any number will do: a network connection carries one transport connection of class 0. */
    private static final int OWN_REFERENCE = 1;

    private enum State {
        CLOSED,
        /** Initiator: TCP is not yet connected. */
        WFNC,
        /** Initiator: CR is sent. */
        WFCC,
        /** Responder: waits for CR. */
        IDLE,
        /** Responder: the user has not yet answered. */
        WFTRESP,
        OPEN
    }

    private final @Nullable TransportParameters parameters;
    private final TransportLimits limits;
    private final TpktFramer framer = new TpktFramer();
    private final OctetCollector tsdu;
    private final OctetQueue unsent = new OctetQueue();
    private State state;
    private int peerReference;
    private TpduSize size = TpduSize.ABSENT;
    private List<TransportEffect> effects = new ArrayList<>();

    private TransportConnection(@Nullable TransportParameters parameters, TransportLimits limits, State state) {
        this.parameters = parameters;
        this.limits = limits;
        this.tsdu = new OctetCollector(limits.maximumTsdu());
        this.state = state;
    }

    /** The side that opened TCP. */
    public static TransportConnection initiator(TransportParameters parameters) {
        return new TransportConnection(parameters, parameters.limits(), State.WFNC);
    }

    /** The side that accepted TCP. */
    public static TransportConnection responder(TransportLimits limits) {
        return new TransportConnection(null, limits, State.IDLE);
    }

    @Override
    public List<TransportEffect> received(Octets octets) {
        if (state == State.CLOSED) {
            return List.of();
        }
        framer.feed(octets);
        try {
            Octets tpdu = framer.next();
            while (tpdu != null) {
                receivedTpdu(tpdu);
                tpdu = state == State.CLOSED ? null : framer.next();
            }
        } catch (DecodeException e) {
            fault("tpkt: ", e);
        }
        return drain();
    }

    @Override
    public List<TransportEffect> closed(String why) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            int octets = framer.octetsOfPartialTpkt();
            indicate(
                    octets == 0
                            ? new TransportIndication.Disconnect(NO_REASON, why, Fault.NONE)
                            : new TransportIndication.Disconnect(
                                    NO_REASON, why + ", at octet " + octets + " of a TPKT", Fault.at(octets)));
        }
        return drain();
    }

    @Override
    public List<TransportEffect> connect() {
        if (parameters == null || state != State.WFNC && state != State.CLOSED) {
            throw notAllowed("T-CONNECT request");
        }
        if (state == State.WFNC) {
            size = TpduSize.proposing(limits.maximumTpduSize());
            send(new Tpdu.Cr(
                    OWN_REFERENCE,
                    0,
                    List.of(),
                    parameters.callingTSAPSelector(),
                    parameters.calledTSAPSelector(),
                    size));
            state = State.WFCC;
        }
        return drain();
    }

    @Override
    public List<TransportEffect> accept() {
        if (answerable("T-CONNECT response")) {
            size = size.answer(limits.maximumTpduSize());
            send(new Tpdu.Cc(peerReference, OWN_REFERENCE, size));
            state = State.OPEN;
        }
        return drain();
    }

    @Override
    public List<TransportEffect> refuse(int reason) {
        if (answerable("T-DISCONNECT request")) {
            sendRefusal(reason);
        }
        return drain();
    }

    @Override
    public List<TransportEffect> data(Octets piece, boolean endOfTsdu) {
        if (state == State.CLOSED) {
            return List.of();
        }
        if (state != State.OPEN) {
            throw notAllowed("T-DATA request");
        }
        unsent.add(piece);
        List<Octets> parts = new ArrayList<>();
        int most = Math.min(size.octets() - TpduEncoder.DT_HEADER_LENGTH, MOST_USER_DATA);
        // What is left waits for the next piece, so that only the last DT of a TSDU is not full.
        while (unsent.length() > most) {
            TpduEncoder.appendDataHeader(false, most, parts);
            unsent.moveTo(parts, most);
        }
        if (endOfTsdu) {
            TpduEncoder.appendDataHeader(true, unsent.length(), parts);
            unsent.moveTo(parts, unsent.length());
        }
        if (!parts.isEmpty()) {
            effects.add(new TransportEffect.Send(Octets.concat(parts)));
        }
        return drain();
    }

    @Override
    public List<TransportEffect> disconnect() {
        close();
        return drain();
    }

    private void receivedTpdu(Octets octets) {
        try {
            Tpdu tpdu = TpduDecoder.decode(octets);
            if (tpdu instanceof Tpdu.Dt dt && state == State.OPEN) {
                receivedData(dt);
            } else if (tpdu instanceof Tpdu.Cr cr && state == State.IDLE) {
                receivedConnectRequest(cr);
            } else if (tpdu instanceof Tpdu.Cc cc && state == State.WFCC) {
                receivedConnectConfirm(cc);
            } else if (tpdu instanceof Tpdu.Dr dr && state != State.IDLE) {
                // Not legal on an open class 0 connection, but ISODE sends it before it closes TCP
                peerEnded(dr.reason(), "DR, reason " + dr.reason());
            } else if (tpdu instanceof Tpdu.Er er && state != State.IDLE) {
                peerEnded(NO_REASON, "ER, reject cause " + er.cause() + ", rejected TPDU " + er.invalidTpdu());
            } else {
                throw new TpduException(
                        RejectCause.INVALID_TPDU_TYPE,
                        "TPDU code",
                        1,
                        tpdu.abbreviation() + " is not allowed in state " + state);
            }
        } catch (TpduException e) {
            reject(octets, e);
        }
    }

    private void receivedData(Tpdu.Dt dt) throws TpduException {
        if (dt.eot() && tsdu.isEmpty() && dt.userData().length() <= limits.maximumTsdu()) {
            indicate(new TransportIndication.Data(dt.userData()));
            return;
        }
        if (!tsdu.add(dt.userData())) {
            throw new TpduException(
                    RejectCause.NOT_SPECIFIED,
                    "TSDU",
                    TpduEncoder.DT_HEADER_LENGTH,
                    "is longer than " + limits.maximumTsdu() + " octets",
                    Limit.of("tsdu", limits.maximumTsdu()));
        }
        if (dt.eot()) {
            indicate(new TransportIndication.Data(tsdu.take()));
        }
    }

    private void receivedConnectRequest(Tpdu.Cr cr) {
        peerReference = cr.srcRef();
        // RFC 2126: class 0 is answered where it is proposed, be it only as an alternative
        if (cr.preferredClass() != 0 && !cr.alternativeClasses().contains(0)) {
            sendRefusal(NEGOTIATION_FAILED);
            indicate(new TransportIndication.Disconnect(
                    NEGOTIATION_FAILED,
                    "cotp: CR proposes class " + cr.preferredClass() + " without class 0",
                    Fault.at(CLASS_OFFSET)));
            return;
        }
        size = cr.size();
        state = State.WFTRESP;
        indicate(new TransportIndication.Connect(cr.callingTSAPSelector(), cr.calledTSAPSelector()));
    }

    private void receivedConnectConfirm(Tpdu.Cc cc) throws TpduException {
        if (cc.size().octets() > size.octets() && !cc.size().equals(TpduSize.ABSENT)) {
            throw new TpduException(
                    RejectCause.INVALID_PARAMETER_VALUE,
                    "TPDU size",
                    7,
                    cc.size().octets() + " is more than the proposed " + size.octets());
        }
        peerReference = cc.srcRef();
        if (!cc.size().equals(TpduSize.ABSENT)) {
            size = cc.size();
        }
        state = State.OPEN;
        indicate(new TransportIndication.Connected(size.octets()));
    }

    /** 6.22.3: an invalid TPDU is answered by ER; with the connection open, class 0 just ends it. */
    private void reject(Octets invalid, TpduException e) {
        if (state != State.OPEN && !isEnd(invalid)) {
            int upTo = Math.min(e.offset() + 1, invalid.length());
            send(new Tpdu.Er(srcRefOf(invalid), e.rejectCause().code(), invalid.slice(0, upTo)));
        }
        fault("cotp: ", e);
    }

    /** DR and ER are never answered. */
    private static boolean isEnd(Octets tpdu) {
        return tpdu.length() > 1 && (tpdu.at(1) == Tpdu.DR_CODE || tpdu.at(1) == Tpdu.ER_CODE);
    }

    private static int srcRefOf(Octets tpdu) {
        boolean readable = tpdu.length() >= 6 && (tpdu.at(1) & 0xf0) >= Tpdu.CC_CODE && tpdu.at(1) < Tpdu.DT_CODE;
        return readable ? tpdu.at(4) << 8 | tpdu.at(5) : 0;
    }

    private void sendRefusal(int reason) {
        send(new Tpdu.Dr(peerReference, 0, reason));
        close();
    }

    private void fault(String part, DecodeException e) {
        close();
        indicate(new TransportIndication.Disconnect(NO_REASON, part + e.getMessage(), Fault.of(e)));
    }

    private void peerEnded(int reason, String why) {
        close();
        indicate(new TransportIndication.Disconnect(reason, why, Fault.NONE));
    }

    private void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            tsdu.clear();
            effects.add(new TransportEffect.Close());
        }
    }

    private boolean answerable(String request) {
        if (state != State.WFTRESP && state != State.CLOSED) {
            throw notAllowed(request);
        }
        return state == State.WFTRESP;
    }

    private IllegalStateException notAllowed(String request) {
        return new IllegalStateException(request + " in state " + state);
    }

    private void send(Tpdu tpdu) {
        effects.add(new TransportEffect.Send(TpduEncoder.encode(tpdu)));
    }

    private void indicate(TransportIndication indication) {
        effects.add(new TransportEffect.Indicate(indication));
    }

    private List<TransportEffect> drain() {
        List<TransportEffect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }
}
