package org.openx400.mta.rfc1006.mts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;

/** An initiator and a responder, joined by a TCP connection in memory that a test can cut into slices of its own. */
final class Pair {
    static final AssociationLimits LIMITS = new AssociationLimits(
            1 << 20, 8 << 20, Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(2));
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T21:30:00Z"), ZoneOffset.UTC);

    final Side initiator;
    final Side responder;
    private final Random slicing;

    Pair(InitiatorParameters parameters, BindAcceptance acceptance, Random slicing) {
        initiator = new Side(OsiMtaAssociation.initiator(parameters), acceptance);
        responder = new Side(OsiMtaAssociation.responder(new ResponderParameters(LIMITS)), acceptance);
        this.slicing = slicing;
    }

    static Pair of(Mode mode) {
        return new Pair(parameters(mode, false, 2, 3), acceptance(2, 3), null);
    }

    /** Bound already. */
    static Pair bound(Mode mode) {
        return of(mode).bind();
    }

    static Pair twoWayAlternate(Mode mode) {
        return new Pair(parameters(mode, true, 2, 3), acceptance(2, 3), null).bind();
    }

    static InitiatorParameters parameters(Mode mode, boolean twoWayAlternate, int checkpointSize, int windowSize) {
        Selectors called = new Selectors(Octets.latin1("X400"), Octets.latin1("S2"), Octets.latin1("P2"));
        Selectors calling = new Selectors(Octets.latin1("MTA1"), Octets.latin1("S1"), Octets.latin1("P1"));
        return new InitiatorParameters(
                mode,
                called,
                calling,
                new MtaCredentials("mta1", Secret.of("secret")),
                twoWayAlternate,
                checkpointSize,
                windowSize,
                new SessionConnectionIdentifiers(CLOCK).next("mta1", mode),
                LIMITS);
    }

    static BindAcceptance acceptance(int checkpointSize, int windowSize) {
        return new BindAcceptance(
                "mta2",
                Secret.of("secret2"),
                checkpointSize,
                windowSize,
                LIMITS.releaseTimeout(),
                LIMITS.transferTimeout());
    }

    Pair bind() {
        initiator.run(initiator.machine.connected());
        exchange();
        return this;
    }

    /** Carries octets until neither side has any; then tells each of the other's closing of TCP. */
    void exchange() {
        while (!initiator.wire.isEmpty() || !responder.wire.isEmpty()) {
            carry(initiator, responder);
            carry(responder, initiator);
        }
        if (initiator.tcpClosed) {
            responder.run(responder.machine.disconnected("TCP closed by the peer"));
        }
        if (responder.tcpClosed) {
            initiator.run(initiator.machine.disconnected("TCP closed by the peer"));
        }
    }

    void carry(Side from, Side to) {
        while (!from.wire.isEmpty()) {
            Octets octets = from.wire.remove();
            while (slicing != null && octets.length() > 1) {
                int cut = 1 + slicing.nextInt(octets.length() - 1);
                to.run(to.machine.received(octets.slice(0, cut)));
                octets = octets.from(cut);
            }
            to.run(to.machine.received(octets));
        }
    }

    static Octets apdu(int length) {
        byte[] octets = new byte[length];
        new Random(length).nextBytes(octets);
        return Octets.wrap(octets);
    }
}
