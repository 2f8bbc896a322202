package org.openx400.mta.rfc1006.acse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** ACSE APDUs to octets and back, X.227 9. */
final class ApduCodec {
    private static final Tag USER_INFORMATION = Tag.context(30);

    private ApduCodec() {}

    static Octets encode(Apdu apdu) {
        List<Octets> fields = new ArrayList<>();
        if (apdu instanceof Apdu.Aarq aarq) {
            fields.add(contextName(aarq.applicationContext()));
            title(fields, 2, aarq.called());
            title(fields, 6, aarq.calling());
            userInformation(fields, aarq.userInformation());
            return Ber.constructed(Tag.application(0), fields);
        }
        if (apdu instanceof Apdu.Aare aare) {
            fields.add(contextName(aare.applicationContext()));
            fields.add(Ber.constructed(Tag.context(2), Ber.integer(aare.result())));
            Tag source = Tag.context(aare.diagnostic().provider() ? 2 : 1);
            fields.add(Ber.constructed(
                    Tag.context(3),
                    Ber.constructed(source, Ber.integer(aare.diagnostic().number()))));
            title(fields, 4, aare.responding());
            userInformation(fields, aare.userInformation());
            return Ber.constructed(Tag.application(1), fields);
        }
        if (apdu instanceof Apdu.Rlrq rlrq) {
            return Ber.constructed(Tag.application(2), Ber.integer(Tag.context(0), rlrq.reason()));
        }
        if (apdu instanceof Apdu.Rlre rlre) {
            return Ber.constructed(Tag.application(3), Ber.integer(Tag.context(0), rlre.reason()));
        }
        Apdu.Abrt abrt = (Apdu.Abrt) apdu;
        fields.add(Ber.integer(Tag.context(0), abrt.provider() ? 1 : 0));
        userInformation(fields, abrt.userInformation());
        return Ber.constructed(Tag.application(4), fields);
    }

    static Apdu decode(Octets octets) throws DecodeException {
        Tlv apdu = BerReader.single(octets, "ACSE APDU");
        if (apdu.is(Tag.application(0))) {
            return aarq(apdu);
        }
        if (apdu.is(Tag.application(1))) {
            return aare(apdu);
        }
        if (apdu.is(Tag.application(2))) {
            return new Apdu.Rlrq(reason(apdu, "RLRQ"));
        }
        if (apdu.is(Tag.application(3))) {
            return new Apdu.Rlre(reason(apdu, "RLRE"));
        }
        if (apdu.is(Tag.application(4))) {
            return abrt(apdu);
        }
        throw apdu.error("ACSE APDU", "unexpected " + apdu.tag());
    }

    private static Apdu.Aarq aarq(Tlv apdu) throws DecodeException {
        boolean version1 = true;
        String contextName = null;
        External information = null;
        TitleReader called = new TitleReader(2, "called");
        TitleReader calling = new TitleReader(6, "calling");
        BerReader fields = apdu.children("AARQ");
        while (fields.hasMore()) {
            Tlv field = fields.next("AARQ");
            if (field.is(Tag.context(0))) {
                version1 = field.bitString("protocol-version").bit(0);
            } else if (field.is(Tag.context(1))) {
                contextName = contextName(field);
            } else if (field.is(USER_INFORMATION)) {
                information = userInformation(field);
            } else if (!called.take(field)) {
                calling.take(field);
            }
        }
        if (contextName == null) {
            throw apdu.error("application-context-name", "missing");
        }
        return new Apdu.Aarq(version1, contextName, called.title(), calling.title(), information);
    }

    private static Apdu.Aare aare(Tlv apdu) throws DecodeException {
        String contextName = null;
        int result = -1;
        AssociateDiagnostic diagnostic = AssociateDiagnostic.USER_NULL;
        External information = null;
        TitleReader responding = new TitleReader(4, "responding");
        BerReader fields = apdu.children("AARE");
        while (fields.hasMore()) {
            Tlv field = fields.next("AARE");
            if (field.is(Tag.context(1))) {
                contextName = contextName(field);
            } else if (field.is(Tag.context(2))) {
                result = integer(field, "result").integer("result", 0, 2);
            } else if (field.is(Tag.context(3))) {
                diagnostic = diagnostic(field);
            } else if (field.is(USER_INFORMATION)) {
                information = userInformation(field);
            } else {
                responding.take(field);
            }
        }
        if (contextName == null || result < 0) {
            throw apdu.error(contextName == null ? "application-context-name" : "result", "missing");
        }
        return new Apdu.Aare(contextName, result, diagnostic, responding.title(), information);
    }

    private static Apdu.Abrt abrt(Tlv apdu) throws DecodeException {
        boolean provider = false;
        External information = null;
        BerReader fields = apdu.children("ABRT");
        while (fields.hasMore()) {
            Tlv field = fields.next("ABRT");
            if (field.is(Tag.context(0))) {
                provider = field.integer("abort-source", 0, 1) == 1;
            } else if (field.is(USER_INFORMATION)) {
                information = userInformation(field);
            }
        }
        return new Apdu.Abrt(provider, information);
    }

    private static int reason(Tlv apdu, String name) throws DecodeException {
        int reason = 0;
        BerReader fields = apdu.children(name);
        while (fields.hasMore()) {
            Tlv field = fields.next(name);
            if (field.is(Tag.context(0))) {
                reason = field.integer("reason", 0, 255);
            }
        }
        return reason;
    }

    private static AssociateDiagnostic diagnostic(Tlv field) throws DecodeException {
        Tlv source = field.explicit("result-source-diagnostic");
        if (!source.is(Tag.context(1)) && !source.is(Tag.context(2))) {
            throw source.error("result-source-diagnostic", "unexpected " + source.tag());
        }
        int number = integer(source, "result-source-diagnostic").integer("result-source-diagnostic", 0, 255);
        return AssociateDiagnostic.of(source.is(Tag.context(2)), number);
    }

    private static Octets contextName(String name) {
        return Ber.constructed(Tag.context(1), Ber.objectIdentifier(name));
    }

    private static String contextName(Tlv field) throws DecodeException {
        Tlv name = field.explicit("application-context-name");
        if (!name.is(Tag.OBJECT_IDENTIFIER)) {
            throw name.error("application-context-name", "unexpected " + name.tag());
        }
        return name.objectIdentifier("application-context-name");
    }

    private static Tlv integer(Tlv explicit, String name) throws DecodeException {
        Tlv value = explicit.explicit(name);
        if (!value.is(Tag.INTEGER)) {
            throw value.error(name, "unexpected " + value.tag());
        }
        return value;
    }

    private static void userInformation(List<Octets> fields, @Nullable External information) {
        if (information != null) {
            fields.add(Ber.constructed(USER_INFORMATION, information.encode()));
        }
    }

    private static @Nullable External userInformation(Tlv field) throws DecodeException {
        BerReader externals = field.children("user-information");
        if (!externals.hasMore()) {
            return null;
        }
        External first = External.decode(externals.expect(Tag.EXTERNAL, "user-information"));
        externals.end("user-information");
        return first;
    }

    private static void title(List<Octets> fields, int firstTag, AeTitle title) {
        add(fields, firstTag, title.apTitle());
        add(fields, firstTag + 1, title.aeQualifier());
        add(fields, firstTag + 2, title.apInvocation() == null ? null : Ber.integer(title.apInvocation()));
        add(fields, firstTag + 3, title.aeInvocation() == null ? null : Ber.integer(title.aeInvocation()));
    }

    private static void add(List<Octets> fields, int tag, @Nullable Octets value) {
        if (value != null) {
            fields.add(Ber.constructed(Tag.context(tag), value));
        }
    }

    /** Gathers the four fields of a title, whose tags follow one another. */
    private static final class TitleReader {
        private final int firstTag;
        private final String side;
        private @Nullable Octets apTitle;
        private @Nullable Octets aeQualifier;
        private @Nullable Long apInvocation;
        private @Nullable Long aeInvocation;

        TitleReader(int firstTag, String side) {
            this.firstTag = firstTag;
            this.side = side;
        }

        boolean take(Tlv field) throws DecodeException {
            if (field.is(Tag.context(firstTag))) {
                Tlv value = field.explicit(side + "-AP-title");
                if (!AeTitle.isApTitle(value.tag())) {
                    throw value.error(side + "-AP-title", "unexpected " + value.tag());
                }
                apTitle = value.encoding();
            } else if (field.is(Tag.context(firstTag + 1))) {
                Tlv value = field.explicit(side + "-AE-qualifier");
                if (!AeTitle.isAeQualifier(value.tag())) {
                    throw value.error(side + "-AE-qualifier", "unexpected " + value.tag());
                }
                aeQualifier = value.encoding();
            } else if (field.is(Tag.context(firstTag + 2))) {
                apInvocation = invocation(field, side + "-AP-invocation-identifier");
            } else if (field.is(Tag.context(firstTag + 3))) {
                aeInvocation = invocation(field, side + "-AE-invocation-identifier");
            } else {
                return false;
            }
            return true;
        }

        AeTitle title() {
            return new AeTitle(apTitle, aeQualifier, apInvocation, aeInvocation);
        }

        private static long invocation(Tlv field, String name) throws DecodeException {
            Tlv value = integer(field, name);
            if (value.contents().length() > 8) {
                throw value.error(name, "INTEGER of " + value.contents().length() + " octets");
            }
            return value.bigInteger(name).longValue();
        }
    }
}
