package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifierCodec;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.envelope.PerDomainBilateralInformation;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Writes the fields that several envelopes have. What is absent becomes no octets. */
final class FieldEncoder {
    private FieldEncoder() {}

    static Octets mtsIdentifier(MTSIdentifier identifier) {
        return Ber.constructed(
                P1Tags.MTS_IDENTIFIER,
                GlobalDomainIdentifierCodec.encode(identifier.globalDomainIdentifier()),
                string(Tag.IA5_STRING, identifier.localIdentifier()));
    }

    static Octets string(Tag tag, @Nullable String value) {
        return value == null ? Octets.NONE : Ber.primitive(tag, Octets.latin1(value));
    }

    static Octets time(Tag tag, @Nullable UTCTime time) {
        return time == null ? Octets.NONE : string(tag, time.text());
    }

    static Octets integer(Tag tag, @Nullable Integer value) {
        return value == null ? Octets.NONE : Ber.integer(tag, value);
    }

    /** Named bits that default to none. */
    static Octets bits(Tag tag, BitString bits) {
        return bits.length() == 0 ? Octets.NONE : Ber.bitString(tag, bits);
    }

    static Octets contentType(@Nullable ContentType type) {
        if (type instanceof ContentType.BuiltIn builtIn) {
            return Ber.integer(P1Tags.CONTENT_TYPE, builtIn.number());
        }
        if (type instanceof ContentType.Extended extended) {
            return Ber.objectIdentifier(extended.objectIdentifier());
        }
        return Octets.NONE;
    }

    static Octets encodedInformationTypes(@Nullable EncodedInformationTypes types) {
        if (types == null) {
            return Octets.NONE;
        }
        List<Octets> members = new ArrayList<>();
        BitString builtIn = types.builtIn();
        if (builtIn != null) {
            members.add(Ber.bitString(Tag.context(0), builtIn));
        }
        members.addAll(types.nonBasicParameters());
        if (!types.extended().isEmpty()) {
            members.add(Ber.constructed(
                    Tag.context(4),
                    types.extended().stream().map(Ber::objectIdentifier).toList()));
        }
        return Ber.constructed(P1Tags.ENCODED_INFORMATION_TYPES, members);
    }

    static Octets bilateralInformation(List<PerDomainBilateralInformation> all) {
        return list(
                P1Tags.BILATERAL_INFORMATION,
                all.stream().map(FieldEncoder::bilateralElement).toList());
    }

    private static Octets bilateralElement(PerDomainBilateralInformation element) {
        NumericOrPrintable prmd = element.privateDomainIdentifier();
        NumericOrPrintable admd = element.administrationDomainName();
        Octets domain = prmd == null
                ? GlobalDomainIdentifierCodec.encodeName(GlobalDomainIdentifierCodec.ADMINISTRATION_DOMAIN_NAME, admd)
                : Ber.sequence(
                        GlobalDomainIdentifierCodec.encodeName(Tag.context(0), admd),
                        GlobalDomainIdentifierCodec.encodeName(Tag.context(1), prmd));
        return Ber.sequence(
                GlobalDomainIdentifierCodec.encodeName(GlobalDomainIdentifierCodec.COUNTRY_NAME, element.countryName()),
                domain,
                element.bilateralInformation());
    }

    static Octets extensions(Tag tag, List<ExtensionField> extensions, ExtensionForm form) {
        return list(
                tag,
                extensions.stream().map(extension -> extension(extension, form)).toList());
    }

    static Octets extension(ExtensionField extension, ExtensionForm form) {
        Octets value = extension.value();
        return Ber.sequence(
                extensionType(extension.type(), form),
                bits(Tag.context(1), extension.criticality().bits()),
                value == null ? Octets.NONE : Ber.constructed(Tag.context(2), value));
    }

    static Octets extensionType(ExtensionIdentifier type, ExtensionForm form) {
        boolean explicit = form == ExtensionForm.X411_1988;
        if (type instanceof ExtensionIdentifier.Standard standard) {
            return explicit
                    ? Ber.constructed(Tag.context(0), Ber.integer(standard.number()))
                    : Ber.integer(Tag.context(0), standard.number());
        }
        String oid = ((ExtensionIdentifier.Private) type).objectIdentifier();
        return explicit
                ? Ber.constructed(Tag.context(0), Ber.objectIdentifier(oid))
                : Ber.objectIdentifier(Tag.context(3), oid);
    }

    /** A list that is left out when it is empty. */
    static Octets list(Tag tag, List<Octets> values) {
        return values.isEmpty() ? Octets.NONE : Ber.constructed(tag, values);
    }
}
