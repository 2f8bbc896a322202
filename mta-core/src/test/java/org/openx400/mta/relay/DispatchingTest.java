package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MTASuppliedInformation;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.queue.QueueEntry;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;

/** Which association carries what, and when. Every time is exact: the clock is ours. */
class DispatchingTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void prepare() {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"));
    }

    private void start(RelayFixture.ConnectorBuilder... connectors) throws Exception {
        mta.with(connectors).start();
    }

    private void receive(String localIdentifier, Priority priority) {
        mta.receive(
                "from-origin",
                Samples.message(localIdentifier).to(BOB).priority(priority).apdu());
    }

    private void receive(int count, Priority priority) {
        for (int i = 0; i < count; i++) {
            receive(priority + "-" + i, priority);
        }
    }

    private static MessageTransferEnvelope envelope(Octets apdu) throws Exception {
        MtsApdu parts = MtsApdu.decode(apdu, P1Limits.DEFAULT);
        return new EnvelopeDecoder(P1Limits.DEFAULT).message(parts.envelope());
    }

    private static List<String> identifiers(ScriptedAssociation association) throws Exception {
        List<String> identifiers = new java.util.ArrayList<>();
        for (Octets apdu : association.apdus()) {
            identifiers.add(envelope(apdu).messageIdentifier().localIdentifier());
        }
        return identifiers;
    }

    private void confirm(ScriptedAssociation association) {
        association.confirm();
        mta.time.settle();
    }

    @Test
    void opensNothingWhileThereIsNothingToSend() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        mta.time.advance(Duration.ofDays(1));
        assertThat(mta.associator.opened()).isEmpty();
    }

    @Test
    void carriesOneApduAtATimeAndTheNextRightAfter() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(3, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        assertThat(peer.apdus()).hasSize(1);
        confirm(peer);
        assertThat(peer.apdus()).hasSize(2);
        confirm(peer);
        confirm(peer);
        assertThat(peer.apdus()).hasSize(3);
        assertThat(mta.associator.opened()).hasSize(1);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void holdsNoMoreInMemoryForAPeerThatStaysDead() throws Exception {
        mta.associator.refuse();
        start(mta.connector("to-site2", "SITE2"));
        receive(5 * Backlog.CAPACITY, Priority.NORMAL);
        for (int dial = 0; dial < 5; dial++) {
            mta.time.advance(Duration.ofMinutes(10));
        }
        CompletableFuture<List<ConnectorStatus>> statuses = mta.relay.connectors();
        mta.time.settle();
        assertThat(statuses.join()).anySatisfy(status -> {
            assertThat(status.name()).isEqualTo("to-site2");
            assertThat(status.waiting()).isBetween(Backlog.CAPACITY, Backlog.MOST_WAITING);
        });
    }

    @Test
    void sendsUrgentFirstAndNonUrgentLast() throws Exception {
        mta.associator.onOpen(association -> {});
        start(mta.connector("to-site2", "SITE2").associations(50, 1, 0));
        receive("slow", Priority.NON_URGENT);
        receive("plain", Priority.NORMAL);
        receive("quick", Priority.URGENT);
        ScriptedAssociation peer = mta.associator.last().confirming();
        peer.user().opened(peer, true);
        mta.time.settle();
        assertThat(identifiers(peer)).containsExactly("quick", "plain", "slow");
    }

    @Test
    void opensOneMoreAssociationPerThresholdUpToWhatIsLeftForOrdinaryMessages() throws Exception {
        start(mta.connector("to-site2", "SITE2").associations(5, 4, 1));
        receive(6, Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(2);
        receive(30, Priority.NON_URGENT);
        assertThat(mta.associator.opened()).hasSize(3);
    }

    @Test
    void keepsAnAssociationForUrgentMessages() throws Exception {
        start(mta.connector("to-site2", "SITE2").associations(1, 2, 1));
        receive(10, Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(1);
        receive("quick", Priority.URGENT);
        assertThat(mta.associator.opened()).hasSize(2);
        assertThat(identifiers(mta.associator.last())).containsExactly("quick");
        confirm(mta.associator.last());
        assertThat(mta.associator.last().apdus()).hasSize(1);
    }

    @Test
    void closesAnAssociationWhenItHasBeenIdleForItsLifetime() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last().confirming();
        confirm(peer);
        mta.time.advance(Duration.ofSeconds(299));
        receive("again", Priority.NORMAL);
        mta.time.advance(Duration.ofSeconds(299));
        assertThat(peer.calls()).doesNotContain("close");
        mta.time.advance(Duration.ofSeconds(1));
        assertThat(peer.calls()).endsWith("close");
        receive("third", Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(2);
    }

    @Test
    void dialsAgainEveryOpenIntervalAndNeverReportsForThatAlone() throws Exception {
        mta.associator.refuse();
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(1);
        mta.time.advance(Duration.ofSeconds(599));
        assertThat(mta.associator.opened()).hasSize(1);
        mta.time.advance(Duration.ofSeconds(1));
        assertThat(mta.associator.opened()).hasSize(2);
        mta.time.advance(Duration.ofDays(6));
        assertThat(mta.associator.opened()).hasSize(2 + 6 * 144);
        assertThat(mta.events(EventId.OPEN_RETRY_TIMER_STARTED)).hasSize(2 + 6 * 144);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).isEmpty();
        assertThat(mta.queue.list(0, 10)).hasSize(1);
    }

    @Test
    void sendsWhatWaitedAsSoonAsThePeerIsThereAgain() throws Exception {
        mta.associator.refuse();
        start(mta.connector("to-site2", "SITE2").associations(5, 4, 0));
        receive(20, Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(1);
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.time.advance(Duration.ofSeconds(600));
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.sent()).hasSize(20);
    }

    @Test
    void dialsSoonAfterALossAndTwiceAsLateEachTimeUntilSomethingIsTaken() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        mta.associator.last().lose();
        mta.time.settle();
        mta.associator.refuse();
        mta.time.advance(Duration.ofMillis(199));
        assertThat(mta.associator.opened()).hasSize(1);
        mta.time.advance(Duration.ofMillis(1));
        assertThat(mta.associator.opened()).hasSize(2);
        mta.time.advance(Duration.ofMillis(400));
        assertThat(mta.associator.opened()).hasSize(3);
        mta.time.advance(Duration.ofMillis(800));
        assertThat(mta.associator.opened()).hasSize(4);
    }

    @Test
    void putsAnEntryWhoseAssociationWasLostBackAndLetsOthersGoFirst() throws Exception {
        start(mta.connector("to-site2", "SITE2").associations(50, 1, 0));
        receive("first", Priority.NORMAL);
        receive("second", Priority.NORMAL);
        mta.associator.last().lose();
        mta.time.settle();
        assertThat(mta.queue.list(0, 10).get(0).attempts()).isEqualTo(1);
        assertThat(mta.queue.list(0, 10).get(0).refusals()).isZero();
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.time.advance(Duration.ofSeconds(1));
        assertThat(identifiers(mta.associator.last())).containsExactlyInAnyOrder("first", "second");
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void takesTheSecondRouteWhenTheFirstCannotBeOpenedAndSaysSoInTheTrace() throws Exception {
        mta.associator.onOpen(association -> {
            if (association.connector().name().equals("first")) {
                association.user().openFailed("tcp", "connection refused");
            } else {
                association.user().opened(association.confirming(), true);
            }
        });
        start(mta.connector("second", "OTHER").serving("C=US;A= ;P=SITE2", 50), mta.connector("first", "SITE2"));
        receive("m1", Priority.NORMAL);
        assertThat(mta.sent()).hasSize(1);
        assertThat(mta.associator.last().connector().name()).isEqualTo("second");
        assertThat(mta.events(EventId.MESSAGE_REROUTED)).hasSize(1);
        MessageTransferEnvelope sent = envelope(mta.associator.last().apdus().get(0));
        assertThat(sent.traceInformation().get(1).domainSuppliedInformation().routingAction())
                .isEqualTo(RoutingAction.REROUTED);
        List<InternalTraceInformationElement> internal =
                StandardExtensions.INTERNAL_TRACE_INFORMATION.find(sent.extensions());
        assertThat(internal.get(0).mtaSuppliedInformation().attempted())
                .isEqualTo(new MTASuppliedInformation.Attempted.MTA("MTA-first"));

        receive("m2", Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(2);
        assertThat(mta.sent()).hasSize(2);
    }

    @Test
    void staysWithTheFirstRouteWhenNeitherCanBeOpened() throws Exception {
        mta.associator.refuse();
        start(mta.connector("second", "OTHER").serving("C=US;A= ;P=SITE2", 50), mta.connector("first", "SITE2"));
        receive("m1", Priority.NORMAL);
        mta.time.advance(Duration.ofHours(10));
        assertThat(mta.queue.list(0, 10)).hasSize(1);
        assertThat(mta.associator.opened().size()).isBetween(60, 122);
    }

    @Test
    void neverDialsWhenTheScheduleSaysSoButSendsWhenThePeerGivesTheTurn() throws Exception {
        start(mta.connector("fetcher", "SITE2").never().twoWayAlternate());
        receive(2, Priority.NORMAL);
        assertThat(mta.associator.opened()).isEmpty();

        ScriptedAssociation inbound = new ScriptedAssociation("in-1", mta.named("fetcher"));
        inbound.user(mta.relay.intake().accepted(inbound));
        mta.time.settle();
        assertThat(inbound.calls()).containsExactly("turnPlease NORMAL");
        inbound.user().turn(inbound);
        mta.time.settle();
        assertThat(inbound.calls()).containsExactly("turnPlease NORMAL", "transfer");
        confirm(inbound);
        confirm(inbound);
        assertThat(inbound.calls()).containsExactly("turnPlease NORMAL", "transfer", "transfer", "turnGive");
        assertThat(mta.queue.list(0, 10)).isEmpty();

        receive("later", Priority.NORMAL);
        assertThat(inbound.calls()).endsWith("turnGive", "turnPlease NORMAL");
    }

    @Test
    void givesTheTurnBetweenTransfersWhenThePeerAsksAndAsksForItAgain() throws Exception {
        start(mta.connector("to-site2", "SITE2").twoWayAlternate());
        receive(2, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        peer.user().turnWanted(peer);
        mta.time.settle();
        assertThat(peer.calls()).containsExactly("transfer");
        confirm(peer);
        assertThat(peer.calls()).containsExactly("transfer", "turnGive", "turnPlease NORMAL");
        peer.user().turn(peer);
        mta.time.settle();
        assertThat(peer.calls()).endsWith("transfer");
    }

    @Test
    void keepsTheTurnOfAMonologueAssociationWhoeverAsksForIt() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive("first", Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        confirm(peer);
        peer.user().turnWanted(peer);
        mta.time.settle();
        receive("second", Priority.NORMAL);
        confirm(peer);
        assertThat(peer.calls()).containsExactly("transfer", "transfer");
        mta.time.advance(Duration.ofSeconds(300));
        assertThat(peer.calls()).endsWith("close");
    }

    @Test
    void sendsOnAMonologueAssociationThatThePeerOpenedWithTheTurnForUs() throws Exception {
        start(mta.connector("fetcher", "SITE2").never());
        ScriptedAssociation inbound = new ScriptedAssociation("in-1", mta.named("fetcher")).confirming();
        inbound.user(mta.relay.intake().accepted(inbound));
        inbound.user().opened(inbound, true);
        mta.time.settle();
        receive("first", Priority.NORMAL);
        mta.time.advance(Duration.ofSeconds(1000));
        receive("second", Priority.NORMAL);
        assertThat(inbound.calls()).containsExactly("transfer", "transfer");
    }

    @Test
    void asksForTheTurnWithThePriorityOfTheMostUrgentThatWaits() throws Exception {
        start(mta.connector("fetcher", "SITE2").never().twoWayAlternate());
        for (Priority priority : Priority.values()) {
            receive(priority.name(), priority);
        }
        ScriptedAssociation inbound = new ScriptedAssociation("in-1", mta.named("fetcher"));
        inbound.user(mta.relay.intake().accepted(inbound));
        mta.time.settle();
        assertThat(inbound.calls()).containsExactly("turnPlease URGENT");
    }

    @Test
    void holdsNoMoreThanItsShareInMemoryAndSendsAll() throws Exception {
        mta.associator.onOpen(association -> {});
        start(mta.connector("to-site2", "SITE2").associations(50, 1, 0));
        receive(2500, Priority.NORMAL);
        CompletableFuture<List<ConnectorStatus>> states = mta.relay.connectors();
        mta.time.settle();
        assertThat(states.join().get(1).waiting()).isBetween(Backlog.CAPACITY / 2, Backlog.CAPACITY);

        ScriptedAssociation peer = mta.associator.last().confirming();
        peer.user().opened(peer, true);
        mta.time.settle();
        assertThat(peer.apdus()).hasSize(2500);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void tellsHowItsConnectorsDo() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        CompletableFuture<List<ConnectorStatus>> states = mta.relay.connectors();
        mta.time.settle();
        ConnectorStatus status = states.join().get(1);
        assertThat(status.state()).isEqualTo(ConnectorStatus.State.UP);
        assertThat(status.associations()).hasSize(1);
        assertThat(status.associations().get(0).initiator()).isTrue();
        assertThat(status.associations().get(0).transferring()).contains("NORMAL-0");

        mta.associator.last().lose();
        mta.time.settle();
        states = mta.relay.connectors();
        mta.time.settle();
        status = states.join().get(1);
        assertThat(status.state()).isEqualTo(ConnectorStatus.State.RETRY);
        assertThat(status.retryAt()).isEqualTo(RelayFixture.START.plusMillis(200));
        assertThat(status.lastProblem()).isEqualTo("connection reset");
        assertThat(status.associations()).isEmpty();
    }

    @Test
    void tellsThatNothingHasBeenTriedYet() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        CompletableFuture<List<ConnectorStatus>> states = mta.relay.connectors();
        mta.time.settle();
        assertThat(states.join().get(1).state()).isEqualTo(ConnectorStatus.State.IDLE);
    }

    @Test
    void dialsAtOnceWhenThePeerThatWasOutOfReachHasBoundToUs() throws Exception {
        mta.associator.refuse();
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.URGENT);
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        ScriptedAssociation inbound = new ScriptedAssociation("in-1", mta.named("to-site2"));
        inbound.user(mta.relay.intake().accepted(inbound));
        mta.time.settle();
        assertThat(mta.sent()).hasSize(1);
        mta.time.advance(Duration.ofSeconds(600));
        assertThat(mta.associator.opened()).hasSize(2);
    }

    @Test
    void doesNotDialAPeerThatHasBoundToUsWhenTheScheduleSaysNever() throws Exception {
        start(mta.connector("fetcher", "SITE2").never());
        receive(1, Priority.URGENT);
        ScriptedAssociation inbound = new ScriptedAssociation("in-1", mta.named("fetcher"));
        inbound.user(mta.relay.intake().accepted(inbound));
        mta.time.settle();
        assertThat(mta.associator.opened()).isEmpty();
    }

    @Test
    void stopsWhenWhatIsUnderWayHasEnded() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(2, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        CompletableFuture<Void> stopped = mta.relay.stop(Duration.ofSeconds(30));
        mta.time.settle();
        assertThat(stopped).isNotDone();
        confirm(peer);
        assertThat(stopped).isDone();
        assertThat(peer.calls()).containsExactly("transfer", "close");
        assertThat(mta.queue.list(0, 10)).hasSize(1);
        assertThat(mta.receive("from-origin", Samples.message("late").to(BOB).apdu()))
                .isEqualTo(new Intake.Decision.Refused(true, "the MTA stops"));
    }

    @Test
    void closesAnIdleAssociationAtTheStopEvenWhenThePeerHasTheTurn() throws Exception {
        start(mta.connector("to-site2", "SITE2").twoWayAlternate());
        receive(1, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        peer.user().turnWanted(peer);
        confirm(peer);
        assertThat(peer.calls()).endsWith("turnGive");
        mta.relay.stop(Duration.ofSeconds(30));
        mta.time.settle();
        assertThat(peer.calls()).endsWith("close");
    }

    @Test
    void doesNotDialAgainWhenAnIdleAssociationIsLost() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        confirm(peer);
        peer.lose();
        mta.time.settle();
        assertThat(mta.events(EventId.OPEN_RETRY_TIMER_STARTED)).isEmpty();
        receive("next", Priority.NORMAL);
        assertThat(mta.associator.opened()).hasSize(2);
    }

    @Test
    void abortsAtTheDeadlineAndKeepsWhatWasNotConfirmed() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        CompletableFuture<Void> stopped = mta.relay.stop(Duration.ofSeconds(30));
        mta.time.advance(Duration.ofSeconds(30));
        assertThat(stopped).isDone();
        assertThat(mta.associator.last().calls()).containsExactly("transfer", "abort");
        assertThat(mta.queue.list(0, 10)).hasSize(1);
    }

    @Test
    void doesNotSendTwiceWhatWasConfirmedWhileTheStoreFails() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        MemoryQueue queue = (MemoryQueue) mta.queue;
        queue.fail(true);
        ScriptedAssociation peer = mta.associator.last();
        confirm(peer);
        mta.time.advance(Duration.ofSeconds(60));
        assertThat(mta.events(EventId.STORE_PROBLEM)).isNotEmpty();
        assertThat(peer.apdus()).hasSize(1);
        queue.fail(false);
        mta.time.advance(Backlog.STORE_RETRY);
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(peer.apdus()).hasSize(1);
    }

    @Test
    void continuesWithWhatTheQueueHoldsAtTheStart() throws Exception {
        mta.associator.refuse();
        start(mta.connector("to-site2", "SITE2"));
        receive(3, Priority.NORMAL);
        mta.receive(
                "from-origin",
                Samples.message("deferred")
                        .to(BOB)
                        .deferredUntil(RelayFixture.START.plusSeconds(3600))
                        .apdu());

        RelayFixture again = new RelayFixture(folder, mta.queue);
        again.with(again.connector("to-site2", "SITE2"));
        again.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        again.start();
        assertThat(again.sent()).hasSize(3);
        again.time.advance(Duration.ofSeconds(3600));
        assertThat(again.sent()).hasSize(4);
    }

    @Test
    void reroutesAtTheStartWhatABygoneConnectorHad() throws Exception {
        mta.associator.refuse();
        start(mta.connector("bygone", "SITE2"));
        receive(2, Priority.NORMAL);

        RelayFixture again = new RelayFixture(folder, mta.queue);
        again.with(again.connector("to-site2", "SITE2"));
        again.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        again.start();
        assertThat(again.sent()).hasSize(2);
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }

    @Test
    void reroutesDeferredAndHeldEntriesOfABygoneConnectorAndKeepsWhoHasNoWay() throws Exception {
        start(mta.connector("bygone", "SITE2").serving("C=US;A= ;P=SITE3", 1));
        Instant later = RelayFixture.START.plusSeconds(3600);
        mta.receive(
                "bygone",
                Samples.message("deferred")
                        .to("C=US;A= ;P=SITE2;S=Bob")
                        .to("C=US;A= ;P=SITE3;S=Carol")
                        .deferredUntil(later)
                        .apdu());
        mta.receive(
                "bygone",
                Samples.message("held")
                        .to("C=US;A= ;P=SITE2;S=Bob")
                        .deferredUntil(later)
                        .apdu());
        mta.queue.hold(mta.queue.list(0, 10).get(1).id(), "to be looked at");

        RelayFixture again = new RelayFixture(folder, mta.queue);
        again.with(again.connector("to-site2", "SITE2"));
        again.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        again.start();
        assertThat(again.sent()).isEmpty();
        assertThat(again.queue.list(0, 10))
                .extracting(QueueEntry::destination, QueueEntry::recipients, QueueEntry::heldFor)
                .containsExactlyInAnyOrder(
                        tuple("to-site2", List.of(0), null),
                        tuple("bygone", List.of(1), null),
                        tuple("to-site2", List.of(0), "to be looked at"));
        again.time.advance(Duration.ofHours(1));
        assertThat(again.sent()).hasSize(1);
    }

    @Test
    void isPatientWithAPeerThatCanTakeNothingForTheTimeBeing() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        for (int attempt = 1; attempt <= 5; attempt++) {
            peer.user().transferRefused(peer, AssociationPort.NOT_NOW, "the disk is full");
            mta.time.advance(Duration.ofSeconds(120));
            assertThat(peer.apdus()).hasSize(attempt + 1);
        }
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).isEmpty();
        assertThat(mta.queue.list(0, 10).get(0).refusals()).isZero();
    }

    @Test
    void countsOnlyWhatThePeerRefused() throws Exception {
        start(mta.connector("to-site2", "SITE2"));
        receive(1, Priority.NORMAL);
        ScriptedAssociation peer = mta.associator.last();
        for (int attempt = 1; attempt <= 5; attempt++) {
            peer.user().transferRefused(peer, AssociationPort.NOT_BY_PEER, "cannot be read");
            mta.time.advance(Duration.ofSeconds(120));
            assertThat(peer.apdus()).hasSize(attempt + 1);
        }
        assertThat(mta.queue.list(0, 10).get(0).attempts()).isEqualTo(5);
        assertThat(mta.queue.list(0, 10).get(0).refusals()).isZero();
    }
}
