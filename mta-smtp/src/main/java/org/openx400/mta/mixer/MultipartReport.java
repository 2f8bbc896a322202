package org.openx400.mta.mixer;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;

/** Writes a multipart/report, RFC 6522: a text for people, fields for programs, and what it is about. */
final class MultipartReport {
    private final MimeOutput out = new MimeOutput();
    private final String boundary;

    /**
     * @param header without the fields of MIME
     * @param type of the report, such as {@code delivery-status}
     */
    MultipartReport(HeaderWriter header, String type, String boundary) {
        this.boundary = boundary;
        header.field("MIME-Version", "1.0");
        header.field("Content-Type", "multipart/report; report-type=" + type + "; boundary=\"" + boundary + "\"");
        out.add(header.end());
    }

    void text(String text) {
        part("text/plain; charset=us-ascii", text.replaceAll("[^\\r\\n -~]", "?"));
    }

    /** @param content lines end in CRLF */
    void part(String type, String content) {
        out.add("--" + boundary + "\r\nContent-Type: " + type + "\r\n\r\n");
        out.add(content + "\r\n");
    }

    /** The original message, if it was returned, else what is known of its header. */
    void original(@Nullable MimeOutput message, String header) {
        if (message != null) {
            out.add("--" + boundary + "\r\nContent-Type: message/rfc822\r\n\r\n");
            out.addAll(message);
            out.add(Octets.latin1("\r\n"));
        } else if (!header.isEmpty()) {
            part("text/rfc822-headers", header);
        }
    }

    MailContent end() {
        out.add("--" + boundary + "--\r\n");
        return out;
    }
}
