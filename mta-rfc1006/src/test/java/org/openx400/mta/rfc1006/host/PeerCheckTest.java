package org.openx400.mta.rfc1006.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.PeerChecker.Step;
import org.openx400.mta.event.EventId;

/** The way to a peer, tried step by step against a real one. */
@Timeout(60)
class PeerCheckTest {
    private static final TwoNodes.Peer NORMAL = TwoNodes.Peer.of(Mode.NORMAL_1988);
    private TwoNodes nodes;

    @AfterEach
    void close() {
        nodes.close();
    }

    private List<Step> check(Connector connector) throws Exception {
        return nodes.associator.check(connector).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anOpenWayHasEveryStepAndEndsInOrder(Mode mode) throws Exception {
        nodes = new TwoNodes(TwoNodes.Peer.of(mode).twoWay());
        List<Step> steps = check(nodes.calledAs(TwoNodes.Peer.of(mode).twoWay()));
        assertThat(steps).extracting(Step::name).containsExactly("connect", "CR, CC", "bind", "unbind");
        assertThat(steps).allMatch(Step::done).noneMatch(step -> step.took().isNegative());
        assertThat(steps.get(0).result())
                .startsWith("127.0.0.5:")
                .endsWith(" to 127.0.0.1:" + nodes.address().getPort());
        assertThat(steps.get(2).result()).contains("MTA CALLED accepts " + mode);
        await().until(() -> nodes.called.live() == 0);
        assertThat(nodes.calledEvents.ids()).endsWith(EventId.ASSOCIATION_CLOSED);
    }

    @Test
    void aSourceAddressThatIsNotHereIsToldWithTheInterfaces() throws Exception {
        nodes = new TwoNodes(NORMAL);
        assertFailed(check(nodes.calledAs(NORMAL.at("192.0.2.7", 0))), "connect", "192.0.2.7", "lo 127.0.0.1");
        assertThat(nodes.calledEvents.ids()).containsExactly(EventId.LISTENING);
    }

    @Test
    void theNextAddressIsTriedWhenNobodyListensOnTheFirst() throws Exception {
        nodes = new TwoNodes(NORMAL);
        List<Step> steps = check(nodes.calledAs(NORMAL, "127.0.0.77", "127.0.0.1"));
        assertThat(steps).extracting(Step::done).containsExactly(false, true, true, true, true);
        assertThat(steps.get(0).result()).contains("127.0.0.77");
    }

    @Test
    void aRefusedTransportConnectionIsToldWithItsReason() throws Exception {
        nodes = new TwoNodes(NORMAL);
        assertFailed(check(nodes.calledAs(NORMAL.selector("OTHER"))), "CR, CC", "refused at transport", "3");
    }

    @Test
    void aRefusedBindIsToldWithItsReasonAndNotWithThePassword() throws Exception {
        nodes = new TwoNodes(NORMAL);
        List<Step> steps = check(nodes.calledAs(NORMAL.password("mistaken")));
        assertFailed(
                steps, "bind", "refused at mts", "authentication-error: the peer does not accept our name or password");
        assertThat(steps.toString()).doesNotContain("mistaken").doesNotContain("secret");
    }

    @Test
    void anotherResponderThanExpectedIsNotThePeer() throws Exception {
        nodes = new TwoNodes(NORMAL);
        Connector connector = TwoNodes.expecting("ANOTHER", nodes.calledAs(NORMAL));
        assertFailed(check(connector), "bind", "calls itself \"CALLED\", not \"ANOTHER\"");
        await().until(() -> nodes.called.live() == 0);
    }

    private static void assertFailed(List<Step> steps, String at, String... why) throws IOException {
        Step last = steps.get(steps.size() - 1);
        assertThat(last.name()).as(steps.toString()).isEqualTo(at);
        assertThat(last.done()).isFalse();
        assertThat(last.result()).contains(why);
    }
}
