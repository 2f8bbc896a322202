package org.openx400.mta.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 3463.
 *
 * @param type 2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject 0..999
 * @param detail 0..999
 */
public record EnhancedStatus(int type, int subject, int detail) {
    private static final Pattern CODE = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?: |$)");

    public EnhancedStatus {
        if (type != 2 && type != 4 && type != 5 || subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("no status: " + type + "." + subject + "." + detail);
        }
    }

    /** The status that a text begins with, if it does. */
    public static Optional<EnhancedStatus> in(String text) {
        Matcher code = CODE.matcher(text);
        return code.lookingAt()
                ? Optional.of(new EnhancedStatus(number(code, 1), number(code, 2), number(code, 3)))
                : Optional.empty();
    }

    private static int number(Matcher code, int group) {
        return Integer.parseInt(code.group(group));
    }

    @Override
    public String toString() {
        return type + "." + subject + "." + detail;
    }
}
