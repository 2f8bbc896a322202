package org.openx400.mta.rfc1006.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.cotp.TransportConnection;
import org.openx400.mta.rfc1006.cotp.TransportEffect;
import org.openx400.mta.rfc1006.cotp.TransportIndication;
import org.openx400.mta.rfc1006.cotp.TransportLimits;
import org.openx400.mta.rfc1006.cotp.TransportParameters;
import org.openx400.mta.rfc1006.cotp.TransportService;

/** Transport and session of both sides against each other: the dialogue that RTSE leads. */
class StackDialogueTest {
    private static final Octets ACTIVITY = Octets.hex("020101");
    private static final Octets CHUNK = Octets.wrap(new byte[150]);

    private Side caller = side(true, TransportLimits.DEFAULT, Integer.MAX_VALUE);
    private Side called = side(false, TransportLimits.DEFAULT, Integer.MAX_VALUE);

    @Test
    void transfersAndReleasesHoweverTcpCutsTheStream() {
        List<SessionIndication> whole = dialogue();
        for (int cut = 1; cut < 200; cut++) {
            caller = side(true, TransportLimits.DEFAULT, cut);
            called = side(false, TransportLimits.DEFAULT, cut);

            assertThat(dialogue()).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 1024, 8192, 16_384, 65_531})
    void transfersWithEveryTpduSize(int size) {
        List<SessionIndication> whole = dialogue();
        caller = side(true, new TransportLimits(size, 1 << 20), Integer.MAX_VALUE);
        called = side(false, TransportLimits.DEFAULT, Integer.MAX_VALUE);
        assertThat(dialogue()).isEqualTo(whole);

        caller = side(true, TransportLimits.DEFAULT, Integer.MAX_VALUE);
        called = side(false, new TransportLimits(size, 1 << 20), 7);
        assertThat(dialogue()).isEqualTo(whole);
    }

    private List<SessionIndication> dialogue() {
        caller.session.perform(caller.session.connection.connect(TestSession.CONNECT));
        caller.run(caller.transport.connect());
        exchange();
        called.request(called.session.connection.accept(TestSession.ACCEPT));
        exchange();
        caller.request(caller.session.connection.activityStart(ACTIVITY));
        caller.request(caller.session.connection.data(CHUNK, true));
        caller.request(caller.session.connection.syncMinor());
        caller.request(caller.session.connection.data(CHUNK, false));
        caller.request(caller.session.connection.data(CHUNK, true));
        caller.request(caller.session.connection.activityEnd());
        exchange();
        called.request(called.session.connection.syncMinorResponse(1));
        called.request(called.session.connection.activityEndResponse());
        called.request(called.session.connection.tokenPlease(Tokens.DATA, ACTIVITY));
        exchange();
        caller.request(caller.session.connection.controlGive());
        exchange();
        called.request(called.session.connection.activityStart(ACTIVITY));
        exchange();
        caller.request(caller.session.connection.exceptionReport(SessionReason.UNRECOVERABLE_PROCEDURAL_ERROR));
        exchange();
        called.request(called.session.connection.activityDiscard(SessionReason.NO_SPECIFIC_REASON));
        exchange();
        caller.request(caller.session.connection.activityDiscardResponse());
        exchange();
        called.request(called.session.connection.controlGive());
        exchange();
        caller.request(caller.session.connection.release(Octets.NONE));
        exchange();
        called.request(called.session.connection.releaseResponse(Octets.NONE));
        exchange();

        assertThat(caller.closed).isTrue();
        called.run(called.transport.closed("end of stream"));
        assertThat(called.session.state()).isEqualTo(SessionState.CLOSED);
        assertThat(caller.session.timers).isEmpty();
        assertThat(called.session.timers).isEmpty();
        List<SessionIndication> all = new ArrayList<>(caller.session.indications);
        all.addAll(called.session.indications);
        assertThat(all)
                .hasSize(20)
                .contains(
                        new SessionIndication.ActivityEnded(2),
                        new SessionIndication.Data(Octets.concat(CHUNK, CHUNK)),
                        new SessionIndication.Released(Octets.NONE));
        return all;
    }

    private void exchange() {
        while (!caller.wire.isEmpty() || !called.wire.isEmpty()) {
            caller.deliverTo(called);
            called.deliverTo(caller);
        }
    }

    private static Side side(boolean initiator, TransportLimits limits, int cut) {
        TransportService transport = initiator
                ? TransportConnection.initiator(new TransportParameters(Octets.latin1("A"), Octets.latin1("B"), limits))
                : TransportConnection.responder(limits);
        return new Side(transport, initiator ? TestSession.initiator() : TestSession.responder(), cut);
    }

    private static final class Side {
        final TransportService transport;
        final TestSession session;
        final Deque<Octets> wire = new ArrayDeque<>();
        boolean closed;
        private final int cut;

        Side(TransportService transport, TestSession session, int cut) {
            this.transport = transport;
            this.session = session;
            this.cut = cut;
        }

        void deliverTo(Side peer) {
            while (!wire.isEmpty()) {
                Octets octets = wire.removeFirst();
                int at = Math.min(cut, octets.length());
                peer.run(peer.transport.received(octets.slice(0, at)));
                if (at < octets.length()) {
                    peer.run(peer.transport.received(octets.from(at)));
                }
            }
        }

        void request(List<SessionEffect> effects) {
            session.perform(effects);
            for (SessionEffect effect : effects) {
                if (effect instanceof SessionEffect.Transmit transmit) {
                    run(transport.data(transmit.piece(), transmit.endOfTsdu()));
                } else if (effect instanceof SessionEffect.DisconnectTransport) {
                    run(transport.disconnect());
                }
            }
        }

        void run(List<TransportEffect> effects) {
            for (TransportEffect effect : effects) {
                if (effect instanceof TransportEffect.Send send) {
                    wire.add(send.octets());
                } else if (effect instanceof TransportEffect.Close) {
                    closed = true;
                } else if (effect instanceof TransportEffect.Indicate indicate) {
                    indicated(indicate.indication());
                }
            }
        }

        private void indicated(TransportIndication indication) {
            if (indication instanceof TransportIndication.Connect) {
                run(transport.accept());
                request(session.connection.transportConnected());
            } else if (indication instanceof TransportIndication.Connected) {
                request(session.connection.transportConnected());
            } else if (indication instanceof TransportIndication.Data data) {
                request(session.connection.received(data.tsdu()));
            } else if (indication instanceof TransportIndication.Disconnect disconnect) {
                request(session.connection.transportDisconnected(disconnect.why()));
            }
        }
    }
}
