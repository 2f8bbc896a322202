package org.openx400.mta.p1;

import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/**
 * An MTS-APDU to be sent: the header followed by the content, which stays where it is. All lengths are definite, so
 * nothing follows the content.
 *
 * @param header everything before the content, the envelope among it
 * @param contentLength octets of the content
 */
public record OutgoingApdu(Octets header, long contentLength) {
    /**
     * @param envelope of a message or report the envelope SET, of a probe all of the APDU
     * @param contentLength of a message the octets of its content, of a report those of its ReportTransferContent SET,
     *     of a probe 0
     */
    public static OutgoingApdu of(ApduKind kind, Octets envelope, long contentLength) {
        return switch (kind) {
            case PROBE -> new OutgoingApdu(envelope, 0);
            case REPORT ->
                new OutgoingApdu(
                        Octets.concat(Ber.header(MtsApdu.REPORT, true, envelope.length() + contentLength), envelope),
                        contentLength);
            case MESSAGE -> {
                Octets contentHeader = Ber.header(Tag.OCTET_STRING, false, contentLength);
                long length = envelope.length() + contentHeader.length() + contentLength;
                yield new OutgoingApdu(
                        Octets.concat(Ber.header(MtsApdu.MESSAGE, true, length), envelope, contentHeader),
                        contentLength);
            }
        };
    }

    /** Octets of the whole APDU. */
    public long length() {
        return header.length() + contentLength;
    }
}
