package org.openx400.mta.rfc1006.inbound;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.net.Scheduler;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.p1.RandomEnvelopes;
import org.openx400.mta.rfc1006.mts.AssociationEffect;
import org.openx400.mta.rfc1006.mts.InitiatorParameters;
import org.openx400.mta.rfc1006.mts.MtaAssociation;
import org.openx400.mta.rfc1006.mts.OsiMtaAssociation;
import org.openx400.mta.rfc1006.mts.SessionConnectionIdentifiers;

/**
 * What an honest caller sends in one association, from the CR over the transfer of one message to the release.
 *
 * @param mode of the association
 * @param caller its TPKTs, each with all that it sends before it waits for an answer
 * @param called what it is answered
 */
record Dialogue(Mode mode, List<Octets> caller, List<Octets> called) {
    static final int TPKT_HEADER = 4;

    /** @param contentLength octets of the content of the message */
    static Dialogue record(Mode mode, int contentLength, Scheduler scheduler) {
        Caller caller = new Caller(mode, contentLength, new CalledStack(mode, scheduler));
        caller.run();
        return new Dialogue(mode, List.copyOf(caller.said), List.copyOf(caller.heard));
    }

    int length() {
        return caller.stream().mapToInt(Octets::length).sum();
    }

    Octets stream() {
        return Octets.concat(caller);
    }

    /** The first so many octets come, and no more. */
    void play(CalledStack stack, int octets) {
        int left = octets;
        for (Octets flight : caller) {
            int part = Math.min(left, flight.length());
            if (part > 0) {
                stack.receive(flight.slice(0, part));
            }
            left -= part;
        }
    }

    /** All that the caller sends comes, except that it goes on only while the answers are those of the honest dialogue. */
    void play(CalledStack stack, Dialogue honest) {
        for (int i = 0; i < caller.size(); i++) {
            if (!stack.receive(caller.get(i)).equals(honest.called.get(i))) {
                return;
            }
        }
    }

    /** The same with another octet at one place. */
    Dialogue with(int place, int octet) {
        return replacing(place, 1, Octets.of(octet));
    }

    /** The same with a TPKT that ends before an octet, counted from its header, and whose header says so. */
    Dialogue withShort(int tpkt, int length) {
        List<Octets> tpkts = tpkts(stream());
        int place = tpkts.subList(0, tpkt).stream().mapToInt(Octets::length).sum();
        Octets whole = tpkts.get(tpkt);
        Octets cut = Octets.concat(Octets.of(3, 0, length >> 8, length), whole.slice(TPKT_HEADER, length));
        return replacing(place, whole.length(), cut);
    }

    private Dialogue replacing(int place, int length, Octets by) {
        List<Octets> changed = new ArrayList<>();
        int from = 0;
        for (Octets flight : caller) {
            int at = place - from;
            changed.add(
                    at < 0 || at >= flight.length()
                            ? flight
                            : Octets.concat(flight.slice(0, at), by, flight.from(at + length)));
            from += flight.length();
        }
        return new Dialogue(mode, changed, called);
    }

    /** The TPKTs of what one side sent, each with its header. */
    static List<Octets> tpkts(Octets stream) {
        List<Octets> tpkts = new ArrayList<>();
        int at = 0;
        while (at < stream.length()) {
            int length = stream.at(at + 2) << 8 | stream.at(at + 3);
            tpkts.add(stream.slice(at, at + length));
            at += length;
        }
        return tpkts;
    }

    private static final class Caller {
        private final List<Octets> said = new ArrayList<>();
        private final List<Octets> heard = new ArrayList<>();
        private final Deque<AssociationEffect> effects = new ArrayDeque<>();
        private final List<Octets> outbox = new ArrayList<>();
        private final MtaAssociation machine;
        private final CalledStack called;
        private final Octets apdu;
        private int supplied;

        Caller(Mode mode, int contentLength, CalledStack called) {
            this.called = called;
            this.apdu = apdu(contentLength);
            Clock clock = Clock.fixed(Instant.parse("2026-11-20T21:30:00Z"), ZoneOffset.UTC);
            machine = OsiMtaAssociation.initiator(new InitiatorParameters(
                    mode,
                    new Selectors(Octets.latin1("T"), Octets.latin1("S"), Octets.latin1("P")),
                    new Selectors(Octets.latin1("t"), Octets.latin1("s"), Octets.latin1("p")),
                    new MtaCredentials("PEER", Secret.of("secret")),
                    false,
                    1,
                    3,
                    new SessionConnectionIdentifiers(clock).next("PEER", mode),
                    CalledStack.LIMITS));
        }

        void run() {
            effects.addAll(machine.connected());
            perform();
            while (!outbox.isEmpty()) {
                Octets flight = Octets.concat(outbox);
                outbox.clear();
                said.add(flight);
                Octets answer = called.receive(flight);
                heard.add(answer);
                effects.addAll(machine.received(answer));
                perform();
            }
        }

        private void perform() {
            for (AssociationEffect next = effects.poll(); next != null; next = effects.poll()) {
                if (next instanceof AssociationEffect.Send send) {
                    outbox.add(send.octets());
                } else if (next instanceof AssociationEffect.Bound) {
                    effects.addAll(machine.transfer(apdu.length()));
                } else if (next instanceof AssociationEffect.Supply supply) {
                    int end = Math.min(apdu.length(), supplied + supply.maximum());
                    effects.addAll(machine.supply(apdu.slice(supplied, end)));
                    supplied = end;
                } else if (next instanceof AssociationEffect.TransferConfirmed) {
                    effects.addAll(machine.close());
                } else if (next instanceof AssociationEffect.Aborted || next instanceof AssociationEffect.Refused) {
                    throw new IllegalStateException(next + " " + called.events);
                }
            }
        }

        private static Octets apdu(int contentLength) {
            MessageTransferEnvelope any = new RandomEnvelopes(1).message();
            MessageTransferEnvelope envelope = new MessageTransferEnvelope(
                    any.messageIdentifier(),
                    name("C=US;A= ;P=PEER;S=Alice"),
                    null,
                    any.contentType(),
                    "identifier",
                    any.priority(),
                    any.perMessageIndicators(),
                    null,
                    List.of(),
                    any.traceInformation(),
                    List.of(),
                    List.of(new PerRecipientMessageTransferFields(
                            name("C=US;A= ;P=SITE;O=One;S=Bob"),
                            1,
                            PerRecipientIndicators.of(
                                    true,
                                    OriginatingMTAReportRequest.NON_DELIVERY_REPORT,
                                    OriginatorReportRequest.NON_DELIVERY_REPORT),
                            null,
                            List.of())));
            Octets content = Octets.latin1("x".repeat(contentLength));
            Octets header = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
            return Octets.concat(
                    OutgoingApdu.of(ApduKind.MESSAGE, header, content.length()).header(), content);
        }

        private static ORName name(String address) {
            try {
                return ORName.of(ORAddressText.parse(address));
            } catch (ORAddressSyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }
}
