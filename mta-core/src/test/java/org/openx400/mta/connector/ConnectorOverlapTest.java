package org.openx400.mta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectorOverlapTest {
    private static Connectors m() {
        return Connectors.named("a").mta("M", "p");
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments("the same", m(), m(), true),
                arguments("one selector left out", m(), m().incoming("T", "", ""), true),
                arguments("a common host", m().hosts("a", "b"), m().hosts("B"), true),
                arguments("both from any address", m().anyAddress(), m().anyAddress(), true),
                arguments("other selectors", m().incoming("T1", "", ""), m().incoming("T2", "", ""), false),
                arguments("other outgoing selectors", m().outgoing("T1"), m().outgoing("T2"), false),
                arguments("other addresses", m(), m().addresses("192.0.2.8"), false),
                arguments("a longer prefix", m(), m().addresses("192.0.2.0/24"), false),
                arguments("address and host", m(), m().hosts("a"), false),
                arguments("address and any", m(), m().anyAddress(), false),
                arguments("another MTA name", m(), m().mta("m", "p"), false),
                arguments("another password", m(), m().mta("M", "q"), false),
                arguments("another mode", m(), m().mode(Mode.X410_1988), false),
                arguments("another dialogue", m(), m().twoWayAlternate(), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void isThereWhenNothingTellsThemApart(String name, Connectors a, Connectors b, boolean overlap) {
        assertThat(ConnectorOverlap.between(a.build(), b.build()).isPresent()).isEqualTo(overlap);
        assertThat(ConnectorOverlap.between(b.build(), a.build()).isPresent()).isEqualTo(overlap);
    }
}
