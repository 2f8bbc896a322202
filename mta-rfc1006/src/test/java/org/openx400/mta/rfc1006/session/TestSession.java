package org.openx400.mta.rfc1006.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openx400.mta.octets.Octets;

/** A session connection whose effects are recorded: TSDUs, indications, running timers. */
final class TestSession {
    static final SessionLimits LIMITS = SessionLimits.DEFAULT;
    static final SConnect CONNECT = new SConnect(
            SpduVectors.IDENTIFIER, Octets.NONE, Octets.NONE, true, true, FunctionalUnits.RTSE, true, Octets.hex("aa"));
    static final SAccept ACCEPT =
            new SAccept(SpduVectors.IDENTIFIER, Octets.NONE, 2, FunctionalUnits.RTSE, Octets.hex("bb"));

    final SessionConnection connection;
    final List<Octets> sent = new ArrayList<>();
    final List<SessionIndication> indications = new ArrayList<>();
    final Map<SessionTimer, Duration> timers = new EnumMap<>(SessionTimer.class);
    boolean transportDisconnected;
    private final List<Octets> pieces = new ArrayList<>();

    TestSession(SessionConnection connection) {
        this.connection = connection;
    }

    static TestSession initiator() {
        return new TestSession(SessionConnection.initiator(LIMITS));
    }

    static TestSession responder() {
        return new TestSession(SessionConnection.responder(LIMITS));
    }

    /** Initiator in state DATA with all tokens. */
    static TestSession connectedInitiator() {
        TestSession session = initiator();
        session.perform(session.connection.transportConnected());
        session.perform(session.connection.connect(CONNECT));
        session.receive(new Spdu.Ac(
                SpduVectors.IDENTIFIER,
                new ConnectItem(TsduSizes.UNLIMITED, 2, 0),
                FunctionalUnits.RTSE,
                Octets.NONE,
                Octets.NONE));
        return session.forget();
    }

    /** Responder in state DATA, the peer has the tokens. */
    static TestSession connectedResponder() {
        TestSession session = responder();
        session.perform(session.connection.transportConnected());
        session.receive(SpduVectors.cn(3, TsduSizes.UNLIMITED, Octets.NONE));
        session.perform(session.connection.accept(ACCEPT));
        return session.forget();
    }

    void receive(Spdu spdu) {
        receive(SpduEncoder.encode(spdu));
    }

    void receive(Octets tsdu) {
        perform(connection.received(tsdu));
    }

    void receive(String hex) {
        receive(Octets.hex(hex));
    }

    TestSession perform(List<SessionEffect> effects) {
        for (SessionEffect effect : effects) {
            if (effect instanceof SessionEffect.Transmit transmit) {
                pieces.add(transmit.piece());
                if (transmit.endOfTsdu()) {
                    sent.add(Octets.concat(pieces));
                    pieces.clear();
                }
            } else if (effect instanceof SessionEffect.Indicate indicate) {
                indications.add(indicate.indication());
            } else if (effect instanceof SessionEffect.ArmTimer arm) {
                timers.put(arm.timer(), arm.delay());
            } else if (effect instanceof SessionEffect.CancelTimer cancel) {
                timers.remove(cancel.timer());
            } else if (effect instanceof SessionEffect.DisconnectTransport) {
                transportDisconnected = true;
            }
        }
        return this;
    }

    void ranOut(SessionTimer timer) {
        timers.remove(timer);
        perform(connection.timer(timer));
    }

    TestSession forget() {
        sent.clear();
        indications.clear();
        return this;
    }

    SessionState state() {
        return connection.state();
    }
}
