package org.openx400.mta.rfc1006.session;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** Writes parameters, X.225 8.2: PI or PGI, LI, value. */
final class ParameterWriter {
    private static final int LONGEST_SHORT = 254;
    private static final int LONGEST = 0xffff;

    private final List<Octets> parts = new ArrayList<>();

    ParameterWriter octets(int code, Octets value) {
        parts.add(header(code, value.length()));
        parts.add(value);
        return this;
    }

    ParameterWriter optional(int code, Octets value) {
        return value.isEmpty() ? this : octets(code, value);
    }

    ParameterWriter u8(int code, int value) {
        return octets(code, Octets.of(value));
    }

    ParameterWriter u16(int code, int value) {
        return octets(code, Octets.of(value >> 8, value));
    }

    ParameterWriter tsduSizes(TsduSizes sizes) {
        if (sizes.equals(TsduSizes.UNLIMITED)) {
            return this;
        }
        int out = sizes.toResponder();
        int back = sizes.toInitiator();
        return octets(SpduParameters.TSDU_MAXIMUM_SIZE, Octets.of(out >> 8, out, back >> 8, back));
    }

    ParameterWriter serial(int serial) {
        return octets(SpduParameters.SERIAL_NUMBER, Octets.latin1(Integer.toString(serial)));
    }

    ParameterWriter enclosure(int enclosure) {
        return enclosure == Enclosure.WHOLE ? this : u8(SpduParameters.ENCLOSURE, enclosure);
    }

    ParameterWriter group(int code, ParameterWriter group) {
        return octets(code, group.written());
    }

    Octets written() {
        return Octets.concat(parts);
    }

    /** The SPDU with these parameters. */
    Octets spdu(int si) {
        Octets parameters = written();
        return Octets.concat(header(si, parameters.length()), parameters);
    }

    private static Octets header(int code, int length) {
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    "SI, PGI or PI " + code + " cannot have " + length + " octets, 65535 are most");
        }
        return length <= LONGEST_SHORT ? Octets.of(code, length) : Octets.of(code, 0xff, length >> 8, length);
    }
}
