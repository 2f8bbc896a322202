package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** How the value of one extension is read and written. */
record ValueCodec<T>(Reader<T> reader, Function<T, Octets> writer) {
    interface Reader<T> {
        T read(Tlv tlv, String field) throws DecodeException;
    }

    /** A SEQUENCE OF or SET OF these. */
    ValueCodec<List<T>> listOf(Tag tag) {
        return new ValueCodec<>(
                (tlv, field) -> {
                    List<T> values = new ArrayList<>();
                    BerReader each = expect(tlv, tag, field).children(field);
                    while (each.hasMore()) {
                        values.add(reader.read(each.next(field), field));
                    }
                    return List.copyOf(values);
                },
                values -> Ber.constructed(tag, values.stream().map(writer).toList()));
    }

    static Tlv expect(Tlv tlv, Tag tag, String field) throws DecodeException {
        if (!tlv.is(tag)) {
            throw tlv.error(field, "expected " + tag + ", found " + tlv.tag());
        }
        return tlv;
    }
}
