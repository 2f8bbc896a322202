package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.OctetCollector;
import org.openx400.mta.octets.Octets;

/** Data, tokens and exceptions: DT, GT, PT, GTC, GTA, ED and ER, X.225 7.11, 7.16 to 7.19, 7.32, 7.33. */
final class TransferProcedure {
    private final SessionCore core;
    private final OctetCollector ssdu;
    private boolean inSsdu;

    TransferProcedure(SessionCore core) {
        this.core = core;
        this.ssdu = new OctetCollector(core.limits().maximumSsdu());
    }

    void data(Octets piece, boolean endOfSsdu) {
        core.require(core.state() == SessionState.ACTIVITY && core.tokens().contains(Tokens.DATA), "S-DATA request");
        core.sender().send(piece, endOfSsdu);
    }

    void tokenGive(Tokens tokens) {
        boolean state = core.state() == SessionState.DATA
                || core.state() == SessionState.ACTIVITY && core.sender().isIdle()
                || core.state() == SessionState.ED_RCVD && tokens.contains(Tokens.DATA);
        core.require(state && core.tokens().contains(tokens), "S-TOKEN-GIVE request");
        core.sender().abandon();
        core.send(new Spdu.Gt(tokens));
        core.tokens(core.tokens().minus(tokens));
        if (core.state() == SessionState.ED_RCVD) {
            core.enter(SessionState.ACTIVITY);
        }
    }

    void tokenPlease(Tokens tokens, Octets userData) {
        boolean state = core.state() == SessionState.DATA
                || core.state() == SessionState.ACTIVITY
                || core.state() == SessionState.GOT_AE;
        boolean withPeer = Tokens.ALL.minus(core.tokens()).contains(tokens);
        core.require(state && withPeer, "S-TOKEN-PLEASE request");
        core.send(new Spdu.Pt(tokens, core.checked(userData)));
    }

    void controlGive() {
        core.require(core.state() == SessionState.DATA && core.hasAllTokens(), "S-CONTROL-GIVE request");
        core.send(new Spdu.Plain(SpduType.GTC));
        core.enter(SessionState.WAIT_GTA);
    }

    void exceptionReport(int reason) {
        boolean state = core.state() == SessionState.ACTIVITY || core.state() == SessionState.GOT_AE;
        core.require(state && !core.tokens().contains(Tokens.DATA), "S-U-EXCEPTION-REPORT request");
        forgetSsdu();
        core.send(new Spdu.Ed(reason, Octets.NONE));
        core.enter(SessionState.ED_SENT);
    }

    /** What came of an SSDU is worthless once its activity is interrupted, discarded or in exception. */
    void forgetSsdu() {
        ssdu.clear();
        inSsdu = false;
    }

    void expectNoOpenSsdu(Spdu spdu) throws SpduException {
        if (inSsdu) {
            throw core.protocolError(spdu, "came between the segments of an SSDU");
        }
    }

    void received(Spdu.Dt dt) throws SpduException {
        if (core.tokens().contains(Tokens.DATA)) {
            throw core.protocolError(dt, "came without the data token");
        }
        boolean begin = (dt.enclosure() & Enclosure.BEGIN) != 0;
        if (begin == inSsdu) {
            throw core.protocolError(dt, begin ? "begins an SSDU within another" : "goes on with no SSDU");
        }
        if (dt.enclosure() == Enclosure.WHOLE
                && dt.userInformation().length() <= core.limits().maximumSsdu()) {
            core.indicate(new SessionIndication.Data(dt.userInformation()));
            return;
        }
        if (!ssdu.add(dt.userInformation())) {
            throw SpduException.tooLong(
                    "SSDU", "is longer than " + core.limits().maximumSsdu() + " octets", core.limits());
        }
        inSsdu = (dt.enclosure() & Enclosure.END) == 0;
        if (!inSsdu) {
            core.indicate(new SessionIndication.Data(ssdu.take()));
        }
    }

    void received(Spdu.Gt gt) throws SpduException {
        Tokens given = gt.tokens();
        if (!Tokens.ALL.minus(core.tokens()).contains(given)) {
            throw core.protocolError(gt, "gives tokens that the peer does not have");
        }
        expectNoOpenSsdu(gt);
        if (given.equals(Tokens.NONE)) {
            return; // a prefix that nothing follows
        }
        core.tokens(core.tokens().plus(given));
        if (core.state() == SessionState.ED_SENT && given.contains(Tokens.DATA)) {
            core.enter(SessionState.ACTIVITY);
        }
        core.indicate(new SessionIndication.TokenGive(given));
    }

    void received(Spdu.Pt pt) throws SpduException {
        Tokens wanted = pt.tokens();
        if (!Tokens.ALL.contains(wanted)) {
            throw core.protocolError(pt, "asks for tokens that are not available");
        }
        // Tokens that are no longer here were given while PT was on its way
        if (!wanted.equals(Tokens.NONE) && core.tokens().contains(wanted)) {
            core.indicate(new SessionIndication.TokenPlease(wanted, pt.userData()));
        }
    }

    void receivedControlGive(Spdu gtc) throws SpduException {
        if (!core.tokens().equals(Tokens.NONE)) {
            throw core.protocolError(gtc, "came without the tokens");
        }
        core.send(new Spdu.Plain(SpduType.GTA));
        core.tokens(Tokens.ALL);
        core.indicate(new SessionIndication.ControlGive());
    }

    void receivedControlGiveAck() {
        core.tokens(Tokens.NONE);
        core.enter(SessionState.DATA);
        core.indicate(new SessionIndication.ControlGiven());
    }

    void received(Spdu.Ed ed) {
        enterException(new SessionIndication.ExceptionReport(ed.reason(), ed.userData()));
    }

    void receivedProviderException() {
        enterException(new SessionIndication.ProviderExceptionReport());
    }

    private void enterException(SessionIndication indication) {
        if (core.tokens().contains(Tokens.DATA)) { // else it crossed the GT that is its answer
            core.sender().abandon();
            core.enter(SessionState.ED_RCVD);
            core.indicate(indication);
        }
    }
}
