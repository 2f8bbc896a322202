package org.openx400.mta.rfc1006.mts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * MTA-bind argument, result and error, X.411 12.1.1.1. In normal mode each is in the tag that X.419 gives to bind
 * operations; in X.410 mode argument and result are bare, and the error is RTSE's refuse reason.
 */
final class BindCodec {
    private static final Tag ARGUMENT = Tag.context(16);
    private static final Tag RESULT = Tag.context(17);
    private static final Tag ERROR = Tag.context(18);
    private static final Tag AUTHENTICATED = Tag.context(1);
    private static final Tag NAME = Tag.context(0);
    private static final Tag CREDENTIALS = Tag.context(1);
    private static final Tag SECURITY_CONTEXT = Tag.context(2);
    /** X.411 annex B: ub-mta-name-length. */
    private static final int LONGEST_NAME = 32;
    /** X.411 annex B: ub-password-length. */
    private static final int LONGEST_PASSWORD = 62;

    private BindCodec() {}

    /**
     * Argument or result as read.
     *
     * @param mtaName null if the value was NULL
     * @param password null if there are no simple credentials
     * @param strong whether the credentials are of another kind
     * @param securityContext whether a security-context was asked for
     */
    record Identity(@Nullable String mtaName, @Nullable Octets password, boolean strong, boolean securityContext) {
        static final Identity NONE = new Identity(null, null, false, false);

        @Override
        public String toString() {
            return "Identity[" + mtaName + "]";
        }
    }

    static Octets argument(boolean normalMode, MtaCredentials local) {
        Octets value = identity(local.name(), local.password());
        return normalMode ? Ber.constructed(ARGUMENT, value) : value;
    }

    static Octets result(boolean normalMode, String mtaName, Secret password) {
        Octets value = identity(mtaName, password);
        return normalMode ? Ber.constructed(RESULT, value) : value;
    }

    static Octets error(BindError error) {
        return Ber.constructed(ERROR, Ber.integer(error.number()));
    }

    static Identity argument(boolean normalMode, @Nullable Octets userData) throws DecodeException {
        return identity(normalMode, userData, ARGUMENT, "MTABindArgument");
    }

    static Identity result(boolean normalMode, @Nullable Octets userData) throws DecodeException {
        return identity(normalMode, userData, RESULT, "MTABindResult");
    }

    /** The error in the user data of RTORJ, null if it is none that X.411 knows. */
    static @Nullable BindError error(Octets userData) throws DecodeException {
        Tlv wrapper = BerReader.single(userData, "MTABindError");
        if (!wrapper.is(ERROR)) {
            throw wrapper.error("MTABindError", "unexpected " + wrapper.tag());
        }
        int number = wrapper.explicit("MTABindError").integer("MTABindError", 0, Integer.MAX_VALUE);
        for (BindError error : BindError.values()) {
            if (error.number() == number) {
                return error;
            }
        }
        return null;
    }

    private static Octets identity(String mtaName, Secret password) {
        Octets octets = password.octets();
        boolean ia5 = StandardCharsets.US_ASCII.newEncoder().canEncode(octets.toLatin1());
        return Ber.constructed(
                AUTHENTICATED,
                Ber.primitive(NAME, Octets.latin1(mtaName)),
                Ber.constructed(CREDENTIALS, Ber.primitive(ia5 ? Tag.IA5_STRING : Tag.OCTET_STRING, octets)));
    }

    private static Identity identity(boolean normalMode, @Nullable Octets userData, Tag wrapper, String name)
            throws DecodeException {
        if (userData == null) {
            return Identity.NONE;
        }
        Tlv value = BerReader.single(userData, name);
        if (normalMode) {
            if (!value.is(wrapper)) {
                throw value.error(name, "expected " + wrapper + ", found " + value.tag());
            }
            value = value.explicit(name);
        }
        if (value.is(Tag.NULL)) {
            return Identity.NONE;
        }
        if (!value.is(AUTHENTICATED)) {
            throw value.error(name, "unexpected " + value.tag());
        }
        return identity(value.children(name), value, name);
    }

    private static Identity identity(BerReader fields, Tlv set, String name) throws DecodeException {
        String mtaName = null;
        Tlv credentials = null;
        boolean securityContext = false;
        while (fields.hasMore()) {
            Tlv field = fields.next(name);
            if (field.is(NAME)) {
                mtaName = atMost(LONGEST_NAME, field, "mta-name").toLatin1();
            } else if (field.is(CREDENTIALS)) {
                credentials = field.explicit("credentials");
            } else if (field.is(SECURITY_CONTEXT)) {
                securityContext = true;
            }
        }
        if (mtaName == null || credentials == null) {
            throw set.error(mtaName == null ? "mta-name" : "credentials", "missing");
        }
        boolean simple = credentials.is(Tag.IA5_STRING) || credentials.is(Tag.OCTET_STRING);
        Octets password = simple ? atMost(LONGEST_PASSWORD, credentials, "simple credentials") : null;
        return new Identity(mtaName, password, !simple, securityContext);
    }

    private static Octets atMost(int longest, Tlv string, String name) throws DecodeException {
        Octets value = string.string(name);
        if (value.length() > longest) {
            throw string.error(name, "is " + value.length() + " octets long, the most is " + longest);
        }
        return value;
    }
}
