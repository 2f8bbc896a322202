package org.openx400.mta.ipm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart.BilaterallyDefined;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.ipm.BodyPart.ForwardedMessage;
import org.openx400.mta.ipm.BodyPart.GeneralText;
import org.openx400.mta.ipm.BodyPart.Ia5Text;
import org.openx400.mta.ipm.BodyPart.Other;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** BodyPart, X.420 7.3 and 7.4. */
final class BodyPartCodec {
    private static final int IA5_TEXT = 0;
    private static final int MESSAGE = 9;
    private static final int BILATERALLY_DEFINED = 14;
    private static final int EXTENDED = 15;

    /** Basic body parts that are carried and not looked into. */
    private static final Map<Integer, String> OTHERS = Map.of(
            1, "telex",
            2, "voice",
            3, "g3-facsimile",
            4, "g4-class1",
            5, "teletex",
            6, "videotex",
            7, "nationally-defined",
            8, "encrypted",
            10, "sfd",
            11, "mixed-mode");

    private static final String GENERAL_TEXT_PARAMETERS = "2.6.1.11.11";
    private static final String GENERAL_TEXT = "2.6.1.4.11";
    private static final int MAX_REGISTRATION = 32767;

    private BodyPartCodec() {}

    static List<BodyPart> decodeAll(Tlv body) throws DecodeException {
        List<BodyPart> parts = new ArrayList<>();
        BerReader reader = body.children("body");
        while (reader.hasMore()) {
            parts.add(decode(reader.next("body part")));
        }
        return parts;
    }

    private static BodyPart decode(Tlv part) throws DecodeException {
        if (part.tag().tagClass() != Tag.TagClass.CONTEXT) {
            return new Other(part.tag().toString(), part.encoding());
        }
        return switch (part.tag().number()) {
            case IA5_TEXT -> ia5Text(part);
            case MESSAGE -> forwardedMessage(part);
            case BILATERALLY_DEFINED -> new BilaterallyDefined(part.string("bilaterally-defined"));
            case EXTENDED -> extended(part);
            default ->
                new Other(OTHERS.getOrDefault(part.tag().number(), part.tag().toString()), part.encoding());
        };
    }

    static List<Octets> pieces(List<BodyPart> parts) {
        return Ber.pieces(
                Tag.SEQUENCE,
                parts.stream().flatMap(part -> pieces(part).stream()).toList());
    }

    static List<Octets> pieces(BodyPart part) {
        if (part instanceof Ia5Text ia5) {
            return List.of(encode(ia5));
        }
        if (part instanceof GeneralText text) {
            return List.of(encode(text));
        }
        if (part instanceof FileTransfer file) {
            List<Octets> inside = new ArrayList<>();
            inside.add(FileTransferCodec.parameters(file));
            inside.addAll(FileTransferCodec.data(file));
            return Ber.pieces(Tag.context(EXTENDED), inside);
        }
        if (part instanceof BilaterallyDefined bilateral) {
            return List.of(
                    Ber.header(
                            Tag.context(BILATERALLY_DEFINED),
                            false,
                            bilateral.data().length()),
                    bilateral.data());
        }
        if (part instanceof ForwardedMessage forwarded) {
            return pieces(forwarded);
        }
        return List.of(((Other) part).encoding());
    }

    private static Ia5Text ia5Text(Tlv part) throws DecodeException {
        BerReader reader = part.children("ia5-text");
        Tlv parameters = reader.expect(Tag.SET, "ia5-text parameters");
        Tlv repertoire = Fields.member(parameters, 0, "repertoire");
        Tlv data = reader.expect(Tag.IA5_STRING, "ia5-text data");
        reader.end("ia5-text");
        return new Ia5Text(
                repertoire == null ? Ia5Text.IA5 : repertoire.integer("repertoire", 0, Integer.MAX_VALUE),
                data.string("ia5-text data").toLatin1());
    }

    private static Octets encode(Ia5Text part) {
        Octets parameters =
                part.repertoire() == Ia5Text.IA5 ? Ber.set() : Ber.set(Ber.integer(Tag.context(0), part.repertoire()));
        return Ber.constructed(
                Tag.context(IA5_TEXT), parameters, Ber.primitive(Tag.IA5_STRING, Octets.latin1(part.text())));
    }

    private static ForwardedMessage forwardedMessage(Tlv part) throws DecodeException {
        BerReader reader = part.children("message");
        Tlv parameters = reader.expect(Tag.SET, "message parameters");
        Tlv time = Fields.member(parameters, 0, "message parameters");
        Tlv envelope = Fields.member(parameters, 1, "message parameters");
        Tlv ipm = reader.expect(Tag.SEQUENCE, "message data");
        reader.end("message");
        return new ForwardedMessage(
                time == null ? null : Fields.time(time, "delivery-time"),
                envelope == null ? null : envelope.encoding(),
                IpmCodec.interpersonalMessage(ipm));
    }

    private static List<Octets> pieces(ForwardedMessage part) {
        List<Octets> parameters = new ArrayList<>();
        Instant time = part.deliveryTime();
        if (time != null) {
            parameters.add(Fields.encode(Tag.context(0), time));
        }
        if (part.deliveryEnvelope() != null) {
            parameters.add(part.deliveryEnvelope());
        }
        List<Octets> inside = new ArrayList<>();
        inside.add(Ber.constructed(Tag.SET, parameters));
        inside.addAll(IpmCodec.pieces(Tag.SEQUENCE, part.ipm()));
        return Ber.pieces(Tag.context(MESSAGE), inside);
    }

    // ExtendedBodyPart ::= SEQUENCE {parameters [0] INSTANCE OF OPTIONAL, data INSTANCE OF}
    private static BodyPart extended(Tlv part) throws DecodeException {
        BerReader reader = part.children("extended body part");
        Tlv parameters = reader.nextIf(Tag.context(0), "extended parameters");
        External data = External.decode(reader.expect(Tag.EXTERNAL, "extended data"), "extended data");
        reader.end("extended body part");
        Tlv value = data.value();
        if (GENERAL_TEXT.equals(data.type()) && value != null && value.is(Tag.GENERAL_STRING)) {
            return new GeneralText(registrations(parameters), value.string("general-text data"));
        }
        if (FileTransferCodec.DATA.equals(data.type()) && value != null) {
            return FileTransferCodec.decode(parameters, value);
        }
        return new Other(data.type() == null ? "extended" : data.type(), part.encoding());
    }

    private static Set<Integer> registrations(@Nullable Tlv parameters) throws DecodeException {
        Set<Integer> registrations = new TreeSet<>();
        Tlv set = parameters == null
                ? null
                : External.decode(parameters, "general-text parameters").value();
        if (set != null) {
            BerReader reader = set.children("general-text parameters");
            while (reader.hasMore()) {
                registrations.add(reader.expect(Tag.INTEGER, "character set registration")
                        .integer("character set registration", 1, MAX_REGISTRATION));
            }
        }
        return registrations;
    }

    private static Octets encode(GeneralText part) {
        List<Octets> registrations = new TreeSet<>(part.registrations())
                .stream().map(number -> Ber.integer(number)).toList();
        return Ber.constructed(
                Tag.context(EXTENDED),
                External.encode(Tag.context(0), GENERAL_TEXT_PARAMETERS, Ber.constructed(Tag.SET, registrations)),
                External.encode(Tag.EXTERNAL, GENERAL_TEXT, Ber.primitive(Tag.GENERAL_STRING, part.octets())));
    }
}
