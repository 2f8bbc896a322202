package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page docs/events.md is what the catalogue says; {@code -Dupdate=true} writes it anew. */
class EventPageTest {
    private static final Path PAGE = Path.of("..", "docs", "events.md");

    @Test
    void pageIsWhatTheCatalogueSays() throws Exception {
        String expected = page();
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/events.md; run this test with -Dupdate=true")
                .isEqualTo(expected);
    }

    @Test
    void numbersAreUnique() {
        assertThat(Arrays.stream(EventId.values()).map(EventId::number)).doesNotHaveDuplicates();
    }

    @Test
    void whateverIsAnErrorHasAnAction() {
        assertThat(EventId.values())
                .filteredOn(id -> id.severity() == Severity.ERROR)
                .allMatch(id -> !id.action().isEmpty());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Events

                Made from the catalogue in `EventId`. Numbers below 20000 are those of the Exchange MTA's event of the same
                meaning, as runbooks know them. The log is `data/log/events.jsonl`, one JSON object per line; `mta events`
                reads it. Each has `time` (UTC), `id`, `name`, `category`, `severity`, `message`, `node`; where they are known
                `connector`, `association`, `mtsId`, `local`, `remote`; and the fields in braces below.

                The log is rolled at each midnight (UTC) and when it has reached `events.size` of the configuration; the last
                `events.count` rolled ones are kept, as `data/log/events-DATE-N.jsonl`. `mta events` reads them too.

                | id | name | severity | category | message | what to do |
                |---:|---|---|---|---|---|
                """);
        List<EventId> byNumber = Arrays.stream(EventId.values())
                .sorted(Comparator.comparingInt(EventId::number))
                .toList();
        for (EventId id : byNumber) {
            page.append("| ")
                    .append(id.number())
                    .append(" | ")
                    .append(id.name())
                    .append(" | ")
                    .append(id.severity())
                    .append(" | ")
                    .append(id.category())
                    .append(" | ")
                    .append(Pattern.compile("\\{(\\w+)}").matcher(id.template()).replaceAll("`{$1}`"))
                    .append(" | ")
                    .append(id.action())
                    .append(" |\n");
        }
        return page.toString();
    }
}
