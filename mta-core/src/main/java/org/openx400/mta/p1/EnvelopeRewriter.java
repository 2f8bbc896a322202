package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * Makes a relay's changes in the octets of an envelope. Whatever is not changed goes through octet for octet, in its
 * place, whether we know it or not; what is changed gets definite lengths.
 */
public final class EnvelopeRewriter {
    private static final int INTERNAL_TRACE_INFORMATION = 38;
    private static final Tag EXTENSION_VALUE = Tag.context(2);

    private final ApduKind kind;
    private final Rewrite rewrite;
    private boolean traceDone;
    private boolean internalTraceDone;

    private EnvelopeRewriter(ApduKind kind, Rewrite rewrite) {
        this.kind = kind;
        this.rewrite = rewrite;
        this.traceDone = rewrite.trace() == null;
        this.internalTraceDone = !(rewrite.internalTrace() instanceof Rewrite.InternalTrace.Append);
    }

    /**
     * The envelope with the changes made.
     *
     * @param envelope as {@link ApduReader.Sink#envelope} gave it
     */
    public static Octets rewrite(ApduKind kind, Octets envelope, Rewrite rewrite) throws P1Exception {
        try {
            return new EnvelopeRewriter(kind, rewrite).envelope(BerReader.single(envelope, "envelope"));
        } catch (DecodeException e) {
            throw P1Exception.violation(e);
        }
    }

    private Octets envelope(Tlv envelope) throws DecodeException {
        Tag extensions = kind == ApduKind.REPORT ? P1Tags.REPORT_EXTENSIONS : P1Tags.EXTENSIONS;
        List<Octets> members = new ArrayList<>();
        BerReader reader = envelope.children("envelope");
        while (reader.hasMore()) {
            Tlv member = reader.next("envelope");
            if (member.is(P1Tags.TRACE_INFORMATION)) {
                members.add(trace(member));
            } else if (member.is(extensions)) {
                members.add(extensions(member, true));
            } else if (kind != ApduKind.REPORT && member.is(P1Tags.PER_RECIPIENT_FIELDS)) {
                members.add(recipients(member));
            } else {
                members.add(member.encoding());
            }
        }
        if (!traceDone || !internalTraceDone) {
            addMissing(members, extensions);
        }
        return Ber.constructed(envelope.tag(), members);
    }

    private void addMissing(List<Octets> members, Tag extensions) {
        if (rewrite.trace() != null && !traceDone) {
            members.add(Ber.constructed(P1Tags.TRACE_INFORMATION, TraceCodec.encode(rewrite.trace())));
        }
        if (!internalTraceDone && rewrite.internalTrace() instanceof Rewrite.InternalTrace.Append append) {
            members.add(Ber.constructed(extensions, newInternalTrace(append)));
        }
    }

    private Octets trace(Tlv trace) {
        if (rewrite.trace() == null) {
            return trace.encoding();
        }
        traceDone = true;
        return Ber.constructed(trace.tag(), trace.contents(), TraceCodec.encode(rewrite.trace()));
    }

    private Octets recipients(Tlv list) throws DecodeException {
        List<Octets> recipients = new ArrayList<>();
        BerReader reader = list.children("per-recipient-fields");
        for (int position = 0; reader.hasMore(); position++) {
            Tlv recipient = reader.next("per-recipient-fields");
            if (stays(position)) {
                recipients.add(recipient(recipient, position));
            }
        }
        return Ber.constructed(list.tag(), recipients);
    }

    private boolean stays(int position) {
        return rewrite.onlyRecipients().map(only -> only.contains(position)).orElse(true);
    }

    private Octets recipient(Tlv recipient, int position) throws DecodeException {
        String field = "per-recipient-fields[" + position + "]";
        boolean changed = false;
        List<Octets> members = new ArrayList<>();
        BerReader reader = recipient.children(field);
        while (reader.hasMore()) {
            Tlv member = reader.next(field);
            Octets octets = member.encoding();
            if (member.is(P1Tags.PER_RECIPIENT_INDICATORS)
                    && !rewrite.responsibleRecipients().contains(position)) {
                octets = withoutResponsibility(member, field);
            } else if (member.is(P1Tags.EXTENSIONS)) {
                octets = extensions(member, false);
            }
            changed |= !octets.equals(member.encoding());
            members.add(octets);
        }
        return changed ? Ber.constructed(recipient.tag(), members) : recipient.encoding();
    }

    private static Octets withoutResponsibility(Tlv member, String field) throws DecodeException {
        PerRecipientIndicators indicators =
                new PerRecipientIndicators(member.bitString(field + ".per-recipient-indicators"));
        return indicators.responsibility()
                ? Ber.bitString(
                        member.tag(), indicators.withResponsibility(false).bits())
                : member.encoding();
    }

    /** Only the envelope's own extensions have an internal trace; a recipient's change in form alone. */
    private Octets extensions(Tlv set, boolean ofEnvelope) throws DecodeException {
        boolean changed = false;
        List<Octets> fields = new ArrayList<>();
        BerReader reader = set.children("extensions");
        while (reader.hasMore()) {
            Tlv field = reader.expect(Tag.SEQUENCE, "extensions");
            Octets octets = extension(field, ofEnvelope);
            changed |= !octets.equals(field.encoding());
            fields.add(octets);
        }
        if (ofEnvelope
                && !internalTraceDone
                && rewrite.internalTrace() instanceof Rewrite.InternalTrace.Append append) {
            fields.add(newInternalTrace(append));
            changed = true;
        }
        return changed ? FieldEncoder.list(set.tag(), fields) : set.encoding();
    }

    /** The field as it stands if nothing in it changes; no octets if it is dropped. */
    private Octets extension(Tlv field, boolean ofEnvelope) throws DecodeException {
        BerReader reader = field.children("extension");
        Tlv type = reader.next("extension.type");
        ExtensionIdentifier identifier = FieldDecoder.extensionType(type, "extension.type");
        boolean internalTrace =
                ofEnvelope && identifier.equals(new ExtensionIdentifier.Standard(INTERNAL_TRACE_INFORMATION));
        if (internalTrace && rewrite.internalTrace() instanceof Rewrite.InternalTrace.Drop) {
            return Octets.NONE;
        }
        List<Octets> members = new ArrayList<>();
        Octets newType = FieldEncoder.extensionType(identifier, rewrite.form());
        boolean changed = type.constructed() != (rewrite.form() == ExtensionForm.X411_1988);
        members.add(changed ? newType : type.encoding());
        while (reader.hasMore()) {
            Tlv member = reader.next("extension");
            Octets octets = member.encoding();
            if (internalTrace
                    && member.is(EXTENSION_VALUE)
                    && rewrite.internalTrace() instanceof Rewrite.InternalTrace.Append append) {
                octets = appended(member, append);
                changed = true;
            }
            members.add(octets);
        }
        return changed ? Ber.constructed(Tag.SEQUENCE, members) : field.encoding();
    }

    private Octets appended(Tlv value, Rewrite.InternalTrace.Append append) throws DecodeException {
        Tlv elements = value.explicit("internal-trace-information");
        internalTraceDone = true;
        return Ber.constructed(
                value.tag(), Ber.constructed(elements.tag(), elements.contents(), TraceCodec.encode(append.element())));
    }

    private Octets newInternalTrace(Rewrite.InternalTrace.Append append) {
        internalTraceDone = true;
        ExtensionField field = new ExtensionField(
                new ExtensionIdentifier.Standard(INTERNAL_TRACE_INFORMATION),
                Criticality.NONE,
                TraceCodec.encodeInternal(List.of(append.element())));
        return FieldEncoder.extension(field, rewrite.form());
    }
}
