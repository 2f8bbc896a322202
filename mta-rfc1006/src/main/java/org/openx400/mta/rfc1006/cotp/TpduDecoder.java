package org.openx400.mta.rfc1006.cotp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;

/** One TPDU, its TPKT header already off, to one record. */
final class TpduDecoder {
    private static final int RESERVED_LI = 255;
    private static final int SIZE = 0xc0;
    private static final int CALLING_TSAP = 0xc1;
    private static final int CALLED_TSAP = 0xc2;
    private static final int ALTERNATIVE_CLASSES = 0xc7;
    private static final int PREFERRED_SIZE = 0xf0;
    private static final int INVALID_TPDU = 0xc1;

    private final OctetReader header;
    private final OctetReader tpdu;

    private TpduDecoder(OctetReader header, OctetReader tpdu) {
        this.header = header;
        this.tpdu = tpdu;
    }

    static Tpdu decode(Octets octets) throws TpduException {
        try {
            OctetReader tpdu = octets.reader();
            int li = tpdu.u8("LI");
            if (li == RESERVED_LI) {
                throw new TpduException(RejectCause.INVALID_PARAMETER_VALUE, "LI", 0, "is 255, which is reserved");
            }
            // 13.2.1: LI counts the header after itself, not the user data
            return new TpduDecoder(tpdu.sub("header", li), tpdu).tpdu();
        } catch (TpduException e) {
            throw e;
        } catch (DecodeException e) {
            throw new TpduException(RejectCause.NOT_SPECIFIED, e.field(), e.offset(), e.problem());
        }
    }

    private Tpdu tpdu() throws DecodeException {
        int code = header.u8("TPDU code");
        switch (code) {
            case Tpdu.DT_CODE:
                return dt();
            case Tpdu.DR_CODE:
                return new Tpdu.Dr(header.u16("DST-REF"), header.u16("SRC-REF"), header.u8("reason"));
            case Tpdu.ER_CODE:
                return er();
            default:
                break;
        }
        // 13.3.1, 13.4.1: the low bits are the credit, which class 0 does not use
        switch (code & 0xf0) {
            case Tpdu.CR_CODE:
                return cr();
            case Tpdu.CC_CODE:
                return cc();
            default:
                throw new TpduException(
                        RejectCause.INVALID_TPDU_TYPE,
                        "TPDU code",
                        1,
                        String.format("0x%02x is not a TPDU of class 0", code));
        }
    }

    private Tpdu dt() throws DecodeException {
        boolean eot = (header.u8("EOT") & 0x80) != 0; // the low bits are the TPDU-NR, RFC 1006 clause 5: ignored
        if (header.hasMore()) {
            throw new TpduException(
                    RejectCause.INVALID_PARAMETER_CODE, "DT header", header.offset(), "has parameters in class 0");
        }
        return new Tpdu.Dt(eot, tpdu.rest());
    }

    private Tpdu er() throws DecodeException {
        int dstRef = header.u16("DST-REF");
        int cause = header.u8("reject cause");
        Octets invalid = Octets.NONE;
        while (header.hasMore()) {
            int code = header.u8("parameter code");
            Octets value = header.take("parameter value", header.u8("parameter length"));
            if (code == INVALID_TPDU) {
                invalid = value;
            }
        }
        return new Tpdu.Er(dstRef, cause, invalid);
    }

    private Tpdu cr() throws DecodeException {
        header.u16("DST-REF");
        int srcRef = header.u16("SRC-REF");
        int preferredClass = header.u8("class") >> 4;
        Variable variable = variable(true);
        return new Tpdu.Cr(
                srcRef,
                preferredClass,
                List.copyOf(variable.alternativeClasses),
                variable.callingTSAPSelector,
                variable.calledTSAPSelector,
                variable.size());
    }

    private Tpdu cc() throws DecodeException {
        int dstRef = header.u16("DST-REF");
        int srcRef = header.u16("SRC-REF");
        int at = header.offset();
        int selectedClass = header.u8("class") >> 4;
        if (selectedClass != 0) {
            throw new TpduException(
                    RejectCause.INVALID_PARAMETER_VALUE, "class", at, selectedClass + " was not proposed");
        }
        return new Tpdu.Cc(dstRef, srcRef, variable(false).size());
    }

    private Variable variable(boolean skipUnknown) throws DecodeException {
        Variable variable = new Variable();
        while (header.hasMore()) {
            int at = header.offset();
            int code = header.u8("parameter code");
            OctetReader value = header.sub("parameter value", header.u8("parameter length"));
            if (!variable.read(code, value, at) && !skipUnknown) { // 13.2.3: only a CR may have unknown ones
                throw new TpduException(
                        RejectCause.INVALID_PARAMETER_CODE,
                        "parameter code",
                        at,
                        String.format("0x%02x is unknown", code));
            }
        }
        return variable;
    }

    /** The variable part of a CR or CC; of a parameter that is there twice, the last one counts (13.2.3). */
    private static final class Variable {
        Octets callingTSAPSelector = Octets.NONE;
        Octets calledTSAPSelector = Octets.NONE;
        final List<Integer> alternativeClasses = new ArrayList<>();
        OptionalInt sizeCode = OptionalInt.empty();
        OptionalInt preferredUnits = OptionalInt.empty();

        TpduSize size() {
            return new TpduSize(sizeCode, preferredUnits);
        }

        /** False if X.224 13.3.4 has no such parameter. */
        boolean read(int code, OctetReader value, int at) throws DecodeException {
            switch (code) {
                case SIZE -> sizeCode = OptionalInt.of(sizeCode(value, at));
                case PREFERRED_SIZE -> preferredUnits = OptionalInt.of(preferredUnits(value, at));
                case CALLING_TSAP -> callingTSAPSelector = value.rest();
                case CALLED_TSAP -> calledTSAPSelector = value.rest();
                case ALTERNATIVE_CLASSES -> {
                    alternativeClasses.clear();
                    while (value.hasMore()) {
                        alternativeClasses.add(value.u8("alternative class") >> 4);
                    }
                }
                default -> {
                    return meansNothingInClass0(code);
                }
            }
            return true;
        }

        /** Checksum to additional options, acknowledge time to reassignment time, inactivity timer. */
        private static boolean meansNothingInClass0(int code) {
            return code >= 0xc3 && code <= 0xc6 || code >= 0x85 && code <= 0x89 || code == 0x8b || code == 0xf2;
        }

        private static int sizeCode(OctetReader value, int at) throws DecodeException {
            int code = value.u8("TPDU size");
            if (value.hasMore() || code < TpduSize.SMALLEST_CODE || code > TpduSize.LARGEST_CODE) {
                throw new TpduException(
                        RejectCause.INVALID_PARAMETER_VALUE, "TPDU size", at + 2, "0x%02x".formatted(code));
            }
            return code;
        }

        private static int preferredUnits(OctetReader value, int at) throws DecodeException {
            Octets number = value.rest();
            int units = 0;
            for (int i = 0; i < number.length() && number.length() <= 4; i++) {
                units = units << 8 | number.at(i);
            }
            if (units <= 0) {
                throw new TpduException(
                        RejectCause.INVALID_PARAMETER_VALUE,
                        "preferred maximum TPDU size",
                        at + 2,
                        number.toHex() + " is not 1 to 2147483647 in one to four octets");
            }
            return units;
        }
    }
}
