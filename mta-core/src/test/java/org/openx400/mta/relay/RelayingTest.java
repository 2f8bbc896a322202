package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.queue.NewEntry;

/** A message comes in from one peer, is taken durably, and goes out to the next. */
class RelayingTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final String CAROL = "C=US;A= ;P=SITE3;S=Carol";

    @TempDir
    Path folder;

    private RelayFixture mta;

    private RelayFixture twoWaysOut() throws Exception {
        mta = new RelayFixture(folder);
        return twoWaysOut(mta);
    }

    private static RelayFixture twoWaysOut(RelayFixture mta) throws Exception {
        mta.with(
                mta.connector("from-origin", "ORIGIN"),
                mta.connector("to-site2", "SITE2"),
                mta.connector("to-site3", "SITE3"));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        return mta.start();
    }

    private static MessageTransferEnvelope envelope(MtsApdu apdu) throws Exception {
        return new EnvelopeDecoder(P1Limits.DEFAULT).message(apdu.envelope());
    }

    @Test
    void takesAMessageAndTransfersItWithItsContentUnchanged() throws Exception {
        twoWaysOut();
        Samples.Message message = Samples.message("m1").to(BOB);
        assertThat(mta.receive("from-origin", message.apdu())).isEqualTo(new Intake.Decision.Accepted());

        assertThat(mta.sent()).hasSize(1);
        assertThat(mta.sent().get(0).content()).isEqualTo(Samples.CONTENT);
        assertThat(mta.associator.last().connector().name()).isEqualTo("to-site2");
        assertThat(mta.queue.list(0, 10)).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_ACCEPTED)).hasSize(1);
        assertThat(mta.events(EventId.MESSAGE_TRANSFERRED).get(0).message())
                .contains(message.id())
                .contains("to-site2");
    }

    @Test
    void whatIsNotDeferredIsDueWhateverTheClockSays() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(mta.connector("from-origin", "ORIGIN"), mta.connector("to-site2", "SITE2"));
        mta.associator.onOpen(association -> {});
        mta.start();
        mta.receive("from-origin", Samples.message("m1").to(BOB).apdu());
        assertThat(mta.queue.list(0, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.nextAttempt()).isEqualTo(NewEntry.AT_ONCE));
    }

    @Test
    void appendsOurElementToTheTraceAndToTheInternalTrace() throws Exception {
        twoWaysOut();
        mta.receive("from-origin", Samples.message("m1").to(BOB).apdu());

        MessageTransferEnvelope sent = envelope(mta.sent().get(0));
        assertThat(sent.traceInformation()).hasSize(2);
        TraceInformationElement own = sent.traceInformation().get(1);
        assertThat(own.globalDomainIdentifier()).isEqualTo(RelayFixture.HUB);
        assertThat(own.domainSuppliedInformation().arrivalTime().instant()).isEqualTo(RelayFixture.START);
        assertThat(own.domainSuppliedInformation().routingAction()).isEqualTo(RoutingAction.RELAYED);
        List<InternalTraceInformationElement> internal =
                StandardExtensions.INTERNAL_TRACE_INFORMATION.find(sent.extensions());
        assertThat(internal).hasSize(1);
        assertThat(internal.get(0).mtaName()).isEqualTo("HUB-MTA");
    }

    @Test
    void addsNoSecondElementOfOurDomainInsideIt() throws Exception {
        twoWaysOut();
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .passed(Samples.trace(RelayFixture.HUB))
                        .apdu());
        assertThat(envelope(mta.sent().get(0)).traceInformation()).hasSize(2);
    }

    /** Nothing else would show a loop inside our domain, once the internal trace is gone. */
    @Test
    void addsAnElementOfOurDomainInsideItForAPeerThatGetsNoInternalTrace() throws Exception {
        mta = new RelayFixture(folder);
        mta.with(
                mta.connector("from-origin", "ORIGIN"),
                mta.connector("to-site2", "SITE2").peculiarities(false, true));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
        Octets apdu = Samples.message("m1")
                .to(BOB)
                .passed(Samples.trace(RelayFixture.HUB))
                .apdu();
        int rounds = 0;
        while (mta.events(EventId.LOOP_DETECTED).isEmpty()) {
            mta.receive("from-origin", apdu);
            apdu = mta.sent().get(rounds).encode();
            rounds++;
        }
        assertThat(rounds).isEqualTo(50);
    }

    @Test
    void passesOnWhatExceedsAnUpperBoundWhereThisIsTolerated() throws Exception {
        mta = new RelayFixture(folder);
        mta.enforceUpperBounds = false;
        twoWaysOut(mta);
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB)
                        .contentIdentifier("seventeen letters")
                        .apdu());
        assertThat(mta.sent().get(0).envelope().toHex())
                .contains(Octets.latin1("seventeen letters").toHex());
    }

    @Test
    void splitsResponsibilityBetweenTheCopies() throws Exception {
        twoWaysOut();
        mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB, true, OriginatingMTAReportRequest.AUDITED_REPORT)
                        .to(CAROL)
                        .to("C=US;A= ;P=SITE2;S=Else", false, OriginatingMTAReportRequest.NON_DELIVERY_REPORT)
                        .apdu());

        assertThat(mta.sent()).hasSize(2);
        assertThat(indicators(mta.sent().get(0))).containsExactly("f0", "28", "28");
        assertThat(indicators(mta.sent().get(1))).containsExactly("70", "a8", "28");
    }

    private static List<String> indicators(MtsApdu apdu) throws Exception {
        return envelope(apdu).perRecipientFields().stream()
                .map(recipient -> recipient
                        .perRecipientIndicators()
                        .bits()
                        .contents()
                        .from(1)
                        .toHex())
                .toList();
    }

    @Test
    void dropsAMessageForWhichItHasNoResponsibility() throws Exception {
        twoWaysOut();
        Intake.Decision decision = mta.receive(
                "from-origin",
                Samples.message("m1")
                        .to(BOB, false, OriginatingMTAReportRequest.NON_DELIVERY_REPORT)
                        .apdu());
        assertThat(decision).isEqualTo(new Intake.Decision.Accepted());
        assertThat(mta.associator.opened()).isEmpty();
        assertThat(mta.events(EventId.NO_RESPONSIBILITY)).hasSize(1);
    }

    @Test
    void holdsADeferredMessageUntilItsTimeAndSaysSoInTheTrace() throws Exception {
        twoWaysOut();
        Instant later = RelayFixture.START.plusSeconds(3600);
        mta.receive(
                "from-origin",
                Samples.message("m1").to(BOB).deferredUntil(later).apdu());
        mta.time.advance(java.time.Duration.ofSeconds(3599));
        assertThat(mta.associator.opened()).isEmpty();

        mta.time.advance(java.time.Duration.ofSeconds(1));
        var supplied = envelope(mta.sent().get(0)).traceInformation().get(1).domainSuppliedInformation();
        assertThat(supplied.arrivalTime().instant()).isEqualTo(RelayFixture.START);
        assertThat(supplied.deferredTime().instant()).isEqualTo(later);
    }

    @Test
    void refusesForNowWhileFreeDiskIsShort() throws Exception {
        twoWaysOut();
        mta.freeDisk(999L);
        assertThat(mta.receive("from-origin", Samples.message("m1").to(BOB).apdu()))
                .isEqualTo(new Intake.Decision.Refused(true, "free disk is short"));
        mta.receive("from-origin", Samples.message("m2").to(BOB).apdu());
        assertThat(mta.events(EventId.DISK_SHORT))
                .singleElement()
                .satisfies(event -> assertThat(event.fields()).containsEntry("free", 999L));
        mta.freeDisk(1000L);
        assertThat(mta.receive("from-origin", Samples.message("m1").to(BOB).apdu()))
                .isEqualTo(new Intake.Decision.Accepted());
        mta.receive("from-origin", Samples.message("m2").to(BOB).apdu());
        assertThat(mta.events(EventId.DISK_SUFFICES)).hasSize(1);
        assertThat(mta.events(EventId.STORE_PROBLEM)).isEmpty();
    }

    @Test
    void refusesForNowWhileTheStoreFails() throws Exception {
        twoWaysOut();
        ((org.openx400.mta.queue.MemoryQueue) mta.queue).fail(true);
        assertThat(mta.receive("from-origin", Samples.message("m1").to(BOB).apdu()))
                .isInstanceOfSatisfying(
                        Intake.Decision.Refused.class,
                        r -> assertThat(r.temporary()).isTrue());
        assertThat(mta.associator.opened()).isEmpty();
        assertThat(mta.events(EventId.MESSAGE_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.fields())
                        .containsKeys("association", "remote")
                        .containsEntry("connector", "from-origin")
                        .containsEntry("layer", "p1")
                        .hasEntrySatisfying(
                                "why", why -> assertThat((String) why).doesNotContain("Exception")));
    }

    @Test
    void refusesWhatIsNoApduForEverAndNamesTheOctet() throws Exception {
        twoWaysOut();
        assertThat(mta.receive("from-origin", Octets.hex("a0053103020101")))
                .isInstanceOfSatisfying(
                        Intake.Decision.Refused.class,
                        r -> assertThat(r.temporary()).isFalse());
        assertThat(mta.events(EventId.ASN1_DECODE_ERROR)).hasSize(1);
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        twoWaysOut();
        var apdu = Samples.message("m1").to(BOB).apdu();
        for (int length = 0; length < apdu.length(); length++) {
            assertThat(mta.receive("from-origin", apdu.slice(0, length))).isInstanceOf(Intake.Decision.Refused.class);
        }
        assertThat(mta.queue.list(0, 10)).isEmpty();
    }
}
