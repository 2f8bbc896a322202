package org.openx400.mta.rfc1006.mts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Limit;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.cotp.TransportConnection;
import org.openx400.mta.rfc1006.cotp.TransportEffect;
import org.openx400.mta.rfc1006.cotp.TransportIndication;
import org.openx400.mta.rfc1006.cotp.TransportLimits;
import org.openx400.mta.rfc1006.cotp.TransportParameters;
import org.openx400.mta.rfc1006.cotp.TransportService;
import org.openx400.mta.rfc1006.rtse.Activity;
import org.openx400.mta.rfc1006.rtse.ApplicationContext;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfer;
import org.openx400.mta.rfc1006.rtse.InterruptedTransfers;
import org.openx400.mta.rfc1006.rtse.ResumePoint;
import org.openx400.mta.rfc1006.rtse.RtEffect;
import org.openx400.mta.rfc1006.rtse.RtIndication;
import org.openx400.mta.rfc1006.rtse.RtOpen;
import org.openx400.mta.rfc1006.rtse.RtOpenIndication;
import org.openx400.mta.rfc1006.rtse.RtseAbortReason;
import org.openx400.mta.rfc1006.rtse.RtseConnection;
import org.openx400.mta.rfc1006.session.SessionConnection;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;
import org.openx400.mta.rfc1006.session.SessionEffect;
import org.openx400.mta.rfc1006.session.SessionLimits;
import org.openx400.mta.rfc1006.session.SessionService;
import org.openx400.mta.rfc1006.session.SessionTimer;

/**
 * The whole stack of one association: transport, session and reliable transfer under the MTS bind. What a layer asks for
 * is done at once, before the next thing it asks for, so that effects come out in the order in which they happened.
 *
 * <p>Each association ends with exactly one of {@code Closed}, {@code Refused} and {@code Aborted}, our own
 * {@link #abort} and {@link #disconnected} included, or with our own refusal, which nothing follows; after it only
 * octets, timers and the closing of TCP are asked for.
 * Each transfer that begins to come is acknowledged, rejected, or told to be abandoned, in exactly one way. Answers that
 * come too late (octets, acknowledgements) are ignored while no later transfer waits for the same.
 */
public final class OsiMtaAssociation implements MtaAssociation {
    /** X.419 annex B: id-ac-mts-transfer, id-as-mta-rtse, id-as-mtse. */
    private static final ApplicationContext MTS_TRANSFER =
            new ApplicationContext("2.6.0.1.6", "2.6.0.2.12", "2.6.0.2.7");

    private static final String BIND_TIMER = "mts.BIND";
    private static final String TRANSFER_TIMER = "rtse.TRANSFER";
    private static final String SESSION_TIMER = "session.";

    private final @Nullable InitiatorParameters initiator;
    private final AssociationLimits limits;
    private final TransportService transport;
    private final SessionService session;
    private final RtseConnection rtse;
    private List<AssociationEffect> effects = new ArrayList<>();
    private Octets callingTSAPSelector = Octets.NONE;
    private Octets calledTSAPSelector = Octets.NONE;
    private @Nullable RtOpenIndication open;
    private boolean sessionConnected;
    private boolean bindTimerRuns;
    private boolean over;

    private OsiMtaAssociation(
            @Nullable InitiatorParameters initiator,
            AssociationLimits limits,
            TransportService transport,
            SessionService session) {
        this.initiator = initiator;
        this.limits = limits;
        this.transport = transport;
        this.session = session;
        this.rtse = new RtseConnection(session, MTS_TRANSFER, limits.apdu(), limits.transferTimeout());
    }

    /** The side that opened TCP. */
    public static OsiMtaAssociation initiator(InitiatorParameters parameters) {
        AssociationLimits limits = parameters.limits();
        TransportParameters transport = new TransportParameters(
                parameters.calling().t(), parameters.called().t(), transportLimits(limits));
        return new OsiMtaAssociation(
                parameters,
                limits,
                TransportConnection.initiator(transport),
                SessionConnection.initiator(sessionLimits(limits)));
    }

    /** The side that accepted TCP. */
    public static OsiMtaAssociation responder(ResponderParameters parameters) {
        AssociationLimits limits = parameters.limits();
        return new OsiMtaAssociation(
                null,
                limits,
                TransportConnection.responder(transportLimits(limits)),
                SessionConnection.responder(sessionLimits(limits)));
    }

    @Override
    public List<AssociationEffect> connected() {
        if (initiator == null) {
            throw new IllegalStateException("a responder does not connect");
        }
        armBindTimer();
        transport(transport.connect());
        return drain();
    }

    @Override
    public List<AssociationEffect> received(Octets octets) {
        transport(transport.received(octets));
        return drain();
    }

    @Override
    public List<AssociationEffect> disconnected(String why) {
        transport(transport.closed(why));
        return drain();
    }

    @Override
    public List<AssociationEffect> timer(String timer) {
        if (timer.equals(BIND_TIMER)) {
            bindTimerRuns = false;
            Fault fault = initiator == null ? Fault.of(Limit.of("bindDeadline", limits.bindTimeout())) : Fault.NONE;
            abort("mts", "no bind within " + limits.bindTimeout().toSeconds() + " s", fault);
        } else if (timer.equals(TRANSFER_TIMER)) {
            rtse(rtse.timer());
        } else {
            session(session.timer(SessionTimer.valueOf(timer.substring(SESSION_TIMER.length()))));
        }
        return drain();
    }

    @Override
    public List<AssociationEffect> acceptTransport() {
        armBindTimer();
        transport(transport.accept());
        sessionConnected = true;
        session(session.transportConnected());
        return drain();
    }

    @Override
    public List<AssociationEffect> refuseTransport(int reason) {
        over = true;
        transport(transport.refuse(reason));
        return drain();
    }

    @Override
    public List<AssociationEffect> acceptBind(BindAcceptance acceptance) {
        RtOpenIndication bind = pendingBind();
        if (bind == null) {
            return drain();
        }
        Octets result = BindCodec.result(bind.normalMode(), acceptance.mtaName(), acceptance.password());
        session.releaseTime(acceptance.releaseTimeout());
        rtse(rtse.accept(acceptance.checkpointSize(), acceptance.windowSize(), acceptance.transferTimeout(), result));
        return drain();
    }

    @Override
    public List<AssociationEffect> refuseBind(BindError error) {
        RtOpenIndication bind = pendingBind();
        if (bind != null) {
            refuse(bind, bind.recovers() != null ? BindError.CANNOT_RECOVER : error);
        }
        return drain();
    }

    private void refuse(RtOpenIndication bind, BindError error) {
        over = true;
        if (bind.normalMode()) {
            // X.411 has no error for this: what is met in the field is busy
            BindError told = error == BindError.CANNOT_RECOVER ? BindError.BUSY : error;
            rtse(rtse.refuse(null, BindCodec.error(told), error == BindError.BUSY));
        } else {
            rtse(rtse.refuse(BindRefusal.refuseReason(error), null, error == BindError.BUSY));
        }
    }

    @Override
    public boolean mayTransfer() {
        return !over && rtse.mayTransfer();
    }

    @Override
    public List<AssociationEffect> transfer(long apduLength) {
        rtse(rtse.transfer(apduLength, null));
        return drain();
    }

    @Override
    public void recoverFrom(InterruptedTransfers kept) {
        rtse.recoverFrom(kept);
    }

    @Override
    public boolean mayResume(long apduLength, ResumePoint at) {
        return !over && rtse.mayResume(apduLength, at);
    }

    @Override
    public List<AssociationEffect> resume(long apduLength, ResumePoint at) {
        rtse(rtse.transfer(apduLength, at));
        return drain();
    }

    @Override
    public @Nullable ResumePoint resumePoint() {
        return rtse.resumePoint();
    }

    @Override
    public @Nullable InterruptedTransfer interrupted() {
        return rtse.interrupted();
    }

    @Override
    public @Nullable SessionConnectionIdentifier sessionConnection() {
        return rtse.sessionConnection();
    }

    @Override
    public @Nullable Activity resumableActivity() {
        return rtse.resumableActivity();
    }

    @Override
    public List<AssociationEffect> supply(Octets octets) {
        rtse(rtse.supply(octets));
        return drain();
    }

    @Override
    public List<AssociationEffect> discardTransfer() {
        rtse(rtse.discard());
        return drain();
    }

    @Override
    public List<AssociationEffect> turnPlease(int priority) {
        rtse(rtse.turnPlease(priority));
        return drain();
    }

    @Override
    public List<AssociationEffect> turnGive() {
        rtse(rtse.turnGive());
        return drain();
    }

    @Override
    public List<AssociationEffect> acknowledgeCheckpoint(int serial) {
        rtse(rtse.acknowledgeCheckpoint(serial));
        return drain();
    }

    @Override
    public List<AssociationEffect> acknowledgeTransfer() {
        rtse(rtse.acknowledgeTransfer());
        return drain();
    }

    @Override
    public List<AssociationEffect> rejectTransfer(int reason) {
        rtse(rtse.rejectTransfer(reason));
        return drain();
    }

    @Override
    public List<AssociationEffect> close() {
        rtse(rtse.close());
        return drain();
    }

    @Override
    public List<AssociationEffect> abort(String why) {
        abort("mts", why, Fault.NONE);
        return drain();
    }

    private void abort(String layer, String why, Fault fault) {
        if (over) {
            return;
        }
        rtse(rtse.abort(RtseAbortReason.USER_ERROR, layer, why, fault));
        if (!sessionConnected || initiator == null && open == null) {
            transport(transport.disconnect());
        }
    }

    // What the layers ask for

    private void transport(List<TransportEffect> wanted) {
        for (TransportEffect effect : wanted) {
            if (effect instanceof TransportEffect.Send send) {
                effects.add(new AssociationEffect.Send(send.octets()));
            } else if (effect instanceof TransportEffect.Close) {
                effects.add(new AssociationEffect.Close());
            } else if (effect instanceof TransportEffect.Indicate indicate) {
                indicated(indicate.indication());
            }
        }
    }

    private void indicated(TransportIndication indication) {
        if (indication instanceof TransportIndication.Data data) {
            session(session.received(data.tsdu()));
        } else if (indication instanceof TransportIndication.Connect connect) {
            callingTSAPSelector = connect.callingTSAPSelector();
            calledTSAPSelector = connect.calledTSAPSelector();
            effects.add(new AssociationEffect.TransportConnect(callingTSAPSelector, calledTSAPSelector));
        } else if (indication instanceof TransportIndication.Connected) {
            sessionConnected = true;
            session(session.transportConnected());
            bind();
        } else if (indication instanceof TransportIndication.Disconnect disconnect) {
            disconnected(disconnect);
        }
    }

    private void disconnected(TransportIndication.Disconnect disconnect) {
        boolean refused = initiator != null && !sessionConnected && disconnect.reason() >= 0;
        end(
                refused
                        ? new AssociationEffect.Refused(
                                "transport", "DR reason " + disconnect.reason() + ": " + disconnect.why(), null)
                        : new AssociationEffect.Aborted("transport", disconnect.why(), disconnect.fault()));
        if (sessionConnected) {
            session(session.transportDisconnected(disconnect.why()));
        }
    }

    private void session(List<SessionEffect> wanted) {
        for (SessionEffect effect : wanted) {
            if (effect instanceof SessionEffect.Transmit transmit) {
                transport(transport.data(transmit.piece(), transmit.endOfTsdu()));
            } else if (effect instanceof SessionEffect.DisconnectTransport) {
                transport(transport.disconnect());
            } else if (effect instanceof SessionEffect.ArmTimer arm) {
                effects.add(new AssociationEffect.ArmTimer(SESSION_TIMER + arm.timer(), arm.delay()));
            } else if (effect instanceof SessionEffect.CancelTimer cancel) {
                effects.add(new AssociationEffect.CancelTimer(SESSION_TIMER + cancel.timer()));
            } else if (effect instanceof SessionEffect.Indicate indicate) {
                rtse(rtse.indicated(indicate.indication()));
            }
        }
    }

    private void rtse(List<RtEffect> wanted) {
        for (RtEffect effect : wanted) {
            if (effect instanceof RtEffect.Session below) {
                session(List.of(below.effect()));
            } else if (effect instanceof RtEffect.ArmTimer arm) {
                effects.add(new AssociationEffect.ArmTimer(TRANSFER_TIMER, arm.delay()));
            } else if (effect instanceof RtEffect.CancelTimer) {
                effects.add(new AssociationEffect.CancelTimer(TRANSFER_TIMER));
            } else if (effect instanceof RtEffect.Indicate indicate && !over) {
                indicated(indicate.indication());
            }
        }
    }

    private void indicated(RtIndication indication) {
        if (indication instanceof RtIndication.Open bind) {
            bindIndication(bind.open());
        } else if (indication instanceof RtIndication.Opened opened) {
            bindConfirm(opened);
        } else if (indication instanceof RtIndication.Refused refused) {
            end(BindRefusal.refused(refused));
        } else if (indication instanceof RtIndication.Closed) {
            end(new AssociationEffect.Closed());
        } else if (indication instanceof RtIndication.Aborted aborted) {
            end(new AssociationEffect.Aborted(aborted.layer(), aborted.why(), aborted.fault()));
        } else {
            effects.add(TransferEffects.of(indication));
        }
    }

    private void bind() {
        InitiatorParameters parameters = Objects.requireNonNull(initiator);
        boolean normal = parameters.mode().isNormal();
        rtse(rtse.open(new RtOpen(
                normal,
                parameters.identifier(),
                new RtOpen.Addressing(
                        parameters.calling().s(),
                        parameters.called().s(),
                        parameters.calling().p(),
                        parameters.called().p()),
                parameters.twoWayAlternate(),
                parameters.checkpointSize(),
                parameters.windowSize(),
                ApplicationProtocol.of(parameters.mode()),
                BindCodec.argument(normal, parameters.local()))));
    }

    private void bindIndication(RtOpenIndication indication) {
        Mode mode =
                indication.normalMode() ? Mode.NORMAL_1988 : ApplicationProtocol.mode(indication.applicationProtocol());
        if (mode == null) {
            end(new AssociationEffect.Aborted(
                    "rtse", "applicationProtocol " + indication.applicationProtocol() + " is not known", Fault.WHOLE));
            rtse(rtse.refuse(BindRefusal.VALIDATION_FAILURE, null, false));
            return;
        }
        try {
            BindCodec.Identity peer = BindCodec.argument(indication.normalMode(), indication.userData());
            open = indication;
            RtOpen.Addressing addressing = indication.addressing();
            effects.add(new AssociationEffect.Bind(new BindIndication(
                    mode,
                    new Selectors(calledTSAPSelector, addressing.calledS(), addressing.calledP()),
                    new Selectors(callingTSAPSelector, addressing.callingS(), addressing.callingP()),
                    peer.mtaName(),
                    peer.password(),
                    peer.strong(),
                    peer.securityContext(),
                    indication.twoWayAlternate(),
                    indication.checkpointSize(),
                    indication.windowSize(),
                    indication.recovers())));
        } catch (DecodeException e) {
            rtse(rtse.userViolation("mts", e));
        }
    }

    private void bindConfirm(RtIndication.Opened opened) {
        boolean normal = Objects.requireNonNull(initiator).mode().isNormal();
        try {
            BindCodec.Identity peer = BindCodec.result(normal, opened.userData());
            cancelBindTimer();
            effects.add(new AssociationEffect.Bound(
                    new BindResult(peer.mtaName(), peer.password(), opened.checkpointSize(), opened.windowSize())));
        } catch (DecodeException e) {
            rtse(rtse.userViolation("mts", e));
        }
    }

    private @Nullable RtOpenIndication pendingBind() {
        if (over) {
            return null;
        }
        RtOpenIndication bind = open;
        if (bind == null || !bindTimerRuns) {
            throw new IllegalStateException("no bind waits for an answer");
        }
        cancelBindTimer();
        return bind;
    }

    private void end(AssociationEffect last) {
        cancelBindTimer();
        if (!over) {
            over = true;
            effects.add(last);
        }
    }

    private void armBindTimer() {
        bindTimerRuns = true;
        effects.add(new AssociationEffect.ArmTimer(BIND_TIMER, limits.bindTimeout()));
    }

    private void cancelBindTimer() {
        if (bindTimerRuns) {
            bindTimerRuns = false;
            effects.add(new AssociationEffect.CancelTimer(BIND_TIMER));
        }
    }

    private List<AssociationEffect> drain() {
        List<AssociationEffect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }

    private static TransportLimits transportLimits(AssociationLimits limits) {
        return new TransportLimits(TransportLimits.DEFAULT.maximumTpduSize(), limits.tsdu());
    }

    private static SessionLimits sessionLimits(AssociationLimits limits) {
        return new SessionLimits(
                limits.bindTimeout(), limits.releaseTimeout(), limits.releaseTimeout(), 0, limits.tsdu());
    }
}
