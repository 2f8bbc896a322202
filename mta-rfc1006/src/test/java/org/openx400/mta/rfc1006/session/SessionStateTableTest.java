package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.Fault;
import org.openx400.mta.octets.Octets;

/** Every SPDU in every state: taken, discarded, or answered by AB with protocol error (X.225 annex A, digest). */
class SessionStateTableTest {
    private static final Octets ACTIVITY = Octets.hex("020101");
    private static final String ALL =
            "CN AC RF CDO OA FN DN NF AB AA GTC GTA GT PT DT MIP AE AS AR AI AD MIA AEA AIA" + " ADA ED ER";

    /** State: SPDUs taken; SPDUs discarded. */
    private static final String TABLE = """
            IDLE;;%1$s
            T_CONNECTED;AB;
            WAIT_CN;CN AB;
            WAIT_CDO;CDO AB;
            WAIT_RSP;AB;
            WAIT_OA;OA RF AB;
            WAIT_AC;AC RF AB;
            DATA;AS AR AI AD GTC FN GT PT AB;
            WAIT_GTA;GTA AB;PT
            ACTIVITY;DT MIP MIA AE AI AD ED ER GT PT AB;
            WAIT_AEA;MIA AEA ED ER PT AB;
            GOT_AE;AI AD AB;
            WAIT_AIA;AIA AB;DT MIA AEA ED ER PT
            WAIT_ADA;ADA AB;DT MIA AEA ED ER PT
            GOT_AI;AB;
            GOT_AD;AB;
            ED_SENT;AI AD GT AB;DT MIP AE PT
            ED_RCVD;AB;MIA AEA PT
            WAIT_DN;DN AB;PT MIA
            GOT_FN;AB;
            WAIT_TDISC;AA AB;%1$s
            WAIT_AA;AA AB;%1$s
            CLOSED;;%1$s
            """.formatted(ALL);

    @Test
    void answersEverySpduInEveryStateByTheTable() {
        Set<SessionState> seen = EnumSet.noneOf(SessionState.class);
        for (String line : TABLE.lines().toList()) {
            String[] row = line.split(";", -1);
            SessionState state = SessionState.valueOf(row[0]);
            seen.add(state);
            Set<SpduType> taken = types(row[1]);
            Set<SpduType> discarded = types(row[2]);
            SpduVectors.all().forEach((tsdu, spdu) -> check(state, spdu, tsdu, taken, discarded));
        }
        assertThat(seen).containsExactlyInAnyOrder(SessionState.values());
    }

    private static void check(
            SessionState state, Spdu spdu, Octets tsdu, Set<SpduType> taken, Set<SpduType> discarded) {
        TestSession session = in(state);
        session.forget().receive(tsdu);

        String what = spdu.type() + " in " + state;
        if (taken.contains(spdu.type())) {
            assertThat(session.indications.toString()).as(what).doesNotContain("is not allowed");
        } else if (discarded.contains(spdu.type())) {
            assertThat(session.sent).as(what).isEmpty();
            assertThat(session.indications).as(what).isEmpty();
            assertThat(session.state()).as(what).isEqualTo(state);
        } else {
            assertThat(session.sent.get(session.sent.size() - 1)).as(what).isEqualTo(Octets.hex("1903 110105"));
            assertThat(session.state()).as(what).isEqualTo(SessionState.WAIT_AA);
            assertThat(session.timers).as(what).containsOnlyKeys(SessionTimer.TIM);
            assertThat(session.indications)
                    .as(what)
                    .containsExactly(new SessionIndication.ProviderAbort(
                            "session: " + spdu.type() + " at octet 0: is not allowed in state " + state, Fault.WHOLE));
        }
    }

    @Test
    void endsTheConnectionOnAbortInEveryStateAndTellsTheUserOnce() {
        for (SessionState state : SessionState.values()) {
            TestSession session = in(state).forget();
            session.receive("1903 110105");
            boolean open = state != SessionState.IDLE && !state.isOver();
            assertThat(session.indications).as(state.name()).hasSize(open ? 1 : 0);

            session.perform(session.connection.transportDisconnected("gone"));
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(session.timers).as(state.name()).isEmpty();
        }
    }

    @Test
    void survivesTheLossOfTheTransportAndEveryTimerInEveryState() {
        for (SessionState state : SessionState.values()) {
            TestSession session = in(state);
            for (SessionTimer timer : SessionTimer.values()) {
                session.ranOut(timer);
            }
            session.perform(session.connection.transportDisconnected("gone"));
            assertThat(session.state()).isEqualTo(SessionState.CLOSED);
            assertThat(session.timers).as(state.name()).isEmpty();
        }
    }

    private static Set<SpduType> types(String names) {
        Set<SpduType> types = EnumSet.noneOf(SpduType.class);
        for (String name : names.split(" ")) {
            if (!name.isEmpty()) {
                types.add(SpduType.valueOf(name));
            }
        }
        return types;
    }

    private static TestSession in(SessionState state) {
        TestSession session = ways().get(state).session();
        assertThat(session.state()).isEqualTo(state);
        return session;
    }

    private interface Way {
        TestSession session();
    }

    private static Map<SessionState, Way> ways() {
        Map<SessionState, Way> ways = new EnumMap<>(SessionState.class);
        ways.put(SessionState.IDLE, TestSession::initiator);
        ways.put(SessionState.T_CONNECTED, () -> opened(TestSession.initiator()));
        ways.put(SessionState.WAIT_CN, () -> opened(TestSession.responder()));
        ways.put(SessionState.WAIT_CDO, () -> waitingCn(s -> s.receive(overflowing())));
        ways.put(
                SessionState.WAIT_RSP,
                () -> waitingCn(s -> s.receive(SpduVectors.cn(2, TsduSizes.UNLIMITED, ACTIVITY))));
        ways.put(SessionState.WAIT_OA, () -> calling(20_000));
        ways.put(SessionState.WAIT_AC, () -> calling(5));
        ways.put(SessionState.DATA, TestSession::connectedResponder);
        ways.put(SessionState.WAIT_GTA, () -> owner(s -> s.perform(s.connection.controlGive())));
        ways.put(SessionState.ACTIVITY, () -> receiver(s -> {}));
        ways.put(SessionState.WAIT_AEA, () -> sender(s -> s.perform(s.connection.activityEnd())));
        ways.put(SessionState.GOT_AE, () -> receiver(s -> s.receive("0100 2903 2a0131")));
        ways.put(SessionState.WAIT_AIA, () -> sender(s -> s.perform(s.connection.activityInterrupt(0))));
        ways.put(SessionState.WAIT_ADA, () -> sender(s -> s.perform(s.connection.activityDiscard(0))));
        ways.put(SessionState.GOT_AI, () -> receiver(s -> s.receive("0100 1903 320105")));
        ways.put(SessionState.GOT_AD, () -> receiver(s -> s.receive("0100 3903 320105")));
        ways.put(SessionState.ED_SENT, () -> receiver(s -> s.perform(s.connection.exceptionReport(1))));
        ways.put(SessionState.ED_RCVD, () -> sender(s -> s.receive("0200 3003 320101")));
        ways.put(SessionState.WAIT_DN, () -> owner(s -> s.perform(s.connection.release(Octets.NONE))));
        ways.put(SessionState.GOT_FN, () -> with(TestSession.connectedResponder(), s -> s.receive("0903 110101")));
        ways.put(
                SessionState.WAIT_TDISC,
                () -> with(
                        ways().get(SessionState.GOT_FN).session(),
                        s -> s.perform(s.connection.releaseResponse(Octets.NONE))));
        ways.put(SessionState.WAIT_AA, () -> owner(s -> s.perform(s.connection.userAbort(Octets.NONE))));
        ways.put(SessionState.CLOSED, () -> owner(s -> s.receive("1903 110103")));
        return ways;
    }

    private static TestSession opened(TestSession session) {
        return session.perform(session.connection.transportConnected());
    }

    private static TestSession waitingCn(Consumer<TestSession> then) {
        TestSession session = TestSession.responder();
        session.perform(session.connection.transportConnected());
        return with(session, then);
    }

    private static TestSession calling(int userData) {
        TestSession session = TestSession.initiator();
        session.perform(session.connection.transportConnected());
        return session.perform(session.connection.connect(new SConnect(
                SpduVectors.IDENTIFIER,
                Octets.NONE,
                Octets.NONE,
                true,
                true,
                FunctionalUnits.RTSE,
                true,
                Octets.wrap(new byte[userData]))));
    }

    private static Spdu overflowing() {
        return new Spdu.Cn(
                SpduVectors.IDENTIFIER,
                new ConnectItem(TsduSizes.UNLIMITED, 2, 0),
                FunctionalUnits.RTSE,
                Octets.NONE,
                Octets.NONE,
                true,
                ACTIVITY);
    }

    private static TestSession owner(Consumer<TestSession> then) {
        return with(TestSession.connectedInitiator(), then);
    }

    private static TestSession sender(Consumer<TestSession> then) {
        return owner(session -> {
            session.perform(session.connection.activityStart(ACTIVITY));
            then.accept(session);
        });
    }

    private static TestSession receiver(Consumer<TestSession> then) {
        return with(TestSession.connectedResponder(), session -> {
            session.receive("0100 2d05 2903 020101");
            then.accept(session);
        });
    }

    private static TestSession with(TestSession session, Consumer<TestSession> then) {
        then.accept(session);
        return session;
    }
}
