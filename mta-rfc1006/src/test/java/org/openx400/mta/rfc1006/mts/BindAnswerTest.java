package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.connector.Mode;

/** What a caller makes of the answers to its bind. */
class BindAnswerTest {
    private static final String RF = "0c%02x 110101 14020249 32%02x %s";

    @ParameterizedTest
    @CsvSource({
        // a transfer syntax that was not offered
        "300780010081025101614b,300780010081025102614b,presentation,3003800106",
        // result 1 in an AARE that came with AC
        "a203020100a305,a203020101a305,acse,6403800101",
        // an RTOAC without its tag
        "b11f80013f,b01f80013f,rtse,b603800104",
        // a bind result that is an argument
        "a015b113,a015b013,mts,b603800104",
        // user information in the context of ACSE
        "020103a021b1,020101a021b1,acse,6403800101",
        // X.410 mode in the answer to normal mode
        "3171a003800101,3171a003800100,presentation,3003800106"
    })
    void abortsInTheLayerThatIsWrong(String right, String wrong, String layer, String answer) {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        String ac = Scripted.hex(Scripted.AC_NORMAL);
        String changed = ac.replace(right.replace(" ", ""), wrong.replace(" ", ""));
        assertThat(changed).isNotEqualTo(ac);
        peer.play(changed);
        AssociationEffect.Aborted aborted = peer.side.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo(layer);
        assertThat(aborted.fault().violation()).isTrue();
        assertThat(peer.sent()).singleElement().asString().startsWith("19").contains(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "01,session,reason 1",
        "8100,session,reason 129",
        "02 3003 8a0103,presentation,provider-reason 3",
        "02 3000,presentation,without a reason",
        "02 3180 0000,presentation,cannot be read",
        "02 301f 611d 301b 020101 a016 6114 a106060456000106 a203020101 a305a203020102,acse,no common acse version"
    })
    void namesTheLayerThatRefuses(String reason, String layer, String why) {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        String data = reason.replace(" ", "").replace("8100", "81");
        int length = data.length() / 2;
        peer.play(String.format(RF, length + 9, length, data));
        AssociationEffect.Refused refused = peer.side.only(AssociationEffect.Refused.class);
        assertThat(refused.layer()).isEqualTo(layer);
        assertThat(refused.why()).contains(why);
        assertThat(refused.bindError()).isNull();
    }

    @Test
    void abortsWhenAContextIsRefused() {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        String ac = Scripted.hex(Scripted.AC_NORMAL);
        peer.play(ac.replace("300780010081025101614b", "300780010281025101614b"));
        AssociationEffect.Aborted aborted = peer.side.only(AssociationEffect.Aborted.class);
        assertThat(aborted.layer()).isEqualTo("presentation");
        assertThat(aborted.why()).contains("2.6.0.2.7");
        assertThat(peer.sent()).singleElement().asString().endsWith("3003800100");
    }

    @Test
    void readsABusyThatIsTransient() {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        peer.play("0c5e 110101 14020249 3255 02 3052 " + Scripted.RESULTS
                + " 6133 3031 020101 a02c 612a a106060456000106 a203020102 a305a103020100"
                + " be14 2812 06025101 020103 a009 b207 a105 b203020100");
        assertThat(peer.side.only(AssociationEffect.Refused.class).bindError()).isEqualTo(BindError.BUSY);
    }

    @Test
    void cutsAnAnswerThatIsAboveTheProposal() {
        Scripted peer = Scripted.initiator(Mode.NORMAL_1988);
        peer.sent();
        peer.play(Scripted.hex(Scripted.AC_NORMAL).replace("80013f810103", "800140810109"));
        BindResult result = peer.side.only(AssociationEffect.Bound.class).result();
        assertThat(result.checkpointSize()).isEqualTo(63);
        assertThat(result.windowSize()).isEqualTo(3);
    }
}
