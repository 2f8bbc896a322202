package org.openx400.mta.cli.decode;

import java.io.PrintWriter;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/** Tells what octets are, and prints them. */
public final class Decoder {

    private Decoder() {}

    /**
     * Prints octets as readable text.
     *
     * @return whether everything could be read
     */
    public static boolean print(Octets input, PrintWriter out) {
        Report report = new Report(out);
        Octets octets = isHex(input) ? Octets.hex(input.toLatin1()) : input;
        if (octets.isEmpty()) {
            report.fault(0, 0, "there are no octets");
        } else if (StreamPrinter.isStream(octets)) {
            new StreamPrinter(report).print(octets);
        } else {
            new Asn1Printer(report).print(octets, typeOf(octets), 0);
        }
        return !report.isFaulty();
    }

    /** Hexadecimal digits and white space only, and an even number of digits. */
    private static boolean isHex(Octets input) {
        int digits = 0;
        for (int i = 0; i < input.length(); i++) {
            int octet = input.at(i);
            if (Character.digit(octet, 16) >= 0 && octet < 0x80) {
                digits++;
            } else if (octet != ' ' && octet != '\n' && octet != '\r' && octet != '\t') {
                return false;
            }
        }
        return digits > 0 && digits % 2 == 0;
    }

    private static String typeOf(Octets octets) {
        try {
            Tlv value = new BerReader(octets).next("value");
            if (value.is(Tag.EXTERNAL)) {
                return "TransferredValue";
            }
            if (value.is(Tag.SET) || value.is(Tag.application(1))) {
                return "PresentationValue";
            }
            return isInformationObject(value) ? "InformationObject" : "MTS-APDU";
        } catch (DecodeException e) {
            return "MTS-APDU";
        }
    }

    // An IPM is [0] {SET, SEQUENCE}, a message [0] {SET, OCTET STRING}; an IPN is the SET itself, a report [1] {SET,
    // SET}.
    private static boolean isInformationObject(Tlv value) throws DecodeException {
        BerReader children = value.children("value");
        Tlv first = children.next("value");
        if (value.is(Tag.context(0))) {
            return children.hasMore() && children.next("value").is(Tag.SEQUENCE);
        }
        return value.is(Tag.context(1)) && !first.is(Tag.SET);
    }
}
