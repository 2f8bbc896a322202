package org.openx400.mta.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OtherActions;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.RoutingAction;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.queue.MemoryQueue;

/** A transfer that comes again because its acknowledgement was lost, and others that only look so. */
class DuplicatesTest {
    private static final String BOB = "C=US;A= ;P=SITE2;S=Bob";
    private static final String NOWHERE = "C=US;A= ;P=NOWHERE;S=Nobody";
    private static final GlobalDomainIdentifier EXPANDER = GlobalDomainIdentifier.of("US", " ", "LISTS");

    @TempDir
    Path folder;

    private final MemoryQueue queue = new MemoryQueue();
    private RelayFixture mta;

    @BeforeEach
    void start() throws Exception {
        mta = new RelayFixture(folder, queue);
        mta.with(
                mta.connector("from-origin", "ORIGIN"),
                mta.connector("from-other", "OTHER"),
                mta.connector("from-twin", "TWIN").takingDuplicates(),
                mta.connector("to-site2", "SITE2"));
        mta.associator.onOpen(association -> association.user().opened(association.confirming(), true));
        mta.start();
    }

    private int relayed(String connector, Octets apdu) throws Exception {
        int before = mta.sent().size();
        assertThat(mta.receive(connector, apdu)).isEqualTo(new Intake.Decision.Accepted());
        return mta.sent().size() - before;
    }

    @Test
    void aRepeatedTransferIsAcknowledgedAndNotRelayedAgain() throws Exception {
        Samples.Message message = Samples.message("m1").to(BOB);
        assertThat(relayed("from-origin", message.apdu())).isEqualTo(1);
        assertThat(relayed("from-origin", message.apdu())).isZero();
        assertThat(relayed("from-origin", message.apdu())).isZero();
        assertThat(mta.events(EventId.DUPLICATE_RECOGNISED)).hasSize(2);
        assertThat(mta.events(EventId.DUPLICATE_RECOGNISED).get(0).message())
                .isEqualTo(
                        "Message " + message.id() + " from from-origin repeats a transfer that was taken before: it is"
                                + " acknowledged and not relayed again");
        assertThat(mta.events(EventId.MESSAGE_ACCEPTED)).hasSize(1);
    }

    @Test
    void aRepeatedTransferThatCannotBeDeliveredIsReportedOnce() throws Exception {
        Octets apdu = Samples.message("m1").to(NOWHERE).apdu();
        assertThat(relayed("from-origin", apdu)).isEqualTo(1);
        assertThat(relayed("from-origin", apdu)).isZero();
        assertThat(mta.events(EventId.NON_DELIVERY_REPORT_GENERATED)).hasSize(1);
    }

    @Test
    void aRepeatedProbeIsAnsweredOnce() throws Exception {
        Octets probe = Samples.message("p1").to(NOWHERE).probe();
        assertThat(relayed("from-origin", probe)).isEqualTo(1);
        assertThat(relayed("from-origin", probe)).isZero();
    }

    @Test
    void whatWasNotTakenTheFirstTimeIsTakenTheSecondTime() throws Exception {
        Octets apdu = Samples.message("m1").to(BOB).apdu();
        queue.fail(true);
        assertThat(mta.receive("from-origin", apdu)).isInstanceOf(Intake.Decision.Refused.class);
        queue.fail(false);
        assertThat(relayed("from-origin", apdu)).isEqualTo(1);
    }

    @Test
    void theSameMessageFromAnotherPeerIsAnotherTransfer() throws Exception {
        Octets apdu = Samples.message("m1").to(BOB).apdu();
        assertThat(relayed("from-origin", apdu)).isEqualTo(1);
        assertThat(relayed("from-other", apdu)).isEqualTo(1);
    }

    @Test
    void aPeerWhoseDuplicatesAreTakenMaySendTheSameTwice() throws Exception {
        Octets apdu = Samples.message("m1").to(BOB).apdu();
        assertThat(relayed("from-twin", apdu)).isEqualTo(1);
        assertThat(relayed("from-twin", apdu)).isEqualTo(1);
    }

    @Test
    void aMessageThatComesAgainForOtherRecipientsIsAnotherTransfer() throws Exception {
        OriginatingMTAReportRequest request = OriginatingMTAReportRequest.NON_DELIVERY_REPORT;
        String carol = "C=US;A= ;P=SITE2;S=Carol";
        assertThat(relayed(
                        "from-origin",
                        Samples.message("m1")
                                .to(BOB, true, request)
                                .to(carol, false, request)
                                .apdu()))
                .isEqualTo(1);
        assertThat(relayed(
                        "from-origin",
                        Samples.message("m1")
                                .to(BOB, false, request)
                                .to(carol, true, request)
                                .apdu()))
                .isEqualTo(1);
    }

    @Test
    void aMessageThatWasRedirectedOrExpandedMeanwhileIsAnotherTransfer() throws Exception {
        assertThat(relayed("from-origin", Samples.message("m1").to(BOB).apdu())).isEqualTo(1);
        for (OtherActions actions : List.of(OtherActions.REDIRECTED, OtherActions.DL_OPERATION)) {
            TraceInformationElement element = new TraceInformationElement(
                    EXPANDER,
                    new DomainSuppliedInformation(
                            UTCTime.of(RelayFixture.START), null, RoutingAction.RELAYED, null, null, actions));
            Octets apdu = Samples.message("m1").to(BOB).passed(element).apdu();
            assertThat(relayed("from-origin", apdu)).isEqualTo(1);
            assertThat(relayed("from-origin", apdu)).isZero();
        }
    }

    @Test
    void anotherMessageOfTheSameIdentifierIsAnotherTransfer() throws Exception {
        assertThat(relayed("from-origin", Samples.message("m1").to(BOB).apdu())).isEqualTo(1);
        assertThat(relayed(
                        "from-origin",
                        Samples.message("m1")
                                .to(BOB)
                                .content(Octets.of(0x30, 0))
                                .apdu()))
                .isEqualTo(1);
        assertThat(relayed(
                        "from-origin",
                        Samples.message("m1").to(BOB).priority(Priority.URGENT).apdu()))
                .isEqualTo(1);
    }

    @Test
    void aTransferIsForgottenWhenItsWindowHasPassed() throws Exception {
        Octets apdu = Samples.message("m1").to(BOB).apdu();
        relayed("from-origin", apdu);
        mta.time.advance(RelayFixture.DUPLICATE_WINDOW.minus(Duration.ofHours(1)));
        assertThat(relayed("from-origin", apdu)).isZero();
        mta.time.advance(Duration.ofHours(2));
        assertThat(queue.transfers(Octets.NONE, 10)).isEmpty();
        assertThat(relayed("from-origin", apdu)).isEqualTo(1);
    }
}
