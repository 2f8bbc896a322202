package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.event.EventId;

/** Whatever one wrong octet does to an association: it ends, nothing of it is left, and others go on. */
@Timeout(120)
class SpoiledOctetsTest {
    private static final int ASSOCIATIONS = 60;
    private static final int OCTETS_OF_THE_BIND_AND_A_BIT_MORE = 600;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void oneWrongOctetHarmsNobodyElse(Mode mode) throws IOException {
        Random random = new Random(mode.ordinal());
        TwoNodes.Peer peer = TwoNodes.Peer.of(mode).at("127.0.0.1", 0);
        List<MeddlingRelay> relays = new ArrayList<>();
        List<RecordedUser> users = new ArrayList<>();
        try (TwoNodes nodes = new TwoNodes(peer, ASSOCIATIONS + 1)) {
            for (int i = 0; i < ASSOCIATIONS; i++) {
                MeddlingRelay relay = MeddlingRelay.spoiling(
                        nodes.address(), random.nextInt(OCTETS_OF_THE_BIND_AND_A_BIT_MORE), 1 + random.nextInt(255));
                relays.add(relay);
                RecordedUser user = new RecordedUser();
                users.add(user);
                nodes.associator.open(nodes.calledAs(peer.at("127.0.0.1", relay.port())), user);
            }
            await().atMost(Duration.ofSeconds(40)).until(() -> users.stream().noneMatch(user -> user.told.isEmpty()));
            List<RecordedUser> open =
                    users.stream().filter(user -> user.port != null).toList();
            open.forEach(user -> user.port.transfer(MemoryApdu.of(40_000)));
            await().atMost(Duration.ofSeconds(40)).until(() -> open.stream().noneMatch(user -> user.told.size() < 2));
            users.stream().filter(user -> user.port != null).forEach(user -> user.port.close());
            await().atMost(Duration.ofSeconds(40)).until(() -> nodes.called.live() == 0 && nodes.caller.live() == 0);
            assertThat(nodes.calledEvents.ids())
                    .contains(EventId.PROTOCOL_VIOLATED)
                    .doesNotContain(EventId.UNEXPECTED_ERROR);
            assertThat(nodes.callerEvents.ids()).doesNotContain(EventId.UNEXPECTED_ERROR);
            assertThat(nodes.network.octetsHeld()).isZero();
            assertThat(nodes.open(nodes.calledAs(peer)).last()).isEqualTo("opened with the turn");
        } finally {
            for (MeddlingRelay relay : relays) {
                relay.close();
            }
        }
    }
}
