package org.openx400.mta.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.cli.admin.Json;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes on the envelope of a message or probe. */
final class EnvelopeOptions {
    private static final Pattern DELAY = Pattern.compile("\\+(\\d{1,6})([smhd])");

    /** The values of {@code --report}. */
    enum Report {
        none,
        non_delivery,
        delivery;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The originator. Default: the first local user of the configuration.")
    @Nullable
    String from;

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            required = true,
            description = "A recipient, C=..;A=..;P=..;O=..;S=..; may be given several times.")
    List<String> to = List.of();

    @Option(
            names = "--report",
            paramLabel = "KIND",
            defaultValue = "non-delivery",
            description = "Which reports are wanted: none, non-delivery or delivery. Default: ${DEFAULT-VALUE}")
    Report report = Report.non_delivery;

    @Option(names = "--content-id", paramLabel = "TEXT", description = "Content identifier, up to 16 characters.")
    @Nullable
    String contentIdentifier;

    ObjectNode request(ORName originator, List<ORName> recipients) {
        ObjectNode request =
                Json.object().put("originator", originator.toString()).put("report", report.toString());
        ArrayNode names = request.putArray("recipients");
        recipients.forEach(recipient -> names.add(recipient.toString()));
        if (contentIdentifier != null) {
            request.put("contentIdentifier", contentIdentifier);
        }
        return request;
    }

    /** An instant, {@code 2026-11-21T08:00:00Z}, or a delay from now, {@code +90s +30m +2h +1d}. */
    static Instant time(String text, Clock clock) throws CommandFailure {
        Matcher delay = DELAY.matcher(text.toLowerCase(Locale.ROOT));
        if (delay.matches()) {
            long count = Long.parseLong(delay.group(1));
            Duration unit = switch (delay.group(2)) {
                case "s" -> Duration.ofSeconds(1);
                case "m" -> Duration.ofMinutes(1);
                case "h" -> Duration.ofHours(1);
                default -> Duration.ofDays(1);
            };
            return clock.instant().plus(unit.multipliedBy(count));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage(
                    "'" + text + "' is neither a time such as 2026-11-21T08:00:00Z nor a delay such as +30m");
        }
    }
}
