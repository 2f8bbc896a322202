package org.openx400.mta.smtp;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * A reply of a server, RFC 5321 4.2.
 *
 * @param code 200..599
 * @param status null if it has none
 * @param lines at least one, without code and status
 */
public record SmtpReply(int code, @Nullable EnhancedStatus status, List<String> lines) {
    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    /** RFC 5321 4.5.3.1.5: 512 octets with code, status and line end. */
    private static final int LONGEST_TEXT = 490;

    public SmtpReply {
        if (code < 200 || code > 599 || lines.isEmpty()) {
            throw new IllegalArgumentException("no reply: " + code + " " + lines);
        }
        lines = List.copyOf(lines);
    }

    /** @param status such as {@code 5.1.1} */
    public static SmtpReply of(int code, String status, String text) {
        return new SmtpReply(code, EnhancedStatus.in(status).orElseThrow(), List.of(text));
    }

    static SmtpReply of(int code, String text) {
        return new SmtpReply(code, null, List.of(text));
    }

    /** The command was carried out. */
    public boolean isPositive() {
        return code < 300;
    }

    /** It may be tried again. */
    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    public boolean isPermanent() {
        return code >= 500;
    }

    /** As on the wire; what is not printable ASCII is replaced. */
    public Octets octets() {
        StringBuilder wire = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            wire.append(code).append(i < lines.size() - 1 ? '-' : ' ');
            if (status != null) {
                wire.append(status).append(' ');
            }
            String line = UNPRINTABLE.matcher(lines.get(i)).replaceAll("?");
            wire.append(line, 0, Math.min(line.length(), LONGEST_TEXT)).append("\r\n");
        }
        return Octets.latin1(wire.toString());
    }

    /** On one line, as people read it. */
    @Override
    public String toString() {
        return code + " " + (status == null ? "" : status + " ") + String.join(" / ", lines);
    }
}
