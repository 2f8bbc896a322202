package org.openx400.mta.p1;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * The members of a SET, in whatever order they came. One that is not asked for belongs to a later edition and is left
 * alone; one that comes twice is refused.
 */
final class SetMembers {
    private static final int MAXIMUM = 64;

    private final Tlv set;
    private final String field;
    private final Map<Tag, Tlv> members = new HashMap<>();

    SetMembers(Tlv set, String field) throws DecodeException {
        this.set = set;
        this.field = field;
        BerReader reader = set.children(field);
        while (reader.hasMore()) {
            Tlv member = reader.next(field);
            if (members.put(member.tag(), member) != null) {
                throw member.error(field, member.tag() + " comes twice");
            }
            if (members.size() > MAXIMUM) {
                throw member.error(field, "more than " + MAXIMUM + " members");
            }
        }
    }

    @Nullable
    Tlv optional(Tag tag) {
        return members.get(tag);
    }

    Tlv required(Tag tag, String name) throws DecodeException {
        Tlv member = members.get(tag);
        if (member == null) {
            throw missing(tag, name);
        }
        return member;
    }

    DecodeException missing(Tag tag, String name) {
        return set.error(field + "." + name, tag + " is missing");
    }

    String field(String name) {
        return field + "." + name;
    }
}
