package org.openx400.mta.rfc1006.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** What the procedures of one session connection share: its state, its tokens, and the effects of the present event. */
final class SessionCore {
    private static final int MOST_VERSION_1_USER_DATA = 512;
    private static final int MOST_VERSION_1_ABORT_DATA = 9;

    private SessionLimits limits;
    private final List<SessionEffect> effects = new ArrayList<>();
    private final Set<SessionTimer> running = EnumSet.noneOf(SessionTimer.class);
    private final SsduSender sender = new SsduSender(effects);
    private SessionState state = SessionState.IDLE;
    private Tokens tokens = Tokens.NONE;
    private int version = 1;

    SessionCore(SessionLimits limits) {
        this.limits = limits;
    }

    SessionLimits limits() {
        return limits;
    }

    void limits(SessionLimits others) {
        limits = others;
    }

    SessionState state() {
        return state;
    }

    void enter(SessionState next) {
        state = next;
    }

    SsduSender sender() {
        return sender;
    }

    /** The tokens of this side; the peer has the others of {@link Tokens#ALL}. */
    Tokens tokens() {
        return tokens;
    }

    void tokens(Tokens here) {
        tokens = here;
    }

    boolean hasAllTokens() {
        return tokens.contains(Tokens.ALL);
    }

    void version(int selected) {
        version = selected;
    }

    List<SessionEffect> drain() {
        List<SessionEffect> drained = List.copyOf(effects);
        effects.clear();
        return drained;
    }

    void indicate(SessionIndication indication) {
        effects.add(new SessionEffect.Indicate(indication));
    }

    /** Only between SSDUs: the TSDU of one that is under way would swallow it. */
    void send(Spdu spdu) {
        require(sender.isIdle(), spdu.type() + " amid an SSDU");
        effects.add(new SessionEffect.Transmit(SpduEncoder.encode(spdu), true));
    }

    void arm(SessionTimer timer) {
        Duration delay = switch (timer) {
            case CONNECT -> limits.connectTime();
            case RELEASE -> limits.releaseTime();
            case TIM -> limits.disconnectTime();
        };
        running.add(timer);
        effects.add(new SessionEffect.ArmTimer(timer, delay));
    }

    void cancel(SessionTimer timer) {
        if (running.remove(timer)) {
            effects.add(new SessionEffect.CancelTimer(timer));
        }
    }

    /** False if the timer was cancelled while its end was on the way. */
    boolean ranOut(SessionTimer timer) {
        return running.remove(timer);
    }

    /** Nothing is left to do but that the peer releases the transport connection; TIM limits that. */
    void awaitTransportDisconnect(SessionState next) {
        cancelAll();
        arm(SessionTimer.TIM);
        state = next;
    }

    void abort(int cause, Octets userData) {
        sender.abandon();
        boolean fits = version != 1 || userData.length() <= MOST_VERSION_1_ABORT_DATA;
        // Version 1 has 9 octets for it: an abort without its data is better than none.
        send(new Spdu.Ab(cause | AbortCause.TRANSPORT_RELEASED, Octets.NONE, fits ? userData : Octets.NONE));
        awaitTransportDisconnect(SessionState.WAIT_AA);
    }

    void providerAbort(int cause, String why, Fault fault) {
        abort(cause, Octets.NONE);
        indicate(new SessionIndication.ProviderAbort(why, fault));
    }

    void disconnectTransport() {
        close();
        effects.add(new SessionEffect.DisconnectTransport());
    }

    void close() {
        cancelAll();
        state = SessionState.CLOSED;
    }

    void require(boolean allowed, String request) {
        if (!allowed) {
            throw new IllegalStateException(request + " in state " + state + " with tokens " + tokens.bits());
        }
    }

    /** The user data, if it may travel in this version. */
    Octets checked(Octets userData) {
        if (version == 1 && userData.length() > MOST_VERSION_1_USER_DATA) {
            throw new IllegalArgumentException(
                    userData.length() + " octets of user data, session version 1 has room for 512");
        }
        return userData;
    }

    SpduException protocolError(Spdu spdu, String problem) {
        return SpduException.protocolError(spdu.type().name(), 0, problem + " in state " + state);
    }

    private void cancelAll() {
        for (SessionTimer timer : SessionTimer.values()) {
            cancel(timer);
        }
    }
}
