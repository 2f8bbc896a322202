package org.openx400.mta.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.EnvelopeRewriter;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.OutgoingApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.Rewrite;

/**
 * P1 messages per second of processor time of one core: this MTA's codec beside plain Bouncy Castle, which builds its
 * objects of every element and encodes them; and the whole stack in memory, two associations without sockets and queue.
 *
 * <p>Arguments: folder (not used), octets of a message, messages for each round, rounds.
 */
final class CodecBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP_ROUNDS = 4;

    /** Something that is done with a message; its result is looked at so that it is done. */
    private interface Work {
        int once() throws Exception;
    }

    private record Contestant(String name, Work work, double[] rates) {}

    private final Octets apdu;
    private final byte[] array;
    private final MtsApdu parts;
    private final TransferEnvelope decoded;
    private final Rewrite rewrite;
    private int sum;

    private CodecBenchmark(int size) throws P1Exception {
        apdu = BenchedRelay.message("codec-1", size);
        array = apdu.toArray();
        parts = MtsApdu.decode(apdu, P1Limits.DEFAULT);
        decoded = new EnvelopeDecoder(P1Limits.DEFAULT).decode(parts.kind(), parts.envelope());
        rewrite = new Rewrite(
                decoded.traceInformation().get(0),
                new Rewrite.InternalTrace.Keep(),
                Set.of(0),
                Optional.empty(),
                ExtensionForm.STANDARD);
    }

    public static void main(String... arguments) throws Exception {
        int size = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int rounds = Integer.parseInt(arguments[3]);
        new CodecBenchmark(size).run(size, count, rounds);
    }

    private void run(int size, int count, int rounds) throws Exception {
        StackPair stack = new StackPair();
        Contestant decode = contestant("decode", this::decode, rounds);
        Contestant theirDecode = contestant("decode", this::decodeObjects, rounds);
        Contestant relay = contestant("decode + change as a relay does + encode", this::relay, rounds);
        Contestant encode = contestant("decode + encode every field", this::decodeAndEncode, rounds);
        Contestant theirs = contestant("decode + encode", this::decodeAndEncodeObjects, rounds);
        Contestant whole = contestant("stack", () -> decoded(stack.transfer(apdu)), rounds);
        List<Contestant> all = List.of(decode, theirDecode, relay, encode, theirs, whole);
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Contestant each : all) {
                double rate = rate(each.work(), count);
                if (round >= 0) {
                    each.rates()[round] = rate;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Messages of %d octets, envelope %d octets, median of %d rounds of %d, messages/s of processor time:%n%n",
                size,
                parts.envelope().length(),
                rounds,
                count);
        System.out.println("| | P1 | Bouncy Castle | ratio |");
        System.out.println("|---|---|---|---|");
        for (Contestant each : List.of(decode, relay, encode)) {
            Figures other = new Figures((each == decode ? theirDecode : theirs).rates());
            System.out.println(Figures.row(each.name(), 0, new Figures(each.rates()), other));
        }
        double both = new Figures(whole.rates()).median();
        System.out.printf(
                Locale.ROOT,
                "%nThe whole stack, TPKT to P1, both ends on one core: %s messages/s, %.1f us each; P1 is %.0f %% of it (%d)%n",
                new Figures(whole.rates()).text(0),
                1e6 / both,
                100 * both / new Figures(decode.rates()).median(),
                sum & 1);
    }

    private static Contestant contestant(String name, Work work, int rounds) {
        return new Contestant(name, work, new double[rounds]);
    }

    private double rate(Work work, int count) throws Exception {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < count; i++) {
            sum += work.once();
        }
        return count / ((THREADS.getCurrentThreadCpuTime() - begin) / 1e9);
    }

    private int decode() throws P1Exception {
        return decoded(List.of(apdu));
    }

    private static int decoded(List<Octets> pieces) throws P1Exception {
        MtsApdu whole = MtsApdu.decode(pieces.size() == 1 ? pieces.get(0) : Octets.concat(pieces), P1Limits.DEFAULT);
        return new EnvelopeDecoder(P1Limits.DEFAULT)
                .decode(whole.kind(), whole.envelope())
                .traceInformation()
                .size();
    }

    /** What is stored and sent on: the content stays where it is. */
    private int relay() throws P1Exception {
        MtsApdu whole = MtsApdu.decode(apdu, P1Limits.DEFAULT);
        new EnvelopeDecoder(P1Limits.DEFAULT).decode(whole.kind(), whole.envelope());
        Octets envelope = EnvelopeRewriter.rewrite(whole.kind(), whole.envelope(), rewrite);
        return OutgoingApdu.of(whole.kind(), envelope, whole.content().length())
                .header()
                .length();
    }

    private int decodeAndEncode() throws P1Exception {
        MtsApdu whole = MtsApdu.decode(apdu, P1Limits.DEFAULT);
        TransferEnvelope envelope = new EnvelopeDecoder(P1Limits.DEFAULT).decode(whole.kind(), whole.envelope());
        Octets encoded = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        return OutgoingApdu.of(whole.kind(), encoded, whole.content().length())
                .header()
                .length();
    }

    private int decodeObjects() throws IOException {
        return elements(ASN1Primitive.fromByteArray(array));
    }

    private int decodeAndEncodeObjects() throws IOException {
        return built(ASN1Primitive.fromByteArray(array)).toASN1Primitive().getEncoded().length;
    }

    /** Visits every element, since some are parsed only then. */
    private static int elements(ASN1Encodable value) {
        int count = 1;
        for (ASN1Encodable child : children(value)) {
            count += elements(child);
        }
        return count;
    }

    private static List<ASN1Encodable> children(ASN1Encodable value) {
        if (value instanceof ASN1Sequence sequence) {
            return Arrays.asList(sequence.toArray());
        } else if (value instanceof ASN1Set set) {
            return Arrays.asList(set.toArray());
        } else if (value instanceof ASN1TaggedObject tagged) {
            return List.of(tagged.getBaseObject());
        }
        return List.of();
    }

    /** The same value of objects made anew, as a program does that builds an envelope from its fields. */
    private static ASN1Encodable built(ASN1Encodable value) {
        if (value instanceof ASN1Sequence sequence) {
            return new DLSequence(members(sequence.toArray()));
        } else if (value instanceof ASN1Set set) {
            return new DLSet(members(set.toArray()));
        } else if (value instanceof ASN1TaggedObject tagged) {
            return new DLTaggedObject(
                    tagged.isExplicit(), tagged.getTagClass(), tagged.getTagNo(), built(tagged.getBaseObject()));
        }
        return value;
    }

    private static ASN1EncodableVector members(ASN1Encodable[] values) {
        ASN1EncodableVector members = new ASN1EncodableVector(values.length);
        for (ASN1Encodable value : values) {
            members.add(built(value));
        }
        return members;
    }
}
