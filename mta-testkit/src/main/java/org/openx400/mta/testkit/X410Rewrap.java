package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * Takes the APDUs of X.410-mode associations out of a capture and puts them into a made-up normal-mode association,
 * because tshark does not dissect user data of X.410 mode. It reads TPKT, COTP and session headers by itself, not with
 * the code under test.
 */
public final class X410Rewrap {
    private static final Octets BER_ENCODING = Ber.objectIdentifier("2.1.1");

    private X410Rewrap() {}

    /** The APDUs of completed activities, both directions, in the order of their first octet per direction. */
    public static List<Octets> apdus(Path capture, int port) {
        Map<String, List<Octets>> directions = new LinkedHashMap<>();
        for (List<String> row : Tshark.fields(capture, port, "tcp.len>0", "tcp.stream", "tcp.srcport", "tcp.payload")) {
            directions
                    .computeIfAbsent(row.get(0) + "/" + row.get(1), key -> new ArrayList<>())
                    .add(Octets.hex(row.get(2).replace(":", "")));
        }
        List<Octets> apdus = new ArrayList<>();
        for (List<Octets> direction : directions.values()) {
            try {
                activities(tsdus(Octets.concat(direction)), apdus);
            } catch (DecodeException e) {
                throw new IllegalStateException("capture " + capture + " port " + port, e);
            }
        }
        return apdus;
    }

    /** Writes a capture in which the APDUs are transferred in normal mode, one activity each, to port 102. */
    public static void write(List<Octets> apdus, Path capture) throws IOException {
        Conversation conversation = new Conversation();
        conversation.client(tpkt(Octets.hex("16e00000000100 c10643414c4c4552 c20643414c4c4544")));
        conversation.server(tpkt(Octets.hex("06d00001000200")));
        conversation.client(data(spdu(
                13,
                parameter(5, Octets.hex("130100 160102 1a0100")),
                parameter(20, Octets.hex("0249")),
                parameter(193, connect()))));
        conversation.server(data(spdu(
                14,
                parameter(5, Octets.hex("130100 160102 1a0100")),
                parameter(20, Octets.hex("0249")),
                parameter(193, accept()))));
        for (Octets apdu : apdus) {
            conversation.client(data(Octets.concat(Octets.hex("0100"), spdu(45, parameter(41, Octets.hex("020101"))))));
            Octets external = Ber.constructed(Tag.EXTERNAL, Ber.integer(5), Ber.constructed(Tag.context(0), apdu));
            for (int at = 0; at < external.length(); at += 60_000) {
                Octets chunk = external.slice(at, Math.min(external.length(), at + 60_000));
                conversation.client(data(
                        Octets.concat(Octets.hex("01000100"), userData(3, Ber.octetString(Tag.OCTET_STRING, chunk)))));
            }
            conversation.client(data(Octets.hex("0100 2903 2a0131")));
            conversation.server(data(Octets.hex("0200 2a03 2a0131")));
        }
        conversation.write(capture);
    }

    private static List<Octets> tsdus(Octets stream) throws DecodeException {
        List<Octets> tsdus = new ArrayList<>();
        List<Octets> parts = new ArrayList<>();
        OctetReader in = stream.reader();
        while (in.hasMore()) {
            in.u16("version and reserved");
            OctetReader tpdu = in.sub("TPDU", in.u16("length") - 4);
            OctetReader header = tpdu.sub("header", tpdu.u8("LI"));
            if ((header.u8("code") & 0xf0) == 0xf0) {
                parts.add(tpdu.rest());
                if ((header.u8("EOT") & 0x80) != 0) {
                    tsdus.add(Octets.concat(parts));
                    parts.clear();
                }
            }
        }
        return tsdus;
    }

    private static void activities(List<Octets> tsdus, List<Octets> apdus) throws DecodeException {
        List<Octets> current = null;
        for (Octets tsdu : tsdus) {
            OctetReader in = tsdu.reader();
            int first = skip(in);
            if (first != 1 && first != 2 || !in.hasMore()) {
                continue;
            }
            int si = skip(in);
            if (si == 45) {
                current = new ArrayList<>();
            } else if (si == 1 && current != null) {
                current.add(in.rest());
            } else if (si == 41 && current != null) {
                apdus.add(Octets.concat(current));
                current = null;
            } else if (si == 57 || si == 25) {
                current = null;
            }
        }
    }

    private static int skip(OctetReader in) throws DecodeException {
        int si = in.u8("SI");
        int length = in.u8("LI");
        in.take("parameters", length == 255 ? in.u16("LI") : length);
        return si;
    }

    private static Octets connect() {
        Octets bind = Ber.constructed(
                Tag.context(1),
                Ber.primitive(Tag.context(0), Octets.latin1("CALLER")),
                Ber.constructed(Tag.context(1), Ber.primitive(Tag.IA5_STRING, Octets.latin1("x"))));
        Octets rtorq = Ber.constructed(
                Tag.context(16),
                Ber.constructed(
                        Tag.context(3), Ber.constructed(Tag.context(0), Ber.constructed(Tag.context(16), bind))));
        Octets aarq = Ber.constructed(Tag.application(0), contextName(), userInformation(rtorq));
        return Ber.set(
                Ber.constructed(Tag.context(0), Ber.integer(Tag.context(0), 1)),
                Ber.constructed(
                        Tag.context(2),
                        Ber.constructed(
                                Tag.context(4),
                                context(1, "2.2.1.0.1"),
                                context(3, "2.6.0.2.12"),
                                context(5, "2.6.0.2.7")),
                        userData(1, aarq)));
    }

    private static Octets accept() {
        Octets bind = Ber.constructed(
                Tag.context(1),
                Ber.primitive(Tag.context(0), Octets.latin1("CALLED")),
                Ber.constructed(Tag.context(1), Ber.primitive(Tag.IA5_STRING, Octets.latin1("x"))));
        Octets rtoac = Ber.constructed(
                Tag.context(17),
                Ber.constructed(
                        Tag.context(2), Ber.constructed(Tag.context(0), Ber.constructed(Tag.context(17), bind))));
        Octets aare = Ber.constructed(
                Tag.application(1),
                contextName(),
                Ber.constructed(Tag.context(2), Ber.integer(0)),
                Ber.constructed(Tag.context(3), Ber.constructed(Tag.context(1), Ber.integer(0))),
                userInformation(rtoac));
        Octets result = Ber.sequence(Ber.integer(Tag.context(0), 0), Ber.objectIdentifier(Tag.context(1), "2.1.1"));
        return Ber.set(
                Ber.constructed(Tag.context(0), Ber.integer(Tag.context(0), 1)),
                Ber.constructed(
                        Tag.context(2), Ber.constructed(Tag.context(5), result, result, result), userData(1, aare)));
    }

    private static Octets contextName() {
        return Ber.constructed(Tag.context(1), Ber.objectIdentifier("2.6.0.1.6"));
    }

    private static Octets userInformation(Octets rtse) {
        return Ber.constructed(
                Tag.context(30),
                Ber.constructed(Tag.EXTERNAL, BER_ENCODING, Ber.integer(3), Ber.constructed(Tag.context(0), rtse)));
    }

    private static Octets context(int id, String abstractSyntax) {
        return Ber.sequence(Ber.integer(id), Ber.objectIdentifier(abstractSyntax), Ber.sequence(BER_ENCODING));
    }

    private static Octets userData(int context, Octets value) {
        return Ber.constructed(
                Tag.application(1), Ber.sequence(Ber.integer(context), Ber.constructed(Tag.context(0), value)));
    }

    private static Octets spdu(int si, Octets... parameters) {
        return parameter(si, Octets.concat(parameters));
    }

    private static Octets parameter(int code, Octets value) {
        int n = value.length();
        Octets header = n < 255 ? Octets.of(code, n) : Octets.of(code, 255, n >> 8, n);
        return Octets.concat(header, value);
    }

    private static Octets data(Octets tsdu) {
        return tpkt(Octets.concat(Octets.hex("02f080"), tsdu));
    }

    private static Octets tpkt(Octets tpdu) {
        int n = tpdu.length() + 4;
        return Octets.concat(Octets.of(3, 0, n >> 8, n), tpdu);
    }
}
