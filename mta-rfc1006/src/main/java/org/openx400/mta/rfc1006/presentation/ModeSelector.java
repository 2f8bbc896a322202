package org.openx400.mta.rfc1006.presentation;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Mode-selector of CP and CPA, X.226 8.4.2. */
public enum ModeSelector {
    X410_1984(Tag.context(1)),
    NORMAL(Tag.context(2));

    private static final Tag MODE = Tag.context(0);

    private final Tag parameters;

    ModeSelector(Tag parameters) {
        this.parameters = parameters;
    }

    /** The mode of a CP or CPA, whose octets are the user data of session. */
    public static ModeSelector of(Octets octets) throws DecodeException {
        Tlv pdu = BerReader.single(octets, "CP");
        if (!pdu.is(Tag.SET)) {
            throw pdu.error("CP", "expected a SET, found " + pdu.tag());
        }
        Tlv selector = find(pdu, MODE, "mode-selector");
        if (selector == null) {
            throw pdu.error("mode-selector", "missing");
        }
        BerReader fields = selector.children("mode-selector");
        int mode = fields.expect(MODE, "mode-value").integer("mode-value", 0, 1);
        return mode == 1 ? NORMAL : X410_1984;
    }

    /** The parameters of normal mode in a CP or CPA, which must be of that mode. */
    static Tlv parameters(Octets octets, String pdu) throws DecodeException {
        return NORMAL.find(octets, pdu);
    }

    /** The parameters of this mode in a CP or CPA, which must be of this mode. */
    Tlv find(Octets octets, String pdu) throws DecodeException {
        ModeSelector mode = of(octets);
        Tlv whole = BerReader.single(octets, pdu);
        if (mode != this) {
            throw whole.error("mode-value", "is " + mode + " where " + this + " was expected");
        }
        Tlv found = find(whole, parameters, pdu);
        if (found == null) {
            throw whole.error(pdu, "parameters of its mode are missing");
        }
        return found;
    }

    private static @Nullable Tlv find(Tlv set, Tag tag, String field) throws DecodeException {
        Tlv found = null;
        BerReader fields = set.children(field);
        while (fields.hasMore()) {
            Tlv next = fields.next(field);
            if (next.is(tag) && found == null) {
                found = next;
            }
        }
        return found;
    }
}
