package org.openx400.mta.rfc1006.rtse;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the receiver of an interrupted transfer must know to go on with it: how far it had come, and where the checkpoints
 * are to which the sender may go back. Everything that came is kept, also what came behind the last checkpoint: when it
 * comes again it is passed over.
 */
public final class InterruptedTransfer {
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
