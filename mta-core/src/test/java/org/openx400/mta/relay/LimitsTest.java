package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.relay.ScriptedAssociator.ScriptedAssociation;

/** What a peer is told, and the operator, when what it transfers reaches a limit. */
class LimitsTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final Intake.Decision TAKEN = new Intake.Decision.Accepted();

    @TempDir
    Path folder;

    private RelayFixture mta;

    @BeforeEach
    void make() {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("one", "ONE"), mta.connector("two", "TWO"), mta.connector("to-site2", "SITE2"));
        mta.associator.onOpen(association -> {});
    }

    private static Octets message(int number) {
        return Samples.message("m" + number).to(BOB).apdu();
    }

    private CompletableFuture<Intake.Decision> transfer(String connector, Octets apdu) {
        Intake.IncomingTransfer transfer =
                mta.relay.intake().begin(new ScriptedAssociation("in", mta.named(connector)));
        transfer.octets(apdu);
        CompletableFuture<Intake.Decision> decision = transfer.end();
        mta.time.settle();
        return decision;
    }

    private Map<String, Object> told(String limit) {
        List<Event> events = mta.events(EventId.LIMIT_REACHED);
        assertThat(events).hasSize(1);
        assertThat(events.get(0).fields())
                .containsEntry("limit", limit)
                .containsEntry("peer", "one")
                .containsEntry("connector", "one")
                .containsEntry("layer", "p1")
                .containsKey("why");
        return events.get(0).fields();
    }

    @Test
    void aPeerWhoseMessagesFillItsShareIsToldToWaitUntilSomeHaveLeft() throws Exception {
        mta.queuedPerPeer = 3;
        mta.start();
        for (int i = 0; i < 3; i++) {
            assertThat(mta.receive("one", message(i))).isEqualTo(TAKEN);
        }
        for (int i = 3; i < 6; i++) {
            assertThat(mta.receive("one", message(i)))
                    .isInstanceOfSatisfying(
                            Intake.Decision.Refused.class,
                            refused -> assertThat(refused.temporary()).isTrue());
        }
        assertThat(told("queuedPerPeer")).containsEntry("value", "3");
        assertThat(mta.events(EventId.MESSAGE_REFUSED)).isEmpty();
        assertThat(mta.receive("two", message(7))).isEqualTo(TAKEN);

        mta.queue.finish(mta.queue.list(0, 1).get(0).id(), List.of()).join();
        mta.time.advance(Duration.ofSeconds(1));
        assertThat(mta.receive("one", message(3))).isEqualTo(TAKEN);
        assertThat(mta.receive("one", message(4))).isNotEqualTo(TAKEN);
    }

    @Test
    void aPeerThatIsTooFastHasItsAnswersLater() throws Exception {
        mta.ratePerPeer = 2;
        mta.start();
        assertThat(transfer("one", message(0))).isDone();
        assertThat(transfer("one", message(1))).isDone();
        CompletableFuture<Intake.Decision> third = transfer("one", message(2));
        CompletableFuture<Intake.Decision> fourth = transfer("one", message(3));
        assertThat(mta.queue.list(0, 10)).hasSize(4);
        assertThat(transfer("two", message(4))).isDone();
        mta.time.advance(Duration.ofMillis(499));
        assertThat(third).isNotDone();
        mta.time.advance(Duration.ofMillis(1));
        assertThat(third).isCompletedWithValue(TAKEN);
        assertThat(fourth).isNotDone();
        mta.time.advance(Duration.ofMillis(500));
        assertThat(fourth).isCompletedWithValue(TAKEN);
        assertThat(told("ratePerPeer")).containsEntry("value", "2");
        mta.time.advance(Duration.ofMillis(500));
        assertThat(transfer("one", message(5))).isDone();
    }

    @Test
    void answersDoNotWaitWhenTheMtaStops() throws Exception {
        mta.ratePerPeer = 1;
        mta.start();
        transfer("one", message(0));
        CompletableFuture<Intake.Decision> waiting = transfer("one", message(1));
        assertThat(waiting).isNotDone();
        mta.relay.stop(Duration.ofSeconds(1));
        assertThat(waiting).isCompletedWithValue(TAKEN);
    }

    @Test
    void tooManyRecipientsAreReportedAndTold() throws Exception {
        mta.maximumRecipients = 2;
        mta.start();
        Octets apdu = Samples.message("m1").to(BOB).to(BOB).to(BOB).apdu();
        assertThat(mta.receive("one", apdu)).isEqualTo(TAKEN);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).hasSize(1);
        Map<String, Object> told = told("recipients");
        assertThat(told).containsEntry("value", "2");
        assertThat((int) told.get("offset")).isPositive();
    }

    @Test
    void tooLongAContentIsReportedAndTold() throws Exception {
        mta.maximumContent = 10;
        mta.start();
        assertThat(mta.receive("one", message(1))).isEqualTo(TAKEN);
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).hasSize(1);
        assertThat(told("content")).containsEntry("value", "10");
    }

    @Test
    void tooDeepAnEnvelopeIsRefusedAndTold() throws Exception {
        mta.start();
        Octets apdu = Octets.hex("a080" + "3180".repeat(100));
        assertThat(mta.receive("one", apdu))
                .isInstanceOfSatisfying(
                        Intake.Decision.Refused.class,
                        refused -> assertThat(refused.temporary()).isFalse());
        assertThat(told("nesting")).containsEntry("value", "64").containsEntry("offset", 130);
        assertThat(mta.events(EventId.ASN1_DECODE_ERROR)).isEmpty();
    }

    @Test
    void tooLargeAnEnvelopeIsRefusedAndTold() throws Exception {
        mta.start();
        List<Octets> names = Collections.nCopies(101_000, Octets.of(0));
        Octets apdu = Octets.concat(Octets.hex("a080 3180 0483018a88"), Octets.concat(names));
        assertThat(mta.receive("one", apdu)).isInstanceOf(Intake.Decision.Refused.class);
        assertThat(told("envelope")).containsEntry("value", "100000");
    }
}
