package org.openx400.mta.rfc1006.session;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.OctetQueue;
import org.openx400.mta.octets.Octets;

/** Makes DT SPDUs of an SSDU that is given in pieces, X.225 6.3.5; in segments where a TSDU size was agreed. */
final class SsduSender {
    /** GT, and DT with an enclosure item. */
    private static final int SEGMENT_HEADER_LENGTH = 7;

    private final List<SessionEffect> effects;
    private final OctetQueue unsent = new OctetQueue();
    private int maximumTsdu;
    private boolean begun;

    SsduSender(List<SessionEffect> effects) {
        this.effects = effects;
    }

    /** @param octets agreed for our direction, 0 for no limit */
    void limitTsdu(int octets) {
        maximumTsdu = octets;
    }

    void send(Octets piece, boolean endOfSsdu) {
        if (maximumTsdu == 0) {
            if (!begun) {
                transmit(SpduEncoder.dataHeader(Enclosure.WHOLE), false);
            }
            transmit(piece, endOfSsdu);
            begun = !endOfSsdu;
        } else {
            sendSegments(piece, endOfSsdu);
        }
    }

    /** What comes next makes the SSDU that was begun worthless: only its TSDU has to be ended. */
    void abandon() {
        if (begun && maximumTsdu == 0) {
            transmit(Octets.NONE, true);
        }
        unsent.moveTo(new ArrayList<>(), unsent.length());
        begun = false;
    }

    boolean isIdle() {
        return !begun && unsent.length() == 0;
    }

    private void sendSegments(Octets piece, boolean endOfSsdu) {
        unsent.add(piece);
        int most = maximumTsdu - SEGMENT_HEADER_LENGTH;
        while (unsent.length() > most) {
            segment(most, begun ? Enclosure.MIDDLE : Enclosure.BEGIN);
            begun = true;
        }
        if (endOfSsdu) {
            segment(unsent.length(), begun ? Enclosure.END : Enclosure.WHOLE);
            begun = false;
        }
    }

    private void segment(int length, int enclosure) {
        List<Octets> parts = new ArrayList<>();
        parts.add(SpduEncoder.dataHeader(enclosure));
        unsent.moveTo(parts, length);
        transmit(Octets.concat(parts), true);
    }

    private void transmit(Octets piece, boolean endOfTsdu) {
        effects.add(new SessionEffect.Transmit(piece, endOfTsdu));
    }
}
