package org.openx400.mta.rfc1006.session;

import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** The end of a connection: FN, DN, AB, AA, timers and the loss of the transport connection, X.225 7.6 to 7.10. */
final class ReleaseProcedure {
    private final SessionCore core;
    private boolean peerKeepsTransport;

    ReleaseProcedure(SessionCore core) {
        this.core = core;
    }

    void request(Octets userData) {
        core.require(core.state() == SessionState.DATA && core.hasAllTokens(), "S-RELEASE request");
        core.send(new Spdu.Fn(false, core.checked(userData)));
        core.enter(SessionState.WAIT_DN);
        core.arm(SessionTimer.RELEASE);
    }

    void response(Octets userData) {
        core.require(core.state() == SessionState.GOT_FN, "S-RELEASE response");
        core.send(new Spdu.Dn(core.checked(userData)));
        if (peerKeepsTransport) { // it would wait for us to take its next CN, which we never do
            core.disconnectTransport();
        } else {
            core.awaitTransportDisconnect(SessionState.WAIT_TDISC);
        }
    }

    /** Before CN there is no session connection to abort: then just the transport connection goes. */
    void userAbort(Octets userData) {
        switch (core.state()) {
            case IDLE, T_CONNECTED, WAIT_CN -> core.disconnectTransport();
            default -> core.abort(AbortCause.USER, userData);
        }
    }

    void received(Spdu.Fn fn) throws SpduException {
        if (!core.tokens().equals(Tokens.NONE)) {
            throw core.protocolError(fn, "came without the tokens");
        }
        peerKeepsTransport = fn.keepsTransport();
        core.enter(SessionState.GOT_FN);
        core.indicate(new SessionIndication.Release(fn.userData()));
    }

    void received(Spdu.Dn dn) {
        core.indicate(new SessionIndication.Released(dn.userData()));
        core.disconnectTransport();
    }

    void received(Spdu.Ab ab) {
        if (!core.state().isOver()) {
            core.sender().abandon();
            core.send(new Spdu.Plain(SpduType.AA));
            boolean byUser = (ab.cause() & AbortCause.USER) != 0;
            core.indicate(
                    byUser
                            ? new SessionIndication.UserAbort(ab.userData())
                            : new SessionIndication.ProviderAbort(
                                    "session: the peer aborted: " + AbortCause.inWords(ab.cause()), Fault.NONE));
        }
        core.disconnectTransport();
    }

    void receivedAbortAccept() {
        core.disconnectTransport();
    }

    void ranOut(SessionTimer timer) {
        if (!core.ranOut(timer)) {
            return;
        }
        switch (core.state()) {
            case WAIT_CN -> {
                core.disconnectTransport();
                core.indicate(new SessionIndication.ProviderAbort("session: no CN in time", Fault.NONE));
            }
            case WAIT_TDISC, WAIT_AA -> core.disconnectTransport();
            default ->
                core.providerAbort(
                        AbortCause.NO_REASON, "session: no answer in time in state " + core.state(), Fault.NONE);
        }
    }

    void transportDisconnected(String why) {
        boolean tell = !core.state().isOver();
        core.close();
        if (tell) {
            core.indicate(new SessionIndication.ProviderAbort(why, Fault.NONE));
        }
    }
}
