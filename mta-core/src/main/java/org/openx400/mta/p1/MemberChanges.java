package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tlv;

/** Changes some members of a constructed value; all others keep their octets and their place, known or not. */
final class MemberChanges {
    /** What becomes of one member: its encoding, or another. */
    @FunctionalInterface
    interface Change {
        Octets of(Tlv member) throws DecodeException;
    }

    private MemberChanges() {}

    /** The value with its members changed, or its very octets where none is. */
    static Octets in(Tlv value, String field, Change change) throws DecodeException {
        List<Octets> members = new ArrayList<>();
        boolean changed = false;
        BerReader reader = value.children(field);
        while (reader.hasMore()) {
            Tlv member = reader.next(field);
            Octets now = change.of(member);
            changed |= !now.equals(member.encoding());
            members.add(now);
        }
        return changed ? Ber.constructed(value.tag(), members) : value.encoding();
    }
}
