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

    private MailDates() {}

    static String format(Instant time) {
        return FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    /** Also in the older forms; empty if it is no date. */
    static Optional<Instant> parse(String text) {
        try {
            Date date = DateTimeFieldLenientImpl.PARSER
                    .parse(new RawField("Date", text.strip()), DecodeMonitor.SILENT)
                    .getDate();
            return Optional.ofNullable(date).map(Date::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
