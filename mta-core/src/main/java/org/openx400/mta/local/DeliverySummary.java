package org.openx400.mta.local;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a mailbox shows of a delivered message or report without reading the APDU.
 *
 * @param mtsId MTS identifier in text form
 * @param kind {@code message} or {@code report}
 * @param originator O/R address in text form; empty for a report
 * @param recipient whom it is delivered to
 * @param recipients all recipients that the message names, where they may be disclosed and are at most 100; else this one
 * @param subject of the interpersonal message, or null when it cannot be read or has none
 * @param contentType number or object identifier, or null
 * @param priority {@code urgent}, {@code normal} or {@code non-urgent}
 * @param arrival when it came to this MTA
 * @param delivery when it was delivered
 * @param octets of the content
 * @param reportOn what the report says, null for a message
 */
public record DeliverySummary(
        String mtsId,
        String kind,
        String originator,
        String recipient,
        List<String> recipients,
        @Nullable String subject,
        @Nullable String contentType,
        String priority,
        Instant arrival,
        Instant delivery,
        long octets,
        @Nullable ReportSummary reportOn) {

    /**
     * What a report says of its subject.
     *
     * @param subjectMtsId null if the report was not read
     * @param contentIdentifier null if the subject had none
     * @param unread why the report was not read, or null: then it is in the {@code .p1} file alone
     */
    public record ReportSummary(
            @Nullable String subjectMtsId,
            @Nullable String contentIdentifier,
            List<RecipientOutcome> outcomes,
            @Nullable String unread) {
        /** Of a report that nobody could read into memory. */
        public static final ReportSummary TOO_LARGE =
                new ReportSummary(null, null, List.of(), "the content of the report is too large to be read");
    }

    /**
     * What a report says of one recipient.
     *
     * @param time of delivery, null if not delivered
     * @param reason non-delivery-reason-code in words, null if delivered
     * @param diagnostic non-delivery-diagnostic-code in words, or null
     * @param why supplementary information, or null
     */
    public record RecipientOutcome(
            String recipient,
            boolean delivered,
            @Nullable Instant time,
            @Nullable String reason,
            @Nullable String diagnostic,
            @Nullable String why) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** What {@link #toJson} wrote. */
    public static DeliverySummary fromJson(Octets json) throws IOException {
        try {
            return JSON.readValue(json.toArray(), DeliverySummary.class);
        } catch (JacksonException e) {
            throw new IOException("not a summary of a delivery: " + e.getOriginalMessage(), e);
        }
    }

    /** As JSON in UTF-8, indented, members in the order of the components. */
    public Octets toJson() {
        return Octets.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
