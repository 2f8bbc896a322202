package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.net.Scheduler;

class SharesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Scheduler scheduler = new Scheduler();
    private final List<String> givenUp = new CopyOnWriteArrayList<>();
    private final Shares<String, String> shares = new Shares<>(8, scheduler, (value, why) -> givenUp.add(value));

    @AfterEach
    void stop() {
        scheduler.close();
    }

    @Test
    void aPeerThatKeepsMuchLosesItsOwnOldestAndNotThatOfOthers() {
        shares.keep("honest", "h", "of the honest", LONG);
        for (int i = 0; i < 100; i++) {
            shares.keep("greedy", "g" + i, "g" + i, LONG);
        }

        assertThat(givenUp).hasSize(93).startsWith("g0", "g1").doesNotContain("of the honest");
        assertThat(shares.take("h", value -> true)).isEqualTo("of the honest");
        assertThat(shares.has("g99")).isTrue();
    }

    @Test
    void aPeerOfWhomNothingIsKeptFindsRoomWhereThereIsMost() {
        shares.keep("third", "t", "t", LONG);
        for (int i = 0; i < 7; i++) {
            shares.keep("greedy", "g" + i, "g" + i, LONG);
        }

        shares.keep("honest", "h", "h", LONG);

        assertThat(givenUp).containsExactly("g0");
    }

    @Test
    void whatIsTakenIsTheCallersAndWhatIsNotWantedStays() {
        shares.keep("peer", "key", "value", LONG);

        assertThat(shares.take("key", value -> false)).isNull();
        assertThat(shares.take("key", value -> true)).isEqualTo("value");
        assertThat(shares.take("key", value -> true)).isNull();
        assertThat(shares.isEmpty()).isTrue();
        assertThat(givenUp).isEmpty();
    }

    @Test
    void ofOneKeyTheLastIsKept() {
        shares.keep("peer", "key", "first", LONG);
        shares.keep("peer", "key", "second", LONG);

        assertThat(givenUp).containsExactly("first");
        assertThat(shares.take("key", value -> true)).isEqualTo("second");
    }

    @Test
    void whatNobodyTakesIsGivenUpAfterItsTime() {
        shares.keep("peer", "key", "value", Duration.ofMillis(1));

        await().untilAsserted(() -> assertThat(givenUp).containsExactly("value"));
        assertThat(shares.has("key")).isFalse();
    }

    @Test
    void nothingIsKeptAfterTheEnd() {
        shares.keep("peer", "key", "value", LONG);
        shares.close("the end");
        shares.keep("peer", "late", "late value", LONG);

        assertThat(givenUp).containsExactly("value", "late value");
        assertThat(shares.isEmpty()).isTrue();
    }
}
