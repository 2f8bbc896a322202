package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.AlgorithmIdentifier;
import org.openx400.mta.envelope.CertificateSelectors;
import org.openx400.mta.envelope.SecurityLabel;
import org.openx400.mta.envelope.Signature;
import org.openx400.mta.envelope.Token;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** The values of security extensions, X.411 MTSAbstractService. Certificates and tokens stay as they are. */
final class SecurityValueCodecs {
    private static final int UB_INTEGER_OPTIONS = 256;

    static final ValueCodec<AlgorithmIdentifier> ALGORITHM_IDENTIFIER =
            new ValueCodec<>(SecurityValueCodecs::algorithm, SecurityValueCodecs::algorithm);

    static final ValueCodec<Signature> SIGNATURE =
            new ValueCodec<>(SecurityValueCodecs::signature, SecurityValueCodecs::signature);

    static final ValueCodec<Token> TOKEN = new ValueCodec<>(SecurityValueCodecs::token, SecurityValueCodecs::token);

    static final ValueCodec<SecurityLabel> SECURITY_LABEL =
            new ValueCodec<>(SecurityValueCodecs::label, SecurityValueCodecs::label);

    static final ValueCodec<CertificateSelectors> CERTIFICATE_SELECTORS =
            new ValueCodec<>(SecurityValueCodecs::selectors, SecurityValueCodecs::selectors);

    /** Certificates: a SEQUENCE of X.509, which Bouncy Castle reads when somebody wants to know. */
    static final ValueCodec<Octets> CERTIFICATES = new ValueCodec<>(
            (tlv, field) -> ValueCodec.expect(tlv, Tag.SEQUENCE, field).encoding(), octets -> octets);

    private SecurityValueCodecs() {}

    private static AlgorithmIdentifier algorithm(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        String algorithm = members.expect(Tag.OBJECT_IDENTIFIER, field).objectIdentifier(field);
        Octets parameters = members.hasMore() ? members.next(field).encoding() : null;
        members.end(field);
        return new AlgorithmIdentifier(algorithm, parameters);
    }

    private static Octets algorithm(AlgorithmIdentifier identifier) {
        Octets parameters = identifier.parameters();
        return Ber.sequence(
                Ber.objectIdentifier(identifier.algorithm()), parameters == null ? Octets.NONE : parameters);
    }

    private static Signature signature(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        AlgorithmIdentifier algorithm = algorithm(members.next(field + ".algorithm-identifier"), field);
        BitString encrypted =
                members.expect(Tag.BIT_STRING, field + ".encrypted").bitString(field);
        members.end(field);
        return new Signature(algorithm, encrypted);
    }

    private static Octets signature(Signature signature) {
        return Ber.sequence(
                algorithm(signature.algorithmIdentifier()), Ber.bitString(Tag.BIT_STRING, signature.encrypted()));
    }

    private static Token token(Tlv tlv, String field) throws DecodeException {
        BerReader members = ValueCodec.expect(tlv, Tag.SEQUENCE, field).children(field);
        String type = members.expect(Tag.context(0), field).objectIdentifier(field + ".token-type-identifier");
        Octets token =
                members.expect(Tag.context(1), field).explicit(field + ".token").encoding();
        members.end(field);
        return new Token(type, token);
    }

    private static Octets token(Token token) {
        return Ber.sequence(
                Ber.objectIdentifier(Tag.context(0), token.tokenTypeIdentifier()),
                Ber.constructed(Tag.context(1), token.token()));
    }

    private static SecurityLabel label(Tlv tlv, String field) throws DecodeException {
        SetMembers members = new SetMembers(ValueCodec.expect(tlv, Tag.SET, field), field);
        Tlv policy = members.optional(Tag.OBJECT_IDENTIFIER);
        Tlv classification = members.optional(Tag.INTEGER);
        List<SecurityLabel.Category> categories = new ArrayList<>();
        Tlv all = members.optional(Tag.SET);
        if (all != null) {
            BerReader each = all.children(field + ".security-categories");
            while (each.hasMore()) {
                categories.add(category(each.expect(Tag.SEQUENCE, field), field + ".security-categories"));
            }
        }
        return new SecurityLabel(
                policy == null ? null : policy.objectIdentifier(members.field("security-policy-identifier")),
                classification == null
                        ? null
                        : (Integer)
                                classification.integer(members.field("security-classification"), 0, UB_INTEGER_OPTIONS),
                FieldDecoder.optionalString(members.optional(Tag.PRINTABLE_STRING), members.field("privacy-mark")),
                categories);
    }

    private static SecurityLabel.Category category(Tlv tlv, String field) throws DecodeException {
        BerReader members = tlv.children(field);
        String type = members.expect(Tag.context(0), field).objectIdentifier(field + ".type");
        Octets value =
                members.expect(Tag.context(1), field).explicit(field + ".value").encoding();
        members.end(field);
        return new SecurityLabel.Category(type, value);
    }

    private static Octets label(SecurityLabel label) {
        List<Octets> categories = new ArrayList<>();
        for (SecurityLabel.Category category : label.securityCategories()) {
            categories.add(Ber.sequence(
                    Ber.objectIdentifier(Tag.context(0), category.type()),
                    Ber.constructed(Tag.context(1), category.value())));
        }
        return Ber.set(
                policy(label.securityPolicyIdentifier()),
                FieldEncoder.integer(Tag.INTEGER, label.securityClassification()),
                FieldEncoder.string(Tag.PRINTABLE_STRING, label.privacyMark()),
                FieldEncoder.list(Tag.SET, categories));
    }

    private static Octets policy(@Nullable String identifier) {
        return identifier == null ? Octets.NONE : Ber.objectIdentifier(identifier);
    }

    private static CertificateSelectors selectors(Tlv tlv, String field) throws DecodeException {
        Map<Integer, Octets> assertions = new HashMap<>();
        BerReader members = ValueCodec.expect(tlv, Tag.SET, field).children(field);
        while (members.hasMore()) {
            Tlv member = members.next(field);
            if (member.tag().tagClass() != Tag.TagClass.CONTEXT
                    || member.tag().number() > 4
                    || !member.constructed()
                    || assertions.put(member.tag().number(), member.contents()) != null) {
                throw member.error(field, "unexpected " + member.tag());
            }
        }
        return new CertificateSelectors(assertions);
    }

    private static Octets selectors(CertificateSelectors selectors) {
        List<Octets> members = new ArrayList<>();
        new TreeMap<>(selectors.assertions())
                .forEach((number, contents) -> members.add(Ber.constructed(Tag.context(number), contents)));
        return Ber.constructed(Tag.SET, members);
    }
}
