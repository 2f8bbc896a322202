package org.openx400.mta.p1;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * Finds the member of an envelope that exceeds an upper bound: the bounds are checked on what was decoded, which knows no
 * offsets.
 */
final class BoundPlace {
    private static final Pattern FIELD = Pattern.compile("([a-z-]+)(?:\\[(\\d+)])?(?:\\.([a-z-]+))?.*");

    private static final Map<String, Tag> MEMBERS = Map.of(
            "mts-identifier", P1Tags.MTS_IDENTIFIER,
            "originator-name", ORNameCodec.TAG,
            "report-destination-name", ORNameCodec.TAG,
            "original-encoded-information-types", P1Tags.ENCODED_INFORMATION_TYPES,
            "content-type", P1Tags.CONTENT_TYPE,
            "content-identifier", P1Tags.CONTENT_IDENTIFIER,
            "per-message-indicators", P1Tags.PER_MESSAGE_INDICATORS,
            "per-domain-bilateral-information", P1Tags.BILATERAL_INFORMATION,
            "trace-information", P1Tags.TRACE_INFORMATION,
            "per-recipient-fields", P1Tags.PER_RECIPIENT_FIELDS);
    private static final Map<String, Tag> OF_RECIPIENT =
            Map.of("recipient-name", ORNameCodec.TAG, "per-recipient-indicators", P1Tags.PER_RECIPIENT_INDICATORS);

    private BoundPlace() {}

    /** The same failure, with the offset of the smallest member around it that can be told. */
    static P1Exception found(P1Exception e, SetMembers envelope) throws DecodeException {
        Matcher field = FIELD.matcher(e.field());
        Tlv member = field.matches() ? member(envelope, MEMBERS.get(field.group(1))) : null;
        if (member == null) {
            return e;
        }
        Tlv place = field.group(2) == null ? member : inRecipient(member, field);
        return new P1Exception(e.field(), place.offset(), e.problem(), e.diagnostic());
    }

    private static Tlv inRecipient(Tlv recipients, Matcher field) throws DecodeException {
        BerReader each = recipients.children(field.group(1));
        Tlv recipient = each.next(field.group(1));
        for (int i = Integer.parseInt(field.group(2)); i > 0; i--) {
            recipient = each.next(field.group(1));
        }
        String name = field.group(3);
        Tlv member = name == null ? null : member(new SetMembers(recipient, field.group(1)), OF_RECIPIENT.get(name));
        return member == null ? recipient : member;
    }

    private static @Nullable Tlv member(SetMembers set, @Nullable Tag tag) {
        return tag == null ? null : set.optional(tag);
    }
}
