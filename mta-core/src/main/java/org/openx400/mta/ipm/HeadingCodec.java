package org.openx400.mta.ipm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.Heading.Importance;
import org.openx400.mta.ipm.Heading.Sensitivity;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Heading, X.420 7.2. */
final class HeadingCodec {
    private static final int ORIGINATOR = 0;
    private static final int AUTHORIZING_USERS = 1;
    private static final int PRIMARY_RECIPIENTS = 2;
    private static final int COPY_RECIPIENTS = 3;
    private static final int BLIND_COPY_RECIPIENTS = 4;
    private static final int REPLIED_TO_IPM = 5;
    private static final int OBSOLETED_IPMS = 6;
    private static final int RELATED_IPMS = 7;
    private static final int SUBJECT = 8;
    private static final int EXPIRY_TIME = 9;
    private static final int REPLY_TIME = 10;
    private static final int REPLY_RECIPIENTS = 11;
    private static final int IMPORTANCE = 12;
    private static final int SENSITIVITY = 13;
    private static final int AUTO_FORWARDED = 14;
    private static final int EXTENSIONS = 15;

    private HeadingCodec() {}

    static Heading decode(Tlv set) throws DecodeException {
        Heading.Builder heading = null;
        List<Tlv> others = new ArrayList<>();
        BerReader reader = set.children("heading");
        while (reader.hasMore()) {
            Tlv field = reader.next("heading field");
            if (field.is(Fields.IPM_IDENTIFIER)) {
                heading = Heading.builder(Fields.ipmIdentifier(field, "this-IPM"));
            } else {
                others.add(field);
            }
        }
        if (heading == null) {
            throw set.error("heading", "this-IPM is missing");
        }
        for (Tlv field : others) {
            if (field.tag().tagClass() == Tag.TagClass.CONTEXT) {
                decode(field, heading);
            }
        }
        return heading.build();
    }

    private static void decode(Tlv field, Heading.Builder heading) throws DecodeException {
        switch (field.tag().number()) {
            case ORIGINATOR -> heading.originator(Fields.orDescriptor(field, "originator"));
            case AUTHORIZING_USERS -> heading.authorizingUsers(descriptors(field, "authorizing-users"));
            case PRIMARY_RECIPIENTS -> heading.primaryRecipients(recipients(field, "primary-recipients"));
            case COPY_RECIPIENTS -> heading.copyRecipients(recipients(field, "copy-recipients"));
            case BLIND_COPY_RECIPIENTS -> heading.blindCopyRecipients(recipients(field, "blind-copy-recipients"));
            case REPLIED_TO_IPM -> heading.repliedToIpm(Fields.ipmIdentifier(field, "replied-to-IPM"));
            case OBSOLETED_IPMS -> heading.obsoletedIpms(identifiers(field, "obsoleted-IPMs"));
            case RELATED_IPMS -> heading.relatedIpms(identifiers(field, "related-IPMs"));
            case SUBJECT -> heading.subject(Fields.text(field.explicit("subject"), "subject"));
            case EXPIRY_TIME -> heading.expiryTime(Fields.time(field, "expiry-time"));
            case REPLY_TIME -> heading.replyTime(Fields.time(field, "reply-time"));
            case REPLY_RECIPIENTS -> heading.replyRecipients(descriptors(field, "reply-recipients"));
            case IMPORTANCE -> heading.importance(Importance.values()[field.integer("importance", 0, 2)]);
            case SENSITIVITY -> heading.sensitivity(Sensitivity.values()[field.integer("sensitivity", 1, 3) - 1]);
            case AUTO_FORWARDED -> heading.autoForwarded(field.bool("auto-forwarded"));
            case EXTENSIONS -> heading.extensions(Fields.extensions(field, "extensions"));
            default -> {
                // a later edition's field
            }
        }
    }

    private static List<ORDescriptor> descriptors(Tlv sequence, String name) throws DecodeException {
        List<ORDescriptor> all = new ArrayList<>();
        BerReader reader = sequence.children(name);
        while (reader.hasMore()) {
            all.add(Fields.orDescriptor(reader.expect(Tag.SET, name), name));
        }
        return all;
    }

    private static List<IpmIdentifier> identifiers(Tlv sequence, String name) throws DecodeException {
        List<IpmIdentifier> all = new ArrayList<>();
        BerReader reader = sequence.children(name);
        while (reader.hasMore()) {
            all.add(Fields.ipmIdentifier(reader.expect(Fields.IPM_IDENTIFIER, name), name));
        }
        return all;
    }

    private static List<RecipientSpecifier> recipients(Tlv sequence, String name) throws DecodeException {
        List<RecipientSpecifier> all = new ArrayList<>();
        BerReader reader = sequence.children(name);
        while (reader.hasMore()) {
            all.add(Fields.recipientSpecifier(reader.expect(Tag.SET, name), name));
        }
        return all;
    }

    static Octets encode(Heading heading) {
        List<Octets> fields = new ArrayList<>();
        fields.add(Fields.encode(Fields.IPM_IDENTIFIER, heading.thisIpm()));
        if (heading.originator() != null) {
            fields.add(Fields.encode(Tag.context(ORIGINATOR), heading.originator()));
        }
        addAll(fields, AUTHORIZING_USERS, encodeDescriptors(heading.authorizingUsers()));
        addAll(fields, PRIMARY_RECIPIENTS, encodeRecipients(heading.primaryRecipients()));
        addAll(fields, COPY_RECIPIENTS, encodeRecipients(heading.copyRecipients()));
        addAll(fields, BLIND_COPY_RECIPIENTS, encodeRecipients(heading.blindCopyRecipients()));
        if (heading.repliedToIpm() != null) {
            fields.add(Fields.encode(Tag.context(REPLIED_TO_IPM), heading.repliedToIpm()));
        }
        addAll(fields, OBSOLETED_IPMS, encodeIdentifiers(heading.obsoletedIpms()));
        addAll(fields, RELATED_IPMS, encodeIdentifiers(heading.relatedIpms()));
        String subject = heading.subject();
        if (subject != null) {
            fields.add(Ber.constructed(
                    Tag.context(SUBJECT), Ber.primitive(Tag.TELETEX_STRING, TeletexString.write(subject))));
        }
        if (heading.expiryTime() != null) {
            fields.add(Fields.encode(Tag.context(EXPIRY_TIME), heading.expiryTime()));
        }
        if (heading.replyTime() != null) {
            fields.add(Fields.encode(Tag.context(REPLY_TIME), heading.replyTime()));
        }
        addAll(fields, REPLY_RECIPIENTS, encodeDescriptors(heading.replyRecipients()));
        if (heading.importance() != Importance.NORMAL) {
            fields.add(Ber.integer(Tag.context(IMPORTANCE), heading.importance().ordinal()));
        }
        @Nullable Sensitivity sensitivity = heading.sensitivity();
        if (sensitivity != null) {
            fields.add(Ber.integer(Tag.context(SENSITIVITY), sensitivity.ordinal() + 1));
        }
        if (heading.autoForwarded()) {
            fields.add(Ber.bool(Tag.context(AUTO_FORWARDED), true));
        }
        addAll(fields, EXTENSIONS, Fields.encodeExtensions(heading.extensions()));
        return Ber.constructed(Tag.SET, fields);
    }

    private static void addAll(List<Octets> fields, int tag, List<Octets> values) {
        if (!values.isEmpty()) {
            fields.add(Ber.constructed(Tag.context(tag), values));
        }
    }

    private static List<Octets> encodeDescriptors(List<ORDescriptor> descriptors) {
        return descriptors.stream()
                .map(descriptor -> Fields.encode(Tag.SET, descriptor))
                .toList();
    }

    private static List<Octets> encodeIdentifiers(List<IpmIdentifier> identifiers) {
        return identifiers.stream()
                .map(identifier -> Fields.encode(Fields.IPM_IDENTIFIER, identifier))
                .toList();
    }

    private static List<Octets> encodeRecipients(List<RecipientSpecifier> recipients) {
        return recipients.stream().map(Fields::encode).toList();
    }
}
