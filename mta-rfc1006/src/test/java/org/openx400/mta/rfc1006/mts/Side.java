package org.openx400.mta.rfc1006.mts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.rfc1006.rtse.ResumePoint;

/**
 * One association and a user that answers at once: it accepts what comes, supplies what it sends, and records what it is
 * told. A test replaces an answer where it wants another.
 */
final class Side {
    final MtaAssociation machine;
    final List<AssociationEffect> told = new ArrayList<>();
    final List<Octets> received = new ArrayList<>();
    final TreeSet<String> timers = new TreeSet<>();
    final Map<String, Duration> delays = new HashMap<>();
    final Deque<Octets> wire = new ArrayDeque<>();
    boolean tcpClosed;
    Function<AssociationEffect, List<AssociationEffect>> override = effect -> null;
    BindAcceptance acceptance;

    private Octets sending = Octets.NONE;
    private int supplied;
    private List<Octets> incoming = new ArrayList<>();

    Side(MtaAssociation machine, BindAcceptance acceptance) {
        this.machine = machine;
        this.acceptance = acceptance;
    }

    void send(Octets apdu) {
        sending = apdu;
        supplied = 0;
        run(machine.transfer(apdu.length()));
    }

    void resume(Octets apdu, ResumePoint at) {
        sending = apdu;
        supplied = (int) at.octets();
        run(machine.resume(apdu.length(), at));
    }

    /** What the earlier association received of an unfinished APDU is at hand for the transfer that is resumed. */
    void goOnAfter(Side earlier) {
        incoming = new ArrayList<>(earlier.incoming);
    }

    /** As goOnAfter, but only so much of it was written down. */
    void goOnAfter(Side earlier, long octets) {
        incoming = new ArrayList<>(List.of(Octets.concat(earlier.incoming).slice(0, (int) octets)));
    }

    void run(List<AssociationEffect> effects) {
        for (AssociationEffect effect : effects) {
            run(effect);
        }
    }

    private void run(AssociationEffect effect) {
        if (effect instanceof AssociationEffect.Send send) {
            wire.add(send.octets());
        } else if (effect instanceof AssociationEffect.Close) {
            tcpClosed = true;
        } else if (effect instanceof AssociationEffect.ArmTimer arm) {
            timers.add(arm.timer());
            delays.put(arm.timer(), arm.delay());
        } else if (effect instanceof AssociationEffect.CancelTimer cancel) {
            timers.remove(cancel.timer());
        } else {
            told.add(effect);
            List<AssociationEffect> other = override.apply(effect);
            run(other != null ? other : answer(effect));
        }
    }

    private List<AssociationEffect> answer(AssociationEffect effect) {
        if (effect instanceof AssociationEffect.TransportConnect) {
            return machine.acceptTransport();
        } else if (effect instanceof AssociationEffect.Bind bind) {
            return bind.bind().recovers() == null
                    ? machine.acceptBind(acceptance)
                    : machine.refuseBind(BindError.CANNOT_RECOVER);
        } else if (effect instanceof AssociationEffect.Supply supply) {
            Octets piece = sending.slice(supplied, supplied + supply.maximum());
            supplied += supply.maximum();
            return machine.supply(piece);
        } else if (effect instanceof AssociationEffect.TransferBegin) {
            incoming = new ArrayList<>();
        } else if (effect instanceof AssociationEffect.ApduOctets octets) {
            incoming.add(octets.piece());
        } else if (effect instanceof AssociationEffect.Checkpoint checkpoint) {
            return machine.acknowledgeCheckpoint(checkpoint.serial());
        } else if (effect instanceof AssociationEffect.TransferEnd) {
            received.add(Octets.concat(incoming));
            return machine.acknowledgeTransfer();
        }
        return List.of();
    }

    <T extends AssociationEffect> List<T> told(Class<T> type) {
        return told.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends AssociationEffect> T only(Class<T> type) {
        List<T> all = told(type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + type.getSimpleName() + " in " + told);
        }
        return all.get(0);
    }
}
