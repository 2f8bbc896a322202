package org.openx400.mta.cli.decode;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;

/** One direction of a TCP connection: TPKT (RFC 1006), COTP class 0 (X.224), and each whole TSDU behind that. */
final class StreamPrinter {
    private static final int TPKT_HEADER = 4;
    private static final int DR = 0x80;
    private static final int DT = 0xf0;
    private static final int ER = 0x70;
    private static final int END_OF_TSDU = 0x80;

    private final Report report;
    private final SessionPrinter session;
    private final ByteArrayOutputStream tsdu = new ByteArrayOutputStream();

    StreamPrinter(Report report) {
        this.report = report;
        this.session = new SessionPrinter(report);
    }

    /** Whether octets begin like a TPKT. */
    static boolean isStream(Octets octets) {
        return octets.length() > TPKT_HEADER + 2 && octets.at(0) == 3 && octets.at(2) * 256 + octets.at(3) >= 7;
    }

    void print(Octets stream) {
        OctetReader reader = stream.reader();
        try {
            while (reader.hasMore()) {
                int offset = reader.offset();
                int version = reader.u8("TPKT version");
                if (version != 3) {
                    throw new DecodeException("TPKT version", offset, "is " + version + ", not 3");
                }
                reader.u8("TPKT reserved");
                int length = reader.u16("TPKT length");
                if (length < TPKT_HEADER) {
                    throw new DecodeException("TPKT length", offset + 2, length + " is less than " + TPKT_HEADER);
                }
                report.line(offset, 0, "TPKT, " + length + " octets");
                tpdu(reader.sub("TPDU", length - TPKT_HEADER));
            }
            if (tsdu.size() > 0) {
                report.fault(stream.length(), 0, "the stream ends inside a TSDU, " + tsdu.size() + " octets are lost");
            }
            session.end();
        } catch (DecodeException e) {
            report.fault(0, e);
        }
    }

    private void tpdu(OctetReader tpdu) throws DecodeException {
        int offset = tpdu.offset();
        int indicator = tpdu.u8("length indicator");
        OctetReader header = tpdu.sub("TPDU header", indicator);
        int code = header.u8("TPDU code") & 0xf0;
        String name = SpduNames.TPDU.getOrDefault(code, String.format("TPDU %02x", code));
        if (code == DT) {
            int number = header.u8("TPDU-NR and EOT");
            Octets data = tpdu.rest();
            boolean end = (number & END_OF_TSDU) != 0;
            report.line(offset, 1, name + ", " + data.length() + " octets" + (end ? ", end of TSDU" : ""));
            tsdu.writeBytes(data.toArray());
            if (end) {
                Octets whole = Octets.wrap(tsdu.toByteArray());
                tsdu.reset();
                session.tsdu(whole, offset, 2);
            }
            return;
        }
        report.line(offset, 1, name);
        int destination = header.u16("DST-REF");
        if (code == ER) {
            report.line(offset, 2, "DST-REF " + destination + ", reject cause " + header.u8("reject cause"));
        } else {
            int source = header.u16("SRC-REF");
            int last = header.u8(code == DR ? "reason" : "class");
            report.line(
                    offset,
                    2,
                    "DST-REF " + destination + ", SRC-REF " + source
                            + (code == DR ? ", reason " + last : ", class " + (last >> 4)));
        }
        parameters(header);
    }

    private void parameters(OctetReader header) throws DecodeException {
        while (header.hasMore()) {
            int offset = header.offset();
            int code = header.u8("parameter code");
            Octets value = header.take("parameter value", header.u8("parameter length"));
            String name = SpduNames.TPDU_PARAMETER.getOrDefault(code, String.format("parameter %02x", code));
            report.line(offset, 2, name + ": " + parameter(code, value));
        }
    }

    private static String parameter(int code, Octets value) {
        Map<Integer, Integer> sizes =
                Map.of(0x07, 128, 0x08, 256, 0x09, 512, 0x0a, 1024, 0x0b, 2048, 0x0c, 4096, 0x0d, 8192);
        if (code == 0xc0 && value.length() == 1) {
            return String.valueOf(sizes.getOrDefault(value.at(0), value.at(0)));
        }
        return ValueText.octets(value);
    }
}
