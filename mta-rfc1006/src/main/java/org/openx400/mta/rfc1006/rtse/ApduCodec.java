package org.openx400.mta.rfc1006.rtse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;
import org.openx400.mta.rfc1006.session.SessionConnectionIdentifier;

/**
 * RTSE APDUs to octets and back, X.228 9. What is handled here are the fields of the SETs: normal mode puts a tag round
 * them, X.410 mode a PPDU.
 */
final class ApduCodec {
    static final Tag RTORQ = Tag.context(16);
    static final Tag RTOAC = Tag.context(17);
    static final Tag RTORJ = Tag.context(18);
    static final Tag RTAB = Tag.context(22);

    private static final int MAXIMUM = Integer.MAX_VALUE;

    private ApduCodec() {}

    static Octets fields(Apdu.Rtorq rtorq) {
        List<Octets> fields = new ArrayList<>();
        fields.add(Ber.integer(Tag.context(0), rtorq.checkpointSize()));
        fields.add(Ber.integer(Tag.context(1), rtorq.windowSize()));
        fields.add(Ber.integer(Tag.context(2), rtorq.twoWayAlternate() ? 1 : 0));
        fields.add(Ber.constructed(Tag.context(3), connectionData(rtorq.connectionData())));
        Integer protocol = rtorq.applicationProtocol();
        if (protocol != null) {
            fields.add(Ber.integer(Tag.context(4), protocol));
        }
        return Octets.concat(fields);
    }

    static Octets fields(Apdu.Rtoac rtoac) {
        return Octets.concat(
                Ber.integer(Tag.context(0), rtoac.checkpointSize()),
                Ber.integer(Tag.context(1), rtoac.windowSize()),
                Ber.constructed(Tag.context(2), connectionData(rtoac.connectionData())));
    }

    static Octets fields(Apdu.Rtorj rtorj) {
        List<Octets> fields = new ArrayList<>();
        Integer reason = rtorj.refuseReason();
        if (reason != null) {
            fields.add(Ber.integer(Tag.context(0), reason));
        }
        Octets userData = rtorj.userData();
        if (userData != null) {
            fields.add(Ber.constructed(Tag.context(1), userData));
        }
        return Octets.concat(fields);
    }

    static Octets fields(Apdu.Rtab rtab) {
        Integer reason = rtab.abortReason();
        return reason == null ? Octets.NONE : Ber.integer(Tag.context(0), reason);
    }

    static Apdu.Rtorq rtorq(BerReader fields) throws DecodeException {
        int checkpointSize = 0;
        int windowSize = Apdu.DEFAULT_WINDOW_SIZE;
        boolean twoWayAlternate = false;
        Apdu.ConnectionData data = null;
        Integer protocol = null;
        while (fields.hasMore()) {
            Tlv field = fields.next("RTORQ");
            if (field.is(Tag.context(0))) {
                checkpointSize = field.integer("checkpointSize", 0, MAXIMUM);
            } else if (field.is(Tag.context(1))) {
                windowSize = field.integer("windowSize", 0, MAXIMUM);
            } else if (field.is(Tag.context(2))) {
                twoWayAlternate = field.integer("dialogueMode", 0, 1) == 1;
            } else if (field.is(Tag.context(3))) {
                data = connectionData(field);
            } else if (field.is(Tag.context(4))) {
                protocol = field.integer("applicationProtocol", 0, MAXIMUM);
            }
        }
        return new Apdu.Rtorq(checkpointSize, windowSize, twoWayAlternate, mandatory(data, fields), protocol);
    }

    static Apdu.Rtoac rtoac(BerReader fields) throws DecodeException {
        int checkpointSize = 0;
        int windowSize = Apdu.DEFAULT_WINDOW_SIZE;
        Apdu.ConnectionData data = null;
        while (fields.hasMore()) {
            Tlv field = fields.next("RTOAC");
            if (field.is(Tag.context(0))) {
                checkpointSize = field.integer("checkpointSize", 0, MAXIMUM);
            } else if (field.is(Tag.context(1))) {
                windowSize = field.integer("windowSize", 0, MAXIMUM);
            } else if (field.is(Tag.context(2))) {
                data = connectionData(field);
            }
        }
        return new Apdu.Rtoac(checkpointSize, windowSize, mandatory(data, fields));
    }

    static Apdu.Rtorj rtorj(BerReader fields) throws DecodeException {
        Integer reason = null;
        Octets userData = null;
        while (fields.hasMore()) {
            Tlv field = fields.next("RTORJ");
            if (field.is(Tag.context(0))) {
                reason = field.integer("refuseReason", 0, MAXIMUM);
            } else if (field.is(Tag.context(1))) {
                userData = field.explicit("userDataRJ").encoding();
            }
        }
        return new Apdu.Rtorj(reason, userData);
    }

    static Apdu.Rtab rtab(BerReader fields) throws DecodeException {
        Integer reason = null;
        while (fields.hasMore()) {
            Tlv field = fields.next("RTAB");
            if (field.is(Tag.context(0))) {
                reason = field.integer("abortReason", 0, MAXIMUM);
            }
        }
        return new Apdu.Rtab(reason);
    }

    /** RTTP, a bare INTEGER. */
    static Octets rttp(int priority) {
        return Ber.integer(priority);
    }

    static int rttp(Octets apdu) throws DecodeException {
        Tlv value = BerReader.single(apdu, "RTTP");
        if (!value.is(Tag.INTEGER)) {
            throw value.error("RTTP", "unexpected " + value.tag());
        }
        return value.integer("RTTP", 0, MAXIMUM);
    }

    /** The fields of an APDU of normal mode, which must have this tag. */
    static BerReader fields(Octets apdu, Tag tag, String name) throws DecodeException {
        Tlv value = BerReader.single(apdu, name);
        if (!value.is(tag)) {
            throw value.error(name, "expected " + tag + ", found " + value.tag());
        }
        return value.children(name);
    }

    private static Octets connectionData(Apdu.ConnectionData data) {
        SessionConnectionIdentifier recovers = data.recovers();
        if (recovers != null) {
            Octets additional = recovers.additionalReferenceInformation();
            return Ber.constructed(
                    Tag.context(1),
                    recovers.ssUserReference(),
                    recovers.commonReference(),
                    additional.isEmpty() ? additional : Ber.octetString(Tag.context(0), additional));
        }
        Octets userData = data.userData();
        return userData == null ? Ber.nullValue(Tag.context(0)) : Ber.constructed(Tag.context(0), userData);
    }

    private static Apdu.ConnectionData connectionData(Tlv field) throws DecodeException {
        Tlv choice = field.explicit("connectionData");
        if (choice.is(Tag.context(1))) {
            return Apdu.ConnectionData.recover(recover(choice));
        }
        if (!choice.is(Tag.context(0))) {
            throw choice.error("connectionData", "unexpected " + choice.tag());
        }
        // 9: [0] IMPLICIT NULL if there is no user data; a0 02 05 00 and a0 02 80 00 are met too
        if (choice.contents().isEmpty()) {
            return Apdu.ConnectionData.open(null);
        }
        Tlv open = choice.explicit("open");
        boolean none = open.contents().isEmpty() && !open.constructed();
        return Apdu.ConnectionData.open(none ? null : open.encoding());
    }

    private static SessionConnectionIdentifier recover(Tlv recover) throws DecodeException {
        BerReader fields = recover.children("recover");
        if (!fields.hasMore()) {
            throw recover.error("callingSSuserReference", "missing");
        }
        Tlv userReference = fields.next("callingSSuserReference");
        userReference.string("callingSSuserReference");
        Tlv commonReference = fields.expect(Tag.UTC_TIME, "commonReference");
        commonReference.string("commonReference");
        Tlv additional = fields.nextIf(Tag.context(0), "additionalReferenceInformation");
        fields.end("recover");
        return new SessionConnectionIdentifier(
                userReference.encoding(),
                commonReference.encoding(),
                additional == null ? Octets.NONE : additional.string("additionalReferenceInformation"));
    }

    private static Apdu.ConnectionData mandatory(Apdu.@Nullable ConnectionData data, BerReader fields)
            throws DecodeException {
        if (data == null) {
            throw new DecodeException("connectionData", fields.offset(), "missing");
        }
        return data;
    }
}
