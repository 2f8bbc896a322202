package org.openx400.mta.envelope;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Time of X.411, which is a UTCTime. What came is kept and sent on as it was.
 *
 * @param text as encoded
 * @param instant the time that it means, whole seconds
 */
public record UTCTime(String text, Instant instant) {
    // Three digits of the year: ISODE and PP count them from 1900.
    private static final Pattern FORM =
            Pattern.compile("(\\d{2,3})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(?:Z|([+-])(\\d\\d)(\\d\\d))");

    private static final DateTimeFormatter OUTPUT = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);

    /** In the form {@code YYMMDDhhmmssZ}; fractions of a second are cut. */
    public static UTCTime of(Instant instant) {
        Instant seconds = instant.truncatedTo(ChronoUnit.SECONDS);
        return new UTCTime(OUTPUT.format(seconds.atOffset(ZoneOffset.UTC)), seconds);
    }

    /**
     * Reads a UTCTime, with or without seconds, in UTC or with an offset. Years 50..99 are 19xx, others 20xx.
     *
     * @throws DateTimeException if it is none
     */
    public static UTCTime parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new DateTimeException("not a UTCTime");
        }
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(1).length() == 3) {
            year += 1900;
        } else {
            year += year >= 50 ? 1900 : 2000;
        }
        LocalDateTime local = LocalDateTime.of(
                year,
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5)),
                matcher.group(6) == null ? 0 : Integer.parseInt(matcher.group(6)));
        ZoneOffset offset = ZoneOffset.UTC;
        if (matcher.group(7) != null) {
            int sign = matcher.group(7).equals("-") ? -1 : 1;
            offset = ZoneOffset.ofHoursMinutes(
                    sign * Integer.parseInt(matcher.group(8)), sign * Integer.parseInt(matcher.group(9)));
        }
        return new UTCTime(text, local.toInstant(offset));
    }

    @Override
    public String toString() {
        return instant.toString();
    }
}
