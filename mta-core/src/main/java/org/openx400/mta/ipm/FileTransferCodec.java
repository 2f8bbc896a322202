package org.openx400.mta.ipm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart.FileTransfer;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The file transfer body part, X.420 7.4.12. */
final class FileTransferCodec {
    static final String DATA = "2.6.1.4.12";

    private static final String PARAMETERS = "2.6.1.11.12";

    /** FTAM-3, unstructured binary: the default contents type. */
    private static final String UNSTRUCTURED_BINARY = "1.0.8571.5.3";

    private static final int CONTENTS_TYPE = 1;
    private static final int ENVIRONMENT = 2;
    private static final int USER_VISIBLE_STRING = 3;
    private static final int FILE_ATTRIBUTES = 4;
    private static final int INCOMPLETE_PATHNAME = 0;
    private static final int COMPLETE_PATHNAME = 23;
    private static final int CREATION = 4;
    private static final int LAST_MODIFICATION = 5;
    private static final int OBJECT_SIZE = 13;

    /** The alternative "actual value" of each attribute. */
    private static final Tag ACTUAL = Tag.context(1);

    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);

    private FileTransferCodec() {}

    static FileTransfer decode(@Nullable Tlv parameters, Tlv data) throws DecodeException {
        Tlv sequence = parameters == null
                ? null
                : External.decode(parameters, "file-transfer parameters").value();
        Tlv attributes = sequence == null ? null : Fields.member(sequence, FILE_ATTRIBUTES, "file-transfer parameters");
        Tlv environment = sequence == null ? null : Fields.member(sequence, ENVIRONMENT, "file-transfer parameters");
        return new FileTransfer(
                attributes == null ? null : fileName(attributes),
                attributes == null ? null : time(attributes, CREATION),
                attributes == null ? null : time(attributes, LAST_MODIFICATION),
                environment == null ? List.of() : userVisibleString(environment),
                file(data));
    }

    private static List<String> userVisibleString(Tlv environment) throws DecodeException {
        List<String> lines = new ArrayList<>();
        Tlv sequence = Fields.member(environment, USER_VISIBLE_STRING, "environment");
        if (sequence != null) {
            BerReader reader = sequence.children("user-visible-string");
            while (reader.hasMore()) {
                lines.add(GeneralString.read(reader.next("user-visible-string").string("user-visible-string")));
            }
        }
        return lines;
    }

    private static @Nullable String fileName(Tlv attributes) throws DecodeException {
        Tlv path = Fields.member(attributes, INCOMPLETE_PATHNAME, "file-attributes");
        if (path == null) {
            path = Fields.member(attributes, COMPLETE_PATHNAME, "file-attributes");
        }
        String last = null;
        if (path != null) {
            BerReader components = path.children("pathname");
            while (components.hasMore()) {
                last = GeneralString.read(components.next("pathname").string("pathname"));
            }
        }
        return last;
    }

    private static @Nullable Instant time(Tlv attributes, int attribute) throws DecodeException {
        Tlv choice = Fields.member(attributes, attribute, "file-attributes");
        Tlv time = choice == null ? null : choice.explicit("date-and-time attribute");
        if (time == null || !time.is(ACTUAL)) {
            return null;
        }
        try {
            return LocalDateTime.parse(time.string("date-and-time attribute").toLatin1(), GENERALIZED_TIME)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException otherForm) {
            // local time or fractions: not worth refusing the file
            return null;
        }
    }

    // FileTransferData ::= SEQUENCE OF EXTERNAL
    private static Octets file(Tlv data) throws DecodeException {
        List<Octets> pieces = new ArrayList<>();
        BerReader reader = data.children("file-transfer data");
        while (reader.hasMore()) {
            External piece = External.decode(reader.expect(Tag.EXTERNAL, "file-transfer data"), "file-transfer data");
            Octets octets = piece.octets();
            if (octets == null) {
                Tlv value = piece.value();
                octets = value == null ? Octets.NONE : value.string("file-transfer data");
            }
            pieces.add(octets);
        }
        return pieces.size() == 1 ? pieces.get(0) : Octets.concat(pieces);
    }

    static Octets parameters(FileTransfer file) {
        List<Octets> attributes = new ArrayList<>();
        if (file.fileName() != null) {
            Octets name = GeneralString.write(file.fileName()).octets();
            attributes.add(Ber.constructed(Tag.context(INCOMPLETE_PATHNAME), Ber.primitive(Tag.GRAPHIC_STRING, name)));
        }
        addTime(attributes, CREATION, file.created());
        addTime(attributes, LAST_MODIFICATION, file.modified());
        attributes.add(Ber.constructed(
                Tag.context(OBJECT_SIZE), Ber.integer(ACTUAL, file.data().length())));
        Octets documentType = Ber.constructed(Tag.context(0), Ber.objectIdentifier(UNSTRUCTURED_BINARY));
        return External.encode(
                Tag.context(0),
                PARAMETERS,
                Ber.sequence(
                        Ber.constructed(Tag.context(CONTENTS_TYPE), documentType),
                        environment(file.userVisibleString()),
                        Ber.constructed(Tag.context(FILE_ATTRIBUTES), attributes)));
    }

    private static Octets environment(List<String> userVisibleString) {
        if (userVisibleString.isEmpty()) {
            return Octets.NONE;
        }
        List<Octets> lines = userVisibleString.stream()
                .map(line -> Ber.primitive(
                        Tag.GRAPHIC_STRING, GeneralString.write(line).octets()))
                .toList();
        return Ber.constructed(Tag.context(ENVIRONMENT), Ber.constructed(Tag.context(USER_VISIBLE_STRING), lines));
    }

    private static void addTime(List<Octets> attributes, int attribute, @Nullable Instant time) {
        if (time != null) {
            Octets text = Octets.latin1(GENERALIZED_TIME.format(time.atOffset(ZoneOffset.UTC)));
            attributes.add(Ber.constructed(Tag.context(attribute), Ber.primitive(ACTUAL, text)));
        }
    }

    static List<Octets> data(FileTransfer file) {
        return External.pieces(Tag.EXTERNAL, DATA, Ber.pieces(Tag.SEQUENCE, External.octetPieces(file.data())));
    }
}
