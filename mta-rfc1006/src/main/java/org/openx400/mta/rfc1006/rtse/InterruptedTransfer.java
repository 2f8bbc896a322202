package org.openx400.mta.rfc1006.rtse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * What the receiver of an interrupted transfer must know to go on with it: how far it had come, and where the checkpoints
 * are to which the sender may go back. Everything that came is kept, also what came behind the last checkpoint: when it
 * comes again it is passed over.
 */
public final class InterruptedTransfer {
    private static final String FIELD = "interrupted transfer";

    private final Activity activity;
    private final ApduUnwrapper unwrapper;
    private final long apduOctets;
    private final long octets;
    private final NavigableMap<Integer, Long> checkpoints;

    InterruptedTransfer(
            Activity activity,
            ApduUnwrapper unwrapper,
            long apduOctets,
            long octets,
            NavigableMap<Integer, Long> checkpoints) {
        this.activity = activity;
        this.unwrapper = unwrapper;
        this.apduOctets = apduOctets;
        this.octets = octets;
        this.checkpoints = new TreeMap<>(checkpoints);
    }

    /**
     * One that was written down.
     *
     * @throws DecodeException if the state is not one that was
     */
    public static InterruptedTransfer decoded(Activity activity, Octets state) throws DecodeException {
        BerReader fields = BerReader.single(state, FIELD).children(FIELD);
        long apduOctets = number(fields);
        long octets = number(fields);
        ApduUnwrapper unwrapper = ApduUnwrapper.decoded(fields.next(FIELD).contents(), octets);
        NavigableMap<Integer, Long> checkpoints = new TreeMap<>();
        while (fields.hasMore()) {
            int serial = (int) number(fields);
            checkpoints.put(serial, number(fields));
        }
        return new InterruptedTransfer(activity, unwrapper, apduOctets, octets, checkpoints);
    }

    /** Everything but the activity; empty if the wrapping of the APDU is of a kind that is not written down. */
    Octets encoded() {
        Octets wrapping = unwrapper.encoded();
        if (wrapping == null) {
            return Octets.NONE;
        }
        List<Octets> fields = new ArrayList<>(
                List.of(Ber.integer(apduOctets), Ber.integer(octets), Ber.octetString(Tag.OCTET_STRING, wrapping)));
        for (Map.Entry<Integer, Long> checkpoint : checkpoints.entrySet()) {
            fields.add(Ber.integer(checkpoint.getKey()));
            fields.add(Ber.integer(checkpoint.getValue()));
        }
        return Ber.constructed(Tag.SEQUENCE, fields);
    }

    private static long number(BerReader fields) throws DecodeException {
        Tlv number = fields.next(FIELD);
        try {
            return number.bigInteger(FIELD).longValueExact();
        } catch (ArithmeticException e) {
            throw number.error(FIELD, "the number is too large");
        }
    }

    public Activity activity() {
        return activity;
    }

    /** Whether the transfer can go on behind the checkpoint with this serial number. */
    public boolean has(int serial) {
        return checkpoints.containsKey(serial);
    }

    /** Octets of the APDU that came, unwrapped. */
    public long apduOctets() {
        return apduOctets;
    }

    /** Octets that came, with what is round the APDU. */
    long octets() {
        return octets;
    }

    ApduUnwrapper unwrapper() {
        return unwrapper;
    }

    /** Where the last checkpoints are, by serial number, in octets that came before them. */
    NavigableMap<Integer, Long> checkpoints() {
        return checkpoints;
    }
}
