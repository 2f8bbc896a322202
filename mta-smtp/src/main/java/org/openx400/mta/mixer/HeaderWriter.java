package org.openx400.mta.mixer;

import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.openx400.mta.octets.Octets;

/** Writes header fields, folded as RFC 5322 2.2.3 has it. No value can begin a field of its own. */
final class HeaderWriter {
    private static final int LINE = 78;

    /** RFC 5322 2.1.1. */
    private static final int LONGEST_LINE = 998;

    private final StringBuilder text = new StringBuilder();

    /** A field whose body is structured: ASCII, or UTF-8 where an address is. */
    void field(String name, String body) {
        text.append(name).append(':');
        int column = name.length() + 1;
        for (String word : body.replaceAll("[\\p{Cntrl}&&[^\t]]+", " ").strip().split("(?<=\\S)(?=[ \t])", -1)) {
            if (column + word.length() > LINE && column > name.length() + 1 && !word.isBlank()) {
                text.append("\r\n").append(word.startsWith(" ") || word.startsWith("\t") ? "" : " ");
                column = 0;
            } else if (column == name.length() + 1 && !word.startsWith(" ")) {
                text.append(' ');
            }
            // 2.1.1: a word that no line can hold is cut
            text.append(word.length() > LONGEST_LINE ? word.substring(0, LONGEST_LINE) : word);
            column += word.length();
        }
        text.append("\r\n");
    }

    /** A field whose body is for people: what is not ASCII becomes encoded words (RFC 2047). */
    void text(String name, String body) {
        field(name, encoded(name, body));
    }

    static String encoded(String name, String body) {
        return EncoderUtil.encodeIfNecessary(
                body.replaceAll("\\p{Cntrl}+", " "), EncoderUtil.Usage.TEXT_TOKEN, name.length() + 2);
    }

    void field(HeaderField field) {
        field(field.name(), field.body());
    }

    /** The fields with the empty line behind them. */
    Octets end() {
        return Octets.wrap((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
