package org.openx400.mta.testkit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * Messages for load: an interpersonal message with one IA5 text from a user of one private domain to a user of another.
 * Encoded here and not by the code under test.
 *
 * @param fromDomain PRMD of the originator, which is also in the MTS identifier and the trace
 * @param toDomain PRMD of the recipient
 * @param reports whether the originator wants a delivery report
 */
public record LoadMessage(String fromDomain, String toDomain, boolean reports) {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final byte[] LINES = lines();

    /** One MTS-APDU of type message with this local identifier, whose text has {@code size} characters. */
    public Octets apdu(String localIdentifier, int size, Instant now) {
        Octets content = interpersonalMessage(localIdentifier, size);
        Octets time = Octets.latin1(UTC_TIME.format(now));
        BitString indicators = reports ? BitString.of(8, 0, 1, 3) : BitString.of(8, 0, 2);
        Octets recipient = Ber.set(
                name(toDomain, "Recipient"), Ber.integer(Tag.context(0), 1), Ber.bitString(Tag.context(1), indicators));
        Octets trace =
                Ber.sequence(domain(), Ber.set(Ber.primitive(Tag.context(0), time), Ber.integer(Tag.context(2), 0)));
        Octets envelope = Ber.set(
                Ber.constructed(
                        Tag.application(4), domain(), Ber.primitive(Tag.IA5_STRING, Octets.latin1(localIdentifier))),
                name(fromDomain, "Sender"),
                Ber.integer(Tag.application(6), 22),
                Ber.integer(Tag.application(7), 0),
                Ber.constructed(Tag.context(2), recipient),
                Ber.constructed(Tag.application(9), trace));
        return Ber.constructed(Tag.context(0), envelope, Ber.octetString(Tag.OCTET_STRING, content));
    }

    private Octets interpersonalMessage(String localIdentifier, int size) {
        Octets heading = Ber.set(
                Ber.constructed(Tag.application(11), printable(localIdentifier)),
                Ber.constructed(Tag.context(8), Ber.primitive(Tag.TELETEX_STRING, Octets.latin1("Load"))));
        Octets body =
                Ber.constructed(Tag.context(0), Ber.set(), Ber.primitive(Tag.IA5_STRING, Octets.wrap(text(size))));
        return Ber.constructed(Tag.context(0), heading, Ber.sequence(body));
    }

    private static byte[] text(int size) {
        byte[] text = new byte[size];
        for (int at = 0; at < size; at += LINES.length) {
            System.arraycopy(LINES, 0, text, at, Math.min(LINES.length, size - at));
        }
        return text;
    }

    /** Lines of 72 characters, until the alphabet is at its beginning again with one. */
    private static byte[] lines() {
        byte[] lines = new byte[72 * 26];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = (byte) (i % 72 == 70 ? '\r' : i % 72 == 71 ? '\n' : 'a' + i % 26);
        }
        return lines;
    }

    private static Octets name(String domain, String surname) {
        return Ber.constructed(
                Tag.application(0),
                Ber.sequence(
                        country(),
                        administrationDomain(),
                        Ber.constructed(Tag.context(2), printable(domain)),
                        Ber.primitive(Tag.context(3), Octets.latin1("Load")),
                        Ber.constructed(Tag.context(5), Ber.primitive(Tag.context(0), Octets.latin1(surname)))));
    }

    private Octets domain() {
        return Ber.constructed(Tag.application(3), country(), administrationDomain(), printable(fromDomain));
    }

    private static Octets country() {
        return Ber.constructed(Tag.application(1), printable("US"));
    }

    private static Octets administrationDomain() {
        return Ber.constructed(Tag.application(2), printable(" "));
    }

    private static Octets printable(String text) {
        return Ber.primitive(Tag.PRINTABLE_STRING, Octets.latin1(text));
    }
}
