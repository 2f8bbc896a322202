package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tlv;

/** The same BER with indefinite lengths wherever they may be, and back. */
final class Indefinite {
    private Indefinite() {}

    static Octets of(Octets encoding) throws DecodeException {
        return of(BerReader.single(encoding, "value"));
    }

    private static Octets of(Tlv tlv) throws DecodeException {
        if (!tlv.constructed()) {
            return tlv.encoding();
        }
        List<Octets> parts = new ArrayList<>();
        parts.add(tlv.encoding().slice(0, identifierOctets(tlv)));
        parts.add(Octets.of(0x80));
        BerReader children = tlv.children("value");
        while (children.hasMore()) {
            parts.add(of(children.next("value")));
        }
        parts.add(Octets.of(0, 0));
        return Octets.concat(parts);
    }

    static Octets undo(Octets encoding) throws DecodeException {
        return undo(BerReader.single(encoding, "value"));
    }

    private static Octets undo(Tlv tlv) throws DecodeException {
        if (!tlv.constructed()) {
            return tlv.encoding();
        }
        List<Octets> parts = new ArrayList<>();
        BerReader children = tlv.children("value");
        while (children.hasMore()) {
            parts.add(undo(children.next("value")));
        }
        return Ber.constructed(tlv.tag(), parts);
    }

    private static int identifierOctets(Tlv tlv) {
        return tlv.tag().number() < 31 ? 1 : tlv.tag().number() < 128 ? 2 : 3;
    }
}
