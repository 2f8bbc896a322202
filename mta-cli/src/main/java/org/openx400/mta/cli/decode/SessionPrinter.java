package org.openx400.mta.cli.decode;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** SPDUs (X.225) of one direction, the presentation data in them, and the MTS-APDU of each activity at its end. */
final class SessionPrinter {
    private static final int GT = 1;
    private static final int PT = 2;
    private static final int DATA_TRANSFER = 1;
    private static final int ACTIVITY_START = 45;
    private static final int ACTIVITY_END = 41;
    private static final int ACTIVITY_RESUME = 29;
    private static final int REFUSE = 12;
    private static final int ABORT = 25;
    private static final int LONG_LENGTH = 255;

    /** An APDU is gathered up to here. */
    private static final int MAX_APDU = 256 * 1024 * 1024;

    private static final Tag FULLY_ENCODED_DATA = Tag.application(1);

    private final Report report;
    private final Asn1Printer asn1;
    private final ByteArrayOutputStream apdu = new ByteArrayOutputStream();
    private @Nullable Boolean normalMode;

    /** SI of the SPDU that is being printed, for the type of its user data. */
    private int spdu;

    SessionPrinter(Report report) {
        this.report = report;
        this.asn1 = new Asn1Printer(report);
    }

    /** One TSDU: an SPDU, or GT or PT and another one (X.225 6.3.7). */
    void tsdu(Octets tsdu, int streamOffset, int depth) {
        report.line(streamOffset, depth, "TSDU, " + tsdu.length() + " octets (offsets count from its first octet)");
        OctetReader reader = tsdu.reader();
        try {
            int first = reader.u8("SI");
            String name = SpduNames.SPDU_FIRST.getOrDefault(first, "SPDU " + first);
            report.line(0, depth + 1, name);
            spdu = first;
            parameters(reader.sub(name, length(reader, name)), depth + 2);
            if ((first == GT || first == PT) && reader.hasMore()) {
                second(reader, depth + 1);
            }
            if (reader.hasMore()) {
                report.fault(reader.offset(), depth + 1, reader.remaining() + " octets behind the last SPDU");
            }
        } catch (DecodeException e) {
            report.fault(depth + 1, e);
        }
    }

    private void second(OctetReader reader, int depth) throws DecodeException {
        int offset = reader.offset();
        int si = reader.u8("SI");
        String name = SpduNames.SPDU_SECOND.getOrDefault(si, "SPDU " + si);
        int length = length(reader, name);
        if (si == DATA_TRANSFER) {
            parameters(reader.sub(name, length), depth + 1);
            Octets data = reader.rest();
            report.line(offset, depth, name + ", " + data.length() + " octets");
            gather(data, depth + 1);
            return;
        }
        report.line(offset, depth, name);
        parameters(reader.sub(name, length), depth + 1);
        if (si == ACTIVITY_START || si == ACTIVITY_RESUME) {
            apdu.reset();
            normalMode = null;
        } else if (si == ACTIVITY_END) {
            printApdu(depth + 1);
        }
    }

    private static int length(OctetReader reader, String name) throws DecodeException {
        int length = reader.u8(name + " length");
        return length == LONG_LENGTH ? reader.u16(name + " length") : length;
    }

    private void parameters(OctetReader spdu, int depth) throws DecodeException {
        while (spdu.hasMore()) {
            int offset = spdu.offset();
            int pi = spdu.u8("PI");
            String name = SpduNames.PARAMETER.getOrDefault(pi, "parameter " + pi);
            int length = length(spdu, name);
            if (SpduNames.isGroup(pi)) {
                report.line(offset, depth, name);
                parameters(spdu.sub(name, length), depth + 1);
                continue;
            }
            Octets value = spdu.take(name, length);
            boolean isUserData = SpduNames.isUserData(pi) && !value.isEmpty() || pi == 50 && value.length() > 1;
            if (isUserData) {
                String reason = pi == 50 ? value.at(0) + ", " : "";
                report.line(offset, depth, name + ": " + reason + value.length() + " octets");
                userData(pi == 50 ? value.from(1) : value, depth + 1);
            } else {
                report.line(offset, depth, name + ": " + ValueText.octets(value));
            }
        }
    }

    private void userData(Octets value, int depth) {
        report.line(0, depth, "(offsets count from the user data's first octet)");
        asn1.print(value, userDataType(value), depth);
    }

    // X.410 mode has the fields of RTORJ and RTAB in a SET of its own; a CP-type begins with a constructed [0].
    private String userDataType(Octets value) {
        if (spdu != REFUSE && spdu != ABORT) {
            return "PresentationValue";
        }
        try {
            Tlv set = BerReader.single(value, "user data");
            boolean isX410 = set.is(Tag.SET)
                    && !set.children("user data").next("user data").constructed();
            return isX410 ? spdu == REFUSE ? "RTORJ" : "RTAB" : "PresentationValue";
        } catch (DecodeException e) {
            return "PresentationValue";
        }
    }

    // Normal mode: the chunk is an RTTR inside presentation data; X.410 mode: the octets are the chunk.
    private void gather(Octets data, int depth) throws DecodeException {
        if (normalMode == null) {
            normalMode = !data.isEmpty() && data.at(0) == 0x61;
        }
        Octets chunk = normalMode ? rttr(data) : data;
        if (apdu.size() + (long) chunk.length() > MAX_APDU) {
            throw new DecodeException("APDU", 0, "longer than " + MAX_APDU + " octets");
        }
        apdu.writeBytes(chunk.toArray());
        report.line(0, depth, "chunk of the APDU: " + ValueText.octets(chunk));
    }

    private static Octets rttr(Octets data) throws DecodeException {
        Tlv fully = BerReader.single(data, "presentation data");
        if (!fully.is(FULLY_ENCODED_DATA)) {
            throw fully.error("presentation data", "not fully-encoded-data but " + fully.tag());
        }
        BerReader pdv =
                fully.children("PDV-list").expect(Tag.SEQUENCE, "PDV-list").children("PDV-list");
        Tlv last = pdv.next("PDV-list");
        while (pdv.hasMore()) {
            last = pdv.next("PDV-list");
        }
        return last.explicit("single-ASN1-type").string("RTTR");
    }

    private void printApdu(int depth) {
        Octets whole = Octets.wrap(apdu.toByteArray());
        apdu.reset();
        report.line(0, depth, "APDU, " + whole.length() + " octets (offsets count from its first octet)");
        asn1.print(whole, Boolean.TRUE.equals(normalMode) ? "TransferredValue" : "MTS-APDU", depth + 1);
    }

    /** The stream is over. */
    void end() {
        if (apdu.size() > 0) {
            report.fault(0, 0, "the stream ends inside an activity, " + apdu.size() + " octets of its APDU are there");
        }
    }
}
