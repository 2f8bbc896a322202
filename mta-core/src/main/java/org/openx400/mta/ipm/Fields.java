package org.openx400.mta.ipm;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.ORNameCodec;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The components that headings, body parts and notifications share, X.420 7.1. */
final class Fields {
    /** IPMIdentifier ::= [APPLICATION 11] SET. */
    static final Tag IPM_IDENTIFIER = Tag.application(11);

    private static final Tag OR_NAME = Tag.application(0);
    private static final Tag FREE_FORM_NAME = Tag.context(0);
    private static final Tag TELEPHONE_NUMBER = Tag.context(1);

    private static final Tag RECIPIENT = Tag.context(0);
    private static final Tag NOTIFICATION_REQUESTS = Tag.context(1);
    private static final Tag REPLY_REQUESTED = Tag.context(2);
    private static final Tag RECIPIENT_EXTENSIONS = Tag.context(3);

    private Fields() {}

    static IpmIdentifier ipmIdentifier(Tlv set, String name) throws DecodeException {
        ORName user = null;
        String relative = null;
        BerReader reader = set.children(name);
        while (reader.hasMore()) {
            Tlv field = reader.next(name);
            if (field.is(OR_NAME)) {
                user = ORNameCodec.decode(field, name + " user");
            } else if (field.is(Tag.PRINTABLE_STRING)) {
                relative = text(field, "user-relative-identifier");
            } else {
                throw field.error(name, "unknown field " + field.tag());
            }
        }
        if (relative == null) {
            throw set.error(name, "user-relative-identifier is missing");
        }
        return new IpmIdentifier(user, relative);
    }

    static Octets encode(Tag tag, IpmIdentifier identifier) {
        List<Octets> fields = new ArrayList<>();
        if (identifier.user() != null) {
            fields.add(ORNameCodec.encode(identifier.user()));
        }
        fields.add(Ber.primitive(Tag.PRINTABLE_STRING, Octets.latin1(identifier.userRelativeIdentifier())));
        return Ber.constructed(tag, fields);
    }

    static ORDescriptor orDescriptor(Tlv set, String name) throws DecodeException {
        ORName formalName = null;
        String freeForm = null;
        String telephone = null;
        BerReader reader = set.children(name);
        while (reader.hasMore()) {
            Tlv field = reader.next(name);
            if (field.is(OR_NAME)) {
                formalName = ORNameCodec.decode(field, name + " formal-name");
            } else if (field.is(FREE_FORM_NAME)) {
                freeForm = TeletexString.read(field.string("free-form-name"));
            } else if (field.is(TELEPHONE_NUMBER)) {
                telephone = field.string("telephone-number").toLatin1();
            }
        }
        return new ORDescriptor(formalName, freeForm, telephone);
    }

    static Octets encode(Tag tag, ORDescriptor descriptor) {
        List<Octets> fields = new ArrayList<>();
        if (descriptor.formalName() != null) {
            fields.add(ORNameCodec.encode(descriptor.formalName()));
        }
        if (descriptor.freeFormName() != null) {
            fields.add(Ber.primitive(FREE_FORM_NAME, TeletexString.write(descriptor.freeFormName())));
        }
        if (descriptor.telephoneNumber() != null) {
            fields.add(Ber.primitive(TELEPHONE_NUMBER, Octets.latin1(descriptor.telephoneNumber())));
        }
        return Ber.constructed(tag, fields);
    }

    static RecipientSpecifier recipientSpecifier(Tlv set, String name) throws DecodeException {
        ORDescriptor recipient = null;
        BitString requests = BitString.EMPTY;
        boolean reply = false;
        List<IpmExtension> extensions = List.of();
        BerReader reader = set.children(name);
        while (reader.hasMore()) {
            Tlv field = reader.next(name);
            if (field.is(RECIPIENT)) {
                recipient = orDescriptor(field, name);
            } else if (field.is(NOTIFICATION_REQUESTS)) {
                requests = field.bitString("notification-requests");
            } else if (field.is(REPLY_REQUESTED)) {
                reply = field.bool("reply-requested");
            } else if (field.is(RECIPIENT_EXTENSIONS)) {
                extensions = extensions(field, "recipient-extensions");
            }
        }
        if (recipient == null) {
            throw set.error(name, "recipient [0] is missing");
        }
        return new RecipientSpecifier(recipient, requests, reply, extensions);
    }

    static Octets encode(RecipientSpecifier specifier) {
        List<Octets> fields = new ArrayList<>();
        fields.add(encode(RECIPIENT, specifier.recipient()));
        if (specifier.notificationRequests().length() > 0) {
            fields.add(Ber.bitString(NOTIFICATION_REQUESTS, specifier.notificationRequests()));
        }
        if (specifier.replyRequested()) {
            fields.add(Ber.bool(REPLY_REQUESTED, true));
        }
        if (!specifier.extensions().isEmpty()) {
            fields.add(Ber.constructed(RECIPIENT_EXTENSIONS, encodeExtensions(specifier.extensions())));
        }
        return Ber.constructed(Tag.SET, fields);
    }

    static List<IpmExtension> extensions(Tlv set, String name) throws DecodeException {
        List<IpmExtension> all = new ArrayList<>();
        BerReader reader = set.children(name);
        while (reader.hasMore()) {
            BerReader extension = reader.expect(Tag.SEQUENCE, name).children(name);
            String type =
                    extension.expect(Tag.OBJECT_IDENTIFIER, name + " type").objectIdentifier(name + " type");
            // value DEFAULT NULL:NULL
            Octets value = extension.hasMore() ? extension.next(name + " value").encoding() : Ber.nullValue(Tag.NULL);
            extension.end(name);
            all.add(new IpmExtension(type, value));
        }
        return all;
    }

    static List<Octets> encodeExtensions(List<IpmExtension> extensions) {
        return extensions.stream()
                .map(extension -> Ber.sequence(Ber.objectIdentifier(extension.type()), extension.value()))
                .toList();
    }

    /** A character string of whatever universal type. */
    static String text(Tlv string, String name) throws DecodeException {
        Octets octets = string.string(name);
        return string.is(Tag.TELETEX_STRING) ? TeletexString.read(octets) : octets.toLatin1();
    }

    static Instant time(Tlv field, String name) throws DecodeException {
        try {
            return UTCTime.parse(field.string(name).toLatin1()).instant();
        } catch (DateTimeException e) {
            throw field.error(name, "not a UTCTime");
        }
    }

    static Octets encode(Tag tag, Instant time) {
        return Ber.primitive(tag, Octets.latin1(UTCTime.of(time).text()));
    }

    /** The fields of a SET that have a context tag, last one wins. */
    static @Nullable Tlv member(Tlv set, int tag, String name) throws DecodeException {
        Tlv found = null;
        BerReader reader = set.children(name);
        while (reader.hasMore()) {
            Tlv field = reader.next(name);
            if (field.is(Tag.context(tag))) {
                found = field;
            }
        }
        return found;
    }
}
