package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openx400.mta.octets.Octets;

/**
 * A MIME entity as it came inside an IA5 text, RFC 2157 3.1.3 (HARPOON): the field MIME-Version, those that begin with
 * {@code Content-}, an empty line, and the body.
 *
 * @param fields without MIME-Version
 * @param body seven bits, lines of 998 at most, ended by CRLF
 */
record EncapsulatedMime(List<HeaderField> fields, String body) {
    private static final String FIRST = "MIME-Version: 1.0\r\n";
    private static final String CONTENT = "content-";
    private static final int LONGEST_LINE = 998;
    private static final Pattern FIELD = Pattern.compile("[!-9;-~]+:[ \\t]?[\\t -~]*");

    /** Empty if the octets are more than seven bits, or their lines too long: then IA5 text cannot say them. */
    static Optional<String> format(HeaderFields header, Octets octets) {
        String body = octets.toLatin1();
        if (!isBody(body)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(FIRST);
        for (HeaderField field : header.fields()) {
            String line = field.name() + ": " + field.body();
            if (field.name().regionMatches(true, 0, CONTENT, 0, CONTENT.length())
                    && FIELD.matcher(line).matches()) {
                text.append(line).append("\r\n");
            }
        }
        return Optional.of(text.append("\r\n").append(body).toString());
    }

    /** Empty if the text is none, or would not be a right part of a message. */
    static Optional<EncapsulatedMime> parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (!text.regionMatches(true, 0, FIRST, 0, FIRST.length()) || end < FIRST.length()) {
            return Optional.empty();
        }
        List<HeaderField> fields = new ArrayList<>();
        for (String line : text.substring(FIRST.length(), end)
                .replaceAll("\r\n(?=[ \t])", "")
                .split("\r\n")) {
            int colon = line.indexOf(':');
            if (!FIELD.matcher(line).matches() || !line.regionMatches(true, 0, CONTENT, 0, CONTENT.length())) {
                return Optional.empty();
            }
            fields.add(new HeaderField(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        String body = text.substring(end + 4);
        return isBody(body) ? Optional.of(new EncapsulatedMime(fields, body)) : Optional.empty();
    }

    private static boolean isBody(String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (lineEnd) {
                i++;
                start = i + 1;
            } else if (c == 0 || c == '\r' || c == '\n' || c >= 0x80 || i - start >= LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }
}
