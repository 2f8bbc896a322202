package org.openx400.mta.rfc1006.session;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;

/**
 * The parameters of an SPDU or of a PGI, X.225 8.2. Of a parameter that is there twice the last one counts; what nobody
 * asks for is skipped.
 */
final class SpduParameters {
    static final int CONNECTION_IDENTIFIER = 1;
    static final int CONNECT_ITEM = 5;
    static final int CALLED_USER_REFERENCE = 9;
    static final int CALLING_USER_REFERENCE = 10;
    static final int COMMON_REFERENCE = 11;
    static final int ADDITIONAL_REFERENCE = 12;
    static final int SYNC_TYPE = 15;
    static final int TOKEN_ITEM = 16;
    static final int TRANSPORT_DISCONNECT = 17;
    static final int PROTOCOL_OPTIONS = 19;
    static final int REQUIREMENTS = 20;
    static final int TSDU_MAXIMUM_SIZE = 21;
    static final int VERSION_NUMBER = 22;
    static final int ENCLOSURE = 25;
    static final int TOKEN_SETTING = 26;
    static final int LINKING_INFORMATION = 33;
    static final int ACTIVITY_IDENTIFIER = 41;
    static final int SERIAL_NUMBER = 42;
    static final int MIA_USER_DATA = 46;
    static final int REFLECT = 49;
    static final int REASON_CODE = 50;
    static final int CALLING_SSAP_SELECTOR = 51;
    static final int CALLED_SSAP_SELECTOR = 52;
    static final int DATA_OVERFLOW = 60;
    static final int USER_DATA = 193;
    static final int EXTENDED_USER_DATA = 194;

    private static final int LONG_LI = 0xff;
    private static final int LONGEST_SERIAL = 6;
    private static final Pattern SERIAL = Pattern.compile("0|[1-9][0-9]*");

    private final Map<Integer, Parameter> parameters = new HashMap<>();
    private final String owner;
    private final int offset;

    private record Parameter(Octets value, int offset) {}

    private SpduParameters(String owner, OctetReader in) throws DecodeException {
        this.owner = owner;
        this.offset = in.offset();
        while (in.hasMore()) {
            int code = in.u8(owner + " PI");
            String field = owner + " parameter " + code;
            int length = readLength(in, field);
            int at = in.offset();
            parameters.put(code, new Parameter(in.take(field, length), at));
        }
    }

    /** @param owner the SPDU's or PGI's name, for errors */
    static SpduParameters read(String owner, OctetReader in) throws DecodeException {
        return new SpduParameters(owner, in);
    }

    /** 8.2.5: one octet up to 254, else FF and two octets. */
    static int readLength(OctetReader in, String field) throws DecodeException {
        int length = in.u8(field + " LI");
        return length == LONG_LI ? in.u16(field + " LI") : length;
    }

    boolean has(int code) {
        return parameters.containsKey(code);
    }

    /** Empty if it is absent. */
    Octets octets(int code, int longest) throws SpduException {
        Parameter parameter = parameters.get(code);
        if (parameter == null) {
            return Octets.NONE;
        }
        if (parameter.value.length() > longest) {
            throw error(
                    code, parameter.offset, "has " + parameter.value.length() + " octets, " + longest + " are most");
        }
        return parameter.value;
    }

    /** A number of a fixed count of octets; a parameter that is there without a value is as good as absent. */
    int number(int code, int length, int absent) throws SpduException {
        Parameter parameter = parameters.get(code);
        if (parameter == null || parameter.value.isEmpty()) {
            return absent;
        }
        if (parameter.value.length() != length) {
            throw error(code, parameter.offset, "has " + parameter.value.length() + " octets, not " + length);
        }
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | parameter.value.at(i);
        }
        return number;
    }

    /** The first octet, as of a reason code that user data follows. */
    int firstOctet(int code, int absent) throws SpduException {
        Parameter parameter = parameters.get(code);
        if (parameter == null) {
            return absent;
        }
        if (parameter.value.isEmpty()) {
            throw error(code, parameter.offset, "is empty");
        }
        return parameter.value.at(0);
    }

    /** What comes after the first octet. */
    Octets afterFirstOctet(int code) {
        Parameter parameter = parameters.get(code);
        return parameter == null || parameter.value.isEmpty() ? Octets.NONE : parameter.value.from(1);
    }

    /** PI 42, mandatory: one to six digits without leading zeros. */
    int serialNumber() throws SpduException {
        Parameter parameter = mandatory(SERIAL_NUMBER);
        String digits = parameter.value.toLatin1();
        if (digits.length() > LONGEST_SERIAL || !SERIAL.matcher(digits).matches()) {
            throw error(SERIAL_NUMBER, parameter.offset, "is not a serial number: " + parameter.value);
        }
        return Integer.parseInt(digits);
    }

    /** At least one octet. */
    Octets mandatoryOctets(int code, int longest) throws SpduException {
        Parameter parameter = mandatory(code);
        if (parameter.value.isEmpty()) {
            throw error(code, parameter.offset, "is empty");
        }
        return octets(code, longest);
    }

    /** The parameters of a PGI; none if it is absent. */
    SpduParameters group(int code) throws DecodeException {
        Parameter parameter = parameters.get(code);
        Octets value = parameter == null ? Octets.NONE : parameter.value;
        return new SpduParameters(
                owner + " PGI " + code, value.readerAt(parameter == null ? offset : parameter.offset));
    }

    private Parameter mandatory(int code) throws SpduException {
        @Nullable Parameter parameter = parameters.get(code);
        if (parameter == null) {
            throw error(code, offset, "is missing");
        }
        return parameter;
    }

    private SpduException error(int code, int at, String problem) {
        return SpduException.protocolError(owner + " parameter " + code, at, problem);
    }
}
