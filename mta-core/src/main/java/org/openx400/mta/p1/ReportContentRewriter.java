package org.openx400.mta.p1;

import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Gives the extensions in the content of a report another form; everything else goes through octet for octet. */
public final class ReportContentRewriter {
    private static final String FIELD = "report-transfer-content";
    private static final Tag PER_RECIPIENT_FIELDS = Tag.context(0);
    private static final Tag RECIPIENT_EXTENSIONS = Tag.context(6);
    private static final Tag CRITICALITY = Tag.context(1);
    private static final Tag VALUE = Tag.context(2);

    private final ExtensionForm form;

    private ReportContentRewriter(ExtensionForm form) {
        this.form = form;
    }

    /** @param content the ReportTransferContent SET */
    public static Octets rewrite(Octets content, ExtensionForm form) throws P1Exception {
        try {
            return new ReportContentRewriter(form).content(BerReader.single(content, FIELD));
        } catch (DecodeException e) {
            throw P1Exception.violation(e);
        }
    }

    private Octets content(Tlv content) throws DecodeException {
        return MemberChanges.in(content, FIELD, member -> {
            if (member.is(PER_RECIPIENT_FIELDS)) {
                return MemberChanges.in(member, FIELD, this::recipient);
            }
            return member.is(P1Tags.EXTENSIONS) ? extensions(member) : member.encoding();
        });
    }

    private Octets recipient(Tlv recipient) throws DecodeException {
        return MemberChanges.in(
                recipient,
                "per-recipient-fields",
                member -> member.is(RECIPIENT_EXTENSIONS) ? extensions(member) : member.encoding());
    }

    private Octets extensions(Tlv set) throws DecodeException {
        return MemberChanges.in(
                set, "extensions", field -> MemberChanges.in(field, "extension", this::extensionMember));
    }

    private Octets extensionMember(Tlv member) throws DecodeException {
        return member.is(CRITICALITY) || member.is(VALUE)
                ? member.encoding()
                : FieldEncoder.extensionType(FieldDecoder.extensionType(member, "extension.type"), form);
    }
}
