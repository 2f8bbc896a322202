package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.event.EventId;
import org.openx400.mta.local.SubjectReader;
import org.openx400.mta.queue.MemoryQueue;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;

/** The connectors change while the relay works. */
class ServingTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"));
        mta.start();
    }

    private CompletableFuture<Void> serve(Connector... connectors) {
        CompletableFuture<Void> served = begin(connectors);
        mta.time.settle();
        return served;
    }

    private CompletableFuture<Void> begin(Connector... connectors) {
        return mta.relay.serve(
                new Relay.Surroundings(
                        List.of(connectors), List.of(), folder, SubjectReader.NONE, () -> Long.MAX_VALUE),
                DEADLINE);
    }

    private void receive(String id) {
        mta.receive("from-origin", Samples.message(id).to(BOB).apdu());
    }

    private Connector origin() {
        return mta.named("from-origin");
    }

    private Connector otherSite2() {
        return mta.connector("to-site2", "SITE2").associations(7, 3, 0).build();
    }

    @Test
    void whatIsUnderWayEndsOnTheOldAssociationAndTheRestLeavesOnANewOne() {
        receive("m1");
        receive("m2");
        ScriptedAssociation old = mta.associator.last();
        CompletableFuture<Void> served = serve(origin(), otherSite2());
        assertThat(served).isNotDone();
        assertThat(mta.associator.opened()).hasSize(1);

        old.confirm();
        mta.time.settle();
        assertThat(old.apdus()).hasSize(1);
        assertThat(old.calls()).endsWith("close");
        assertThat(served).isCompleted();
        ScriptedAssociation present = mta.associator.last();
        assertThat(present.connector()).isEqualTo(otherSite2());
        assertThat(present.apdus()).hasSize(1).doesNotContainAnyElementsOf(old.apdus());
        present.confirm();
        mta.time.settle();
        assertThat(mta.queue).satisfies(queue -> assertThat(queue.list(0, 10)).isEmpty());
    }

    @Test
    void aTransferThatDoesNotEndIsCutAtTheDeadlineAndRepeated() {
        receive("m1");
        ScriptedAssociation old = mta.associator.last();
        CompletableFuture<Void> served = serve(origin(), otherSite2());
        mta.time.advance(DEADLINE);
        assertThat(served).isCompleted();
        assertThat(old.calls().get(old.calls().size() - 1)).startsWith("abort");
        mta.time.advance(Duration.ofSeconds(1));
        assertThat(mta.associator.last()).isNotSameAs(old);
        assertThat(mta.associator.last().apdus()).isEqualTo(old.apdus());
    }

    @Test
    void whatThePeerHasTakenIsNotSentAgainWhileTheStoreCannotBeToldOfIt() {
        receive("m1");
        ScriptedAssociation old = mta.associator.last();
        MemoryQueue queue = (MemoryQueue) mta.queue;
        queue.fail(true);
        old.confirm();
        mta.time.settle();
        CompletableFuture<Void> served = serve(origin(), otherSite2());
        mta.time.advance(DEADLINE);
        mta.time.advance(DEADLINE);
        assertThat(mta.associator.last()).isSameAs(old);
        queue.fail(false);
        mta.time.advance(Backlog.STORE_RETRY);
        assertThat(served).isCompleted();
        assertThat(queue.list(0, 10)).isEmpty();
        assertThat(old.apdus()).hasSize(1);
        assertThat(mta.associator.last()).isSameAs(old);
    }

    @Test
    void connectorsThatStayAsTheyAreKeepTheirAssociations() {
        receive("m1");
        assertThat(serve(origin(), mta.named("to-site2"))).isCompleted();
        assertThat(mta.associator.last().calls()).containsExactly("transfer");
    }

    @Test
    void whatWaitsForAConnectorThatIsGoneGoesAnotherWay() {
        mta.associator.refuse();
        receive("m1");
        mta.associator.onOpen(association -> association.user().opened(association, true));
        assertThat(serve(origin(), mta.connector("other", "SITE2").build())).isCompleted();
        assertThat(mta.associator.last().connector().name()).isEqualTo("other");
        assertThat(mta.associator.last().apdus()).hasSize(1);
    }

    @Test
    void whatWaitsForAConnectorThatIsGoneIsMovedOnceHoweverOftenItIsLookedFor() {
        mta.associator.refuse();
        receive("m1");
        receive("m2");
        serve(origin());
        begin(origin(), mta.connector("other", "SITE2").build());
        begin(origin(), mta.connector("other", "SITE2").build());
        mta.time.settle();
        assertThat(mta.events(EventId.MESSAGE_REROUTED)).hasSize(2);
    }

    @Test
    void anAssociationOfAConnectorThatIsGoneIsAborted() {
        serve(origin());
        ScriptedAssociation late = new ScriptedAssociation("late", mta.named("to-site2"));
        late.user(mta.relay.intake().accepted(late));
        mta.time.settle();
        assertThat(late.calls())
                .singleElement()
                .satisfies(call -> assertThat(call).startsWith("abort"));
    }
}
