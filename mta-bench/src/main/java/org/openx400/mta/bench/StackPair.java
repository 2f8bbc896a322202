package org.openx400.mta.bench;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.mts.AssociationEffect;
import org.openx400.mta.rfc1006.mts.AssociationLimits;
import org.openx400.mta.rfc1006.mts.BindAcceptance;
import org.openx400.mta.rfc1006.mts.InitiatorParameters;
import org.openx400.mta.rfc1006.mts.MtaAssociation;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;
import org.openx400.mta.rfc1006.mts.ResponderParameters;
import org.openx400.mta.rfc1006.mts.SessionConnectionIdentifiers;

/** Two ends of an association in 1988 normal mode, all layers, joined in memory; what is sent at once goes as one piece. */
final class StackPair {
    private static final int CHECKPOINT_SIZE = 60;
    private static final int WINDOW_SIZE = 3;
    private static final AssociationLimits LIMITS = AssociationLimits.DEFAULT;

    private final End initiator;
    private final End responder;

    /** Bound already. */
    StackPair() {
        Selectors selectors = new Selectors(Octets.latin1("X400"), Octets.NONE, Octets.NONE);
        initiator = new End(OsiMtaAssociation.initiator(new InitiatorParameters(
                Mode.NORMAL_1988,
                selectors,
                selectors,
                new MtaCredentials("MTA1", Secret.of("secret")),
                false,
                CHECKPOINT_SIZE,
                WINDOW_SIZE,
                new SessionConnectionIdentifiers(Clock.systemUTC()).next("MTA1", Mode.NORMAL_1988),
                LIMITS)));
        responder = new End(OsiMtaAssociation.responder(new ResponderParameters(LIMITS)));
        initiator.perform(initiator.machine.connected());
        exchange();
        if (!initiator.machine.mayTransfer()) {
            throw new IllegalStateException("not bound");
        }
    }

    /** Transfers one APDU until its acknowledgement is back. Returns the pieces as the receiver got them. */
    List<Octets> transfer(Octets apdu) {
        initiator.toSend = apdu;
        responder.pieces.clear();
        responder.complete = false;
        initiator.perform(initiator.machine.transfer(apdu.length()));
        exchange();
        if (!responder.complete || !initiator.machine.mayTransfer()) {
            throw new IllegalStateException("not transferred");
        }
        return responder.pieces;
    }

    private void exchange() {
        while (!initiator.wire.isEmpty() || !responder.wire.isEmpty()) {
            initiator.carryTo(responder);
            responder.carryTo(initiator);
        }
    }

    private static final class End {
        private final MtaAssociation machine;
        private final List<Octets> wire = new ArrayList<>();
        private final List<Octets> pieces = new ArrayList<>();
        private final Deque<AssociationEffect> effects = new ArrayDeque<>();
        private Octets toSend = Octets.NONE;
        private boolean complete;

        End(MtaAssociation machine) {
            this.machine = machine;
        }

        private void carryTo(End other) {
            if (!wire.isEmpty()) {
                Octets octets = Octets.concat(wire);
                wire.clear();
                other.perform(other.machine.received(octets));
            }
        }

        private void perform(List<AssociationEffect> wanted) {
            effects.addAll(wanted);
            for (AssociationEffect next = effects.poll(); next != null; next = effects.poll()) {
                effects.addAll(answer(next));
            }
        }

        private List<AssociationEffect> answer(AssociationEffect effect) {
            if (effect instanceof AssociationEffect.Send send) {
                wire.add(send.octets());
            } else if (effect instanceof AssociationEffect.Supply supply) {
                Octets piece = toSend.slice(0, supply.maximum());
                toSend = toSend.from(supply.maximum());
                return machine.supply(piece);
            } else if (effect instanceof AssociationEffect.ApduOctets octets) {
                pieces.add(octets.piece());
            } else if (effect instanceof AssociationEffect.Checkpoint checkpoint) {
                return machine.acknowledgeCheckpoint(checkpoint.serial());
            } else if (effect instanceof AssociationEffect.TransferEnd) {
                complete = true;
                return machine.acknowledgeTransfer();
            } else if (effect instanceof AssociationEffect.TransportConnect) {
                return machine.acceptTransport();
            } else if (effect instanceof AssociationEffect.Bind) {
                return machine.acceptBind(new BindAcceptance(
                        "MTA2",
                        Secret.of("secret"),
                        CHECKPOINT_SIZE,
                        WINDOW_SIZE,
                        LIMITS.releaseTimeout(),
                        LIMITS.transferTimeout()));
            }
            return List.of();
        }
    }
}
