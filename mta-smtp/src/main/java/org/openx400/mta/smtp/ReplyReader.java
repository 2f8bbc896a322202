package org.openx400.mta.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** Reads the replies of a server, RFC 5321 4.2. */
final class ReplyReader {
    /** 4.5.3.1.5 has 512; some servers tell more. */
    private static final int LONGEST_LINE = 4096;

    private static final int MOST_LINES = 200;
    private static final Pattern LINE = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?");

    private final LineReader lines = new LineReader(LONGEST_LINE);
    private final List<String> texts = new ArrayList<>();
    private int code;

    void feed(Octets octets) {
        lines.feed(octets);
    }

    /**
     * The next whole reply, or null if the stream has to bring more.
     *
     * @throws SyntaxException if this is no reply
     */
    @Nullable
    SmtpReply next() throws SyntaxException {
        for (Octets line = lines.next(); line != null; line = lines.next()) {
            Matcher parts = LINE.matcher(line.toLatin1());
            if (!parts.matches()) {
                throw noReply("is no line of a reply");
            }
            int lineCode = Integer.parseInt(parts.group(1));
            if (!texts.isEmpty() && lineCode != code) {
                throw noReply("has another code than the lines before");
            }
            if (texts.size() == MOST_LINES) {
                throw noReply("has more than " + MOST_LINES + " lines");
            }
            code = lineCode;
            texts.add(parts.group(3) == null ? "" : parts.group(3));
            if (!"-".equals(parts.group(2))) {
                return take();
            }
        }
        return null;
    }

    private static SyntaxException noReply(String why) {
        return new SyntaxException(SmtpReply.of(451, "4.5.0", "What the peer answers " + why));
    }

    private SmtpReply take() {
        EnhancedStatus status = EnhancedStatus.in(texts.get(0))
                .filter(found -> found.type() == code / 100) // RFC 2034 4
                .orElse(null);
        List<String> plain = status == null
                ? texts
                : texts.stream().map(text -> without(status, text)).toList();
        SmtpReply reply = new SmtpReply(code, status, plain);
        texts.clear();
        return reply;
    }

    private static String without(EnhancedStatus status, String text) {
        String prefix = status.toString();
        return text.startsWith(prefix) ? text.substring(prefix.length()).stripLeading() : text;
    }

    /** Forgets all that has come; false if there was something. */
    boolean clear() {
        boolean empty = texts.isEmpty() && lines.rest().isEmpty();
        texts.clear();
        lines.clear();
        return empty;
    }
}
