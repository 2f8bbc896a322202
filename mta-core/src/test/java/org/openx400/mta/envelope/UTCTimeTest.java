package org.openx400.mta.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UTCTimeTest {
    @ParameterizedTest
    @CsvSource({
        "261120213000Z, 2026-11-20T21:30:00Z",
        "2611202130Z, 2026-11-20T21:30:00Z",
        "261120213000+0130, 2026-11-20T20:00:00Z",
        "2611202130-0500, 2026-11-21T02:30:00Z",
        "261120213000-0030, 2026-11-20T22:00:00Z",
        "1261120215410Z, 2026-11-20T21:54:10Z",
        "991231235959Z, 1999-12-31T23:59:59Z",
        "500101000000Z, 1950-01-01T00:00:00Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "240229000000Z, 2024-02-29T00:00:00Z"
    })
    void readsEveryFormAndKeepsItsText(String text, Instant instant) {
        assertThat(UTCTime.parse(text)).isEqualTo(new UTCTime(text, instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "261120213000",
                "26112021Z",
                "261320213000Z",
                "260230213000Z",
                "261120253000Z",
                "261120213000+2500",
                "20261120213000Z",
                "261120213000.5Z",
                "2611202130 0Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> UTCTime.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void writesSecondsAndZ() {
        assertThat(UTCTime.of(Instant.parse("2026-01-02T03:04:05.999Z")).text()).isEqualTo("260102030405Z");
    }
}
