package org.openx400.mta.mixer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;

/** date-time of RFC 5322 3.3. */
final class MailDates {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

    private static final Instant FIRST = Instant.parse("1950-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2050-01-01T00:00:00Z");

    private MailDates() {}

    static String format(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Also in the older forms; empty if it is no date, or not in the years 1950 to 2049, which UTCTime can say. */
    static Optional<Instant> parse(String text) {
        try {
            Date date = DateTimeFieldLenientImpl.PARSER
                    .parse(new RawField("Date", text.strip()), DecodeMonitor.SILENT)
                    .getDate();
            return Optional.ofNullable(date)
                    .map(Date::toInstant)
                    .filter(instant -> !instant.isBefore(FIRST) && instant.isBefore(END));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
