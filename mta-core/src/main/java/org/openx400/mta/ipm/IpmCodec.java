package org.openx400.mta.ipm;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** A content of type 22 or 2 from octets and to octets: InformationObject, X.420 clause 7. */
public final class IpmCodec {
    private static final Tag IPM = Tag.context(0);
    private static final Tag IPN = Tag.context(1);

    private IpmCodec() {}

    /** Reads a whole content. Fields that X.420 does not name are passed over, body parts it does not name are kept. */
    public static InformationObject decode(Octets content) throws DecodeException {
        Tlv object = BerReader.single(content, "InformationObject");
        if (object.is(IPM)) {
            return interpersonalMessage(object);
        }
        if (object.is(IPN)) {
            return NotificationCodec.decode(object);
        }
        throw object.error("InformationObject", "neither ipm [0] nor ipn [1] but " + object.tag());
    }

    public static Octets encode(InformationObject object) {
        if (object instanceof InterpersonalMessage ipm) {
            return encode(IPM, ipm);
        }
        return NotificationCodec.encode(IPN, (InterpersonalNotification) object);
    }

    /** The octets of {@link #encode} in pieces: files are not copied into them. */
    public static List<Octets> pieces(InterpersonalMessage ipm) {
        return pieces(IPM, ipm);
    }

    /** One body part by itself. */
    public static Octets encode(BodyPart part) {
        return Octets.concat(BodyPartCodec.pieces(part));
    }

    static InterpersonalMessage interpersonalMessage(Tlv ipm) throws DecodeException {
        BerReader reader = ipm.children("IPM");
        Heading heading = HeadingCodec.decode(reader.expect(Tag.SET, "heading"));
        Tlv body = reader.expect(Tag.SEQUENCE, "body");
        reader.end("IPM");
        return new InterpersonalMessage(heading, BodyPartCodec.decodeAll(body));
    }

    static Octets encode(Tag tag, InterpersonalMessage ipm) {
        return Octets.concat(pieces(tag, ipm));
    }

    static List<Octets> pieces(Tag tag, InterpersonalMessage ipm) {
        List<Octets> inside = new ArrayList<>();
        inside.add(HeadingCodec.encode(ipm.heading()));
        inside.addAll(BodyPartCodec.pieces(ipm.body()));
        return Ber.pieces(tag, inside);
    }
}
