package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** Activities and their synchronization points: AS to AEA, MIP and MIA, X.225 7.20, 7.25 to 7.31. */
final class ActivityProcedure {
    private final SessionCore core;
    private final TransferProcedure transfer;
    private final SyncPoints points = new SyncPoints();

    ActivityProcedure(SessionCore core, TransferProcedure transfer) {
        this.core = core;
        this.transfer = transfer;
    }

    int nextSerial() {
        return points.next();
    }

    void start(Octets activityIdentifier) {
        core.require(core.state() == SessionState.DATA && core.hasAllTokens(), "S-ACTIVITY-START request");
        core.send(new Spdu.As(activityIdentifier, Octets.NONE));
        begin(0);
    }

    void resume(
            Octets activityIdentifier,
            Octets oldActivityIdentifier,
            int serial,
            @Nullable SessionConnectionIdentifier oldConnection) {
        core.require(core.state() == SessionState.DATA && core.hasAllTokens(), "S-ACTIVITY-RESUME request");
        core.send(new Spdu.Ar(activityIdentifier, oldActivityIdentifier, serial, oldConnection, Octets.NONE));
        begin(serial);
    }

    void syncMinor() {
        requireSynchronizing("S-SYNC-MINOR request");
        core.send(new Spdu.Mip(points.next(), true, Octets.NONE));
        points.sent();
    }

    void end() {
        requireSynchronizing("S-ACTIVITY-END request");
        core.send(new Spdu.Ae(points.next(), Octets.NONE));
        points.sent();
        core.enter(SessionState.WAIT_AEA);
    }

    void syncMinorResponse(int serial) {
        boolean activity = core.state() == SessionState.ACTIVITY;
        boolean beforeEnd = core.state() == SessionState.GOT_AE && serial < points.next() - 1;
        core.require((activity || beforeEnd) && points.confirmableHere(serial), "S-SYNC-MINOR response");
        core.send(new Spdu.Mia(serial, Octets.NONE));
        points.confirmed(serial);
    }

    void endResponse() {
        core.require(core.state() == SessionState.GOT_AE, "S-ACTIVITY-END response");
        int serial = points.next() - 1;
        core.send(new Spdu.Aea(serial, Octets.NONE));
        points.confirmed(serial);
        core.enter(SessionState.DATA);
    }

    void interrupt(int reason) {
        requireInterruptible("S-ACTIVITY-INTERRUPT request");
        core.sender().abandon();
        core.send(new Spdu.Ai(reason));
        core.enter(SessionState.WAIT_AIA);
    }

    void discard(int reason) {
        requireInterruptible("S-ACTIVITY-DISCARD request");
        core.sender().abandon();
        core.send(new Spdu.Ad(reason));
        core.enter(SessionState.WAIT_ADA);
    }

    void interruptResponse() {
        core.require(core.state() == SessionState.GOT_AI, "S-ACTIVITY-INTERRUPT response");
        giveUp(SpduType.AIA);
    }

    void discardResponse() {
        core.require(core.state() == SessionState.GOT_AD, "S-ACTIVITY-DISCARD response");
        giveUp(SpduType.ADA);
    }

    void received(Spdu.As as) throws SpduException {
        expectTokensWithPeer(as);
        begin(0);
        core.indicate(new SessionIndication.ActivityStart(as.activityIdentifier(), as.userData()));
    }

    void received(Spdu.Ar ar) throws SpduException {
        expectTokensWithPeer(ar);
        begin(ar.serial());
        core.indicate(new SessionIndication.ActivityResume(
                ar.activityIdentifier(), ar.oldActivityIdentifier(), ar.serial(), ar.oldConnection(), ar.userData()));
    }

    void received(Spdu.Mip mip) throws SpduException {
        expectNextPoint(mip, mip.serial());
        core.indicate(new SessionIndication.SyncMinor(mip.serial(), mip.confirmationRequired(), mip.userData()));
    }

    void received(Spdu.Ae ae) throws SpduException {
        expectNextPoint(ae, ae.serial());
        core.enter(SessionState.GOT_AE);
        core.indicate(new SessionIndication.ActivityEnd(ae.serial(), ae.userData()));
    }

    void received(Spdu.Mia mia) throws SpduException {
        boolean confirmsEnd = core.state() == SessionState.WAIT_AEA && mia.serial() == points.next() - 1;
        if (confirmsEnd || !points.confirmableByPeer(mia.serial())) {
            throw core.protocolError(mia, "confirms serial number " + mia.serial() + ", which does not wait for it");
        }
        points.confirmed(mia.serial());
        core.indicate(new SessionIndication.SyncMinorConfirmed(mia.serial()));
    }

    void received(Spdu.Aea aea) throws SpduException {
        if (aea.serial() != points.next() - 1) {
            throw core.protocolError(aea, "has serial number " + aea.serial() + ", not " + (points.next() - 1));
        }
        points.confirmed(aea.serial());
        core.enter(SessionState.DATA);
        core.indicate(new SessionIndication.ActivityEnded(aea.serial()));
    }

    void received(Spdu.Ai ai) throws SpduException {
        expectActivityTokenWithPeer(ai);
        transfer.forgetSsdu();
        core.enter(SessionState.GOT_AI);
        core.indicate(new SessionIndication.ActivityInterrupt(ai.reason()));
    }

    void received(Spdu.Ad ad) throws SpduException {
        expectActivityTokenWithPeer(ad);
        transfer.forgetSsdu();
        core.enter(SessionState.GOT_AD);
        core.indicate(new SessionIndication.ActivityDiscard(ad.reason()));
    }

    void receivedInterruptAck() {
        core.tokens(Tokens.ALL);
        core.enter(SessionState.DATA);
        core.indicate(new SessionIndication.ActivityInterrupted());
    }

    void receivedDiscardAck() {
        core.tokens(Tokens.ALL);
        core.enter(SessionState.DATA);
        core.indicate(new SessionIndication.ActivityDiscarded());
    }

    private void begin(int after) {
        points.startAfter(after);
        core.enter(SessionState.ACTIVITY);
    }

    /** After AIA or ADA all tokens are with the side that sent AI or AD. */
    private void giveUp(SpduType answer) {
        core.send(new Spdu.Plain(answer));
        core.tokens(Tokens.NONE);
        core.enter(SessionState.DATA);
    }

    private void requireSynchronizing(String request) {
        boolean ready = core.state() == SessionState.ACTIVITY && core.sender().isIdle() && core.hasAllTokens();
        core.require(ready && !points.exhausted(), request);
    }

    private void requireInterruptible(String request) {
        boolean state = core.state() == SessionState.ACTIVITY
                || core.state() == SessionState.WAIT_AEA
                || core.state() == SessionState.ED_RCVD;
        core.require(state && core.tokens().contains(Tokens.MAJOR_ACTIVITY), request);
    }

    private void expectTokensWithPeer(Spdu spdu) throws SpduException {
        if (!core.tokens().equals(Tokens.NONE)) {
            throw core.protocolError(spdu, "came without the tokens");
        }
    }

    private void expectActivityTokenWithPeer(Spdu spdu) throws SpduException {
        if (core.tokens().contains(Tokens.MAJOR_ACTIVITY)) {
            throw core.protocolError(spdu, "came without the major/activity token");
        }
    }

    private void expectNextPoint(Spdu spdu, int serial) throws SpduException {
        expectTokensWithPeer(spdu);
        transfer.expectNoOpenSsdu(spdu);
        if (serial != points.next() || points.exhausted()) {
            throw core.protocolError(spdu, "has serial number " + serial + ", not " + points.next());
        }
        points.received();
    }
}
