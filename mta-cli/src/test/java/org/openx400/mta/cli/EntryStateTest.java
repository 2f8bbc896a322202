package org.openx400.mta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.relay.ConnectorStatus;

class EntryStateTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);
    private static final ConnectorStatus UP = status(null, null, true);

    private static ConnectorStatus status(@Nullable Instant retryAt, @Nullable String problem, boolean dials) {
        return new ConnectorStatus("to-site2", retryAt, problem, problem == null, dials, 1, List.of());
    }

    private static QueueEntry entry(Instant next, @Nullable String held, int attempts, @Nullable String problem) {
        return new QueueEntry(
                1,
                1,
                "to-site2",
                List.of(0),
                attempts,
                0,
                next,
                held,
                problem,
                List.of(),
                ApduKind.MESSAGE,
                "m1",
                Priority.NORMAL,
                "ann",
                NOW,
                LATER,
                "local",
                10);
    }

    @Test
    void tellsTheReasonOfAHold() {
        assertThat(EntryState.of(entry(NOW, "wait for Ann", 0, null), UP, NOW))
                .isEqualTo(new EntryState("held", "-", "wait for Ann"));
    }

    @Test
    void tellsUntilWhenAMessageIsDeferred() {
        assertThat(EntryState.of(entry(LATER, null, 0, null), UP, NOW))
                .isEqualTo(new EntryState("deferred", "2026-11-20T12:10:00Z", "deferred by its originator"));
    }

    @Test
    void tellsWhenATransferIsTriedAgainAndWhatTheLastOneMet() {
        assertThat(EntryState.of(entry(LATER, null, 1, "association ended: reset"), UP, NOW))
                .isEqualTo(new EntryState("retry", "2026-11-20T12:10:00Z", "association ended: reset"));
    }

    @Test
    void tellsWhenTheConnectorIsDialledAgainAndWhyItWaits() {
        assertThat(EntryState.of(entry(NOW, null, 0, null), status(LATER, "tcp: refused", true), NOW))
                .isEqualTo(new EntryState("waiting for connector", "2026-11-20T12:10:00Z", "tcp: refused"));
    }

    @Test
    void tellsThatOnlyThePeerOpensAssociations() {
        assertThat(EntryState.of(entry(NOW, null, 0, null), status(null, null, false), NOW)
                        .state())
                .isEqualTo("waiting for peer");
    }

    @Test
    void isReadyOtherwise() {
        assertThat(EntryState.of(entry(NOW, null, 0, null), UP, NOW)).isEqualTo(new EntryState("ready", "now", "-"));
    }
}
