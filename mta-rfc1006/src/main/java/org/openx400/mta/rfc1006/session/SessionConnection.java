package org.openx400.mta.rfc1006.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/**
 * A session connection, X.225 annex A, with RTSE's functional units. What an SPDU may do in which state is the table in
 * {@link SessionState}; the procedures do it. Once the connection is over for the user (refused, released, aborted),
 * further requests are ignored, because an end from below and a request from above may cross.
 */
public final class SessionConnection implements SessionService {
    private final boolean initiator;
    private final SessionCore core;
    private final ConnectProcedure connecting;
    private final ReleaseProcedure releasing;
    private final TransferProcedure transfer;
    private final ActivityProcedure activities;

    private SessionConnection(boolean initiator, SessionLimits limits) {
        this.initiator = initiator;
        this.core = new SessionCore(limits);
        this.connecting = new ConnectProcedure(core);
        this.releasing = new ReleaseProcedure(core);
        this.transfer = new TransferProcedure(core);
        this.activities = new ActivityProcedure(core, transfer);
    }

    /** The side that opened the transport connection and sends CN. */
    public static SessionConnection initiator(SessionLimits limits) {
        return new SessionConnection(true, limits);
    }

    /** The side that waits for CN. */
    public static SessionConnection responder(SessionLimits limits) {
        return new SessionConnection(false, limits);
    }

    @Override
    public List<SessionEffect> transportConnected() {
        core.require(core.state() == SessionState.IDLE || core.state().isOver(), "T-CONNECT");
        if (core.state() == SessionState.IDLE && initiator) {
            connecting.initiatorTransportConnected();
        } else if (core.state() == SessionState.IDLE) {
            connecting.responderTransportConnected();
        }
        return core.drain();
    }

    @Override
    public List<SessionEffect> received(Octets tsdu) {
        try {
            for (Spdu spdu : SpduDecoder.decode(tsdu)) {
                received(spdu);
            }
        } catch (SpduException e) {
            if (!core.state().isOver()) {
                core.providerAbort(e.abortCause(), "session: " + e.getMessage(), Fault.of(e));
            }
        }
        return core.drain();
    }

    @Override
    public void releaseTime(Duration time) {
        core.limits(core.limits().withReleaseTime(time));
    }

    @Override
    public List<SessionEffect> transportDisconnected(String why) {
        releasing.transportDisconnected(why);
        return core.drain();
    }

    @Override
    public List<SessionEffect> timer(SessionTimer timer) {
        releasing.ranOut(timer);
        return core.drain();
    }

    private void received(Spdu spdu) throws SpduException {
        SessionState state = core.state();
        if (state.takes(spdu.type())) {
            dispatch(spdu);
        } else if (!state.discards(spdu.type())) {
            throw core.protocolError(spdu, "is not allowed");
        }
    }

    private void dispatch(Spdu spdu) throws SpduException {
        if (spdu instanceof Spdu.Dt dt) {
            transfer.received(dt);
        } else if (spdu instanceof Spdu.Mip mip) {
            activities.received(mip);
        } else if (spdu instanceof Spdu.Mia mia) {
            activities.received(mia);
        } else if (spdu instanceof Spdu.As as) {
            activities.received(as);
        } else if (spdu instanceof Spdu.Ar ar) {
            activities.received(ar);
        } else if (spdu instanceof Spdu.Ae ae) {
            activities.received(ae);
        } else if (spdu instanceof Spdu.Aea aea) {
            activities.received(aea);
        } else if (spdu instanceof Spdu.Ai ai) {
            activities.received(ai);
        } else if (spdu instanceof Spdu.Ad ad) {
            activities.received(ad);
        } else if (spdu instanceof Spdu.Ed ed) {
            transfer.received(ed);
        } else if (spdu instanceof Spdu.Er) {
            transfer.receivedProviderException();
        } else if (spdu instanceof Spdu.Gt gt) {
            transfer.received(gt);
        } else if (spdu instanceof Spdu.Pt pt) {
            transfer.received(pt);
        } else if (spdu instanceof Spdu.Plain plain) {
            dispatch(plain);
        } else {
            dispatchOutsideTransfer(spdu);
        }
    }

    private void dispatch(Spdu.Plain plain) throws SpduException {
        switch (plain.type()) {
            case AA -> releasing.receivedAbortAccept();
            case AIA -> activities.receivedInterruptAck();
            case ADA -> activities.receivedDiscardAck();
            case GTC -> transfer.receivedControlGive(plain);
            case GTA -> transfer.receivedControlGiveAck();
            default -> throw core.protocolError(plain, "is not allowed");
        }
    }

    private void dispatchOutsideTransfer(Spdu spdu) throws SpduException {
        if (spdu instanceof Spdu.Cn cn) {
            connecting.received(cn);
        } else if (spdu instanceof Spdu.Cdo cdo) {
            connecting.received(cdo);
        } else if (spdu instanceof Spdu.Oa oa) {
            connecting.received(oa);
        } else if (spdu instanceof Spdu.Ac ac) {
            connecting.received(ac);
        } else if (spdu instanceof Spdu.Rf rf) {
            connecting.received(rf);
        } else if (spdu instanceof Spdu.Fn fn) {
            releasing.received(fn);
        } else if (spdu instanceof Spdu.Dn dn) {
            releasing.received(dn);
        } else if (spdu instanceof Spdu.Ab ab) {
            releasing.received(ab);
        } else {
            throw core.protocolError(spdu, "is not allowed"); // NF: negotiated release is never selected
        }
    }

    @Override
    public List<SessionEffect> connect(SConnect request) {
        core.require(initiator, "S-CONNECT request");
        return request(() -> connecting.request(request));
    }

    @Override
    public List<SessionEffect> accept(SAccept response) {
        return request(() -> connecting.accept(response));
    }

    @Override
    public List<SessionEffect> refuse(SRefuse response) {
        return request(() -> connecting.refuse(response));
    }

    @Override
    public List<SessionEffect> data(Octets piece, boolean endOfSsdu) {
        return request(() -> transfer.data(piece, endOfSsdu));
    }

    @Override
    public List<SessionEffect> tokenGive(Tokens tokens) {
        return request(() -> transfer.tokenGive(tokens));
    }

    @Override
    public List<SessionEffect> tokenPlease(Tokens tokens, Octets userData) {
        return request(() -> transfer.tokenPlease(tokens, userData));
    }

    @Override
    public List<SessionEffect> controlGive() {
        return request(transfer::controlGive);
    }

    @Override
    public List<SessionEffect> activityStart(Octets activityIdentifier) {
        return request(() -> activities.start(activityIdentifier));
    }

    @Override
    public List<SessionEffect> activityResume(
            Octets activityIdentifier,
            Octets oldActivityIdentifier,
            int syncPointSerialNumber,
            @Nullable SessionConnectionIdentifier oldConnection) {
        return request(() ->
                activities.resume(activityIdentifier, oldActivityIdentifier, syncPointSerialNumber, oldConnection));
    }

    @Override
    public List<SessionEffect> activityInterrupt(int reason) {
        return request(() -> activities.interrupt(reason));
    }

    @Override
    public List<SessionEffect> activityInterruptResponse() {
        return request(activities::interruptResponse);
    }

    @Override
    public List<SessionEffect> activityDiscard(int reason) {
        return request(() -> activities.discard(reason));
    }

    @Override
    public List<SessionEffect> activityDiscardResponse() {
        return request(activities::discardResponse);
    }

    @Override
    public List<SessionEffect> syncMinor() {
        return request(activities::syncMinor);
    }

    @Override
    public List<SessionEffect> syncMinorResponse(int serial) {
        return request(() -> activities.syncMinorResponse(serial));
    }

    @Override
    public List<SessionEffect> activityEnd() {
        return request(activities::end);
    }

    @Override
    public List<SessionEffect> activityEndResponse() {
        return request(activities::endResponse);
    }

    @Override
    public List<SessionEffect> exceptionReport(int reason) {
        return request(() -> transfer.exceptionReport(reason));
    }

    @Override
    public List<SessionEffect> release(Octets userData) {
        return request(() -> releasing.request(userData));
    }

    @Override
    public List<SessionEffect> releaseResponse(Octets userData) {
        return request(() -> releasing.response(userData));
    }

    @Override
    public List<SessionEffect> userAbort(Octets userData) {
        return request(() -> releasing.userAbort(userData));
    }

    @Override
    public int nextSerial() {
        return activities.nextSerial();
    }

    @Override
    public Tokens tokens() {
        return core.tokens();
    }

    SessionState state() {
        return core.state();
    }

    private List<SessionEffect> request(Runnable procedure) {
        if (!core.state().isOver()) {
            procedure.run();
        }
        return core.drain();
    }
}
