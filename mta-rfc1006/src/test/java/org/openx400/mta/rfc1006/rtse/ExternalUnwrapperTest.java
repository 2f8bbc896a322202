package org.openx400.mta.rfc1006.rtse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class ExternalUnwrapperTest {
    private static final Octets APDU = Octets.hex("a00700000002010700");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "280e 020105 a009 a00700000002010700", // definite
                "2880 020105 a080 a00700000002010700 0000 0000", // indefinite
                "2880 020105 a009 a00700000002010700 0000", // outer indefinite
                "2810 020105 a080 a00700000002010700 0000", // inner indefinite
                "28840000000e 020105 a009 a00700000002010700", // long form
                "2812 06025101 020105 a009 a00700000002010700", // with direct reference
                "2811 060456000207 a009 a00700000002010700", // with direct reference alone
                "2811 020105 070161 a009 a00700000002010700", // with descriptor
                "280e 020105 8109 a00700000002010700", // octet-aligned
                "2812 020105 a10d 0403 a00700 0406 000002010700", // in segments
                "2880 020105 a180 2480 0402 a007 0000 2405 0403 000000 0404 02010700 0000 0000" // nested segments
            })
    void takesTheApduOutHoweverItIsCut(String wrapped) throws Exception {
        Octets octets = Octets.hex(wrapped);
        for (int size = 1; size <= octets.length(); size++) {
            ExternalUnwrapper unwrapper = new ExternalUnwrapper(5);
            List<Octets> pieces = new ArrayList<>();
            for (int at = 0; at < octets.length(); at += size) {
                pieces.addAll(unwrapper.push(octets.slice(at, Math.min(octets.length(), at + size))));
            }
            unwrapper.end();
            assertThat(Octets.concat(pieces)).as("in pieces of %d", size).isEqualTo(APDU);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "280e 020105 a009 a00700000002010700",
                "2880 020105 a080 a00700000002010700 0000 0000",
                "2810 020105 a080 a00700000002010700 0000",
                "280e 020105 8109 a00700000002010700"
            })
    void goesOnFromWhatWasWrittenDownBehindEachOctet(String wrapped) throws Exception {
        Octets octets = Octets.hex(wrapped);
        for (int at = 0; at < octets.length(); at++) {
            ExternalUnwrapper before = new ExternalUnwrapper(5);
            List<Octets> pieces = new ArrayList<>(before.push(octets.slice(0, at)));
            Octets written = before.encoded();
            if (written == null) {
                assertThat(pieces).isEmpty();
                continue;
            }
            ApduUnwrapper behind = ApduUnwrapper.decoded(written, at);
            pieces.addAll(behind.push(octets.from(at)));
            behind.end();
            assertThat(Octets.concat(pieces)).as("written down at %d", at).isEqualTo(APDU);
        }
    }

    @Test
    void segmentsOfAStringAreNotWrittenDown() throws Exception {
        ExternalUnwrapper unwrapper = new ExternalUnwrapper(5);
        unwrapper.push(Octets.hex("2812 020105 a10d 0403 a0"));
        assertThat(unwrapper.encoded()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "280e 020105 a009 a00700000002010700",
                "2880 020105 a080 a00700000002010700 0000 0000",
                "2880 020105 a180 0409 a00700000002010700 0000 0000"
            })
    void refusesEveryTruncation(String wrapped) {
        Octets octets = Octets.hex(wrapped);
        for (int length = 0; length < octets.length(); length++) {
            Octets cut = octets.slice(0, length);
            // the APDU ends in a zero: that the last octet is missing, only its own decoder can see
            if (wrapped.startsWith("2880 020105 a080") && length == octets.length() - 1) {
                continue;
            }
            assertThatThrownBy(() -> unwrap(cut)).as("%d octets", length).isInstanceOf(DecodeException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "300e 020105 a009 a00700000002010700", // no EXTERNAL
                "280e 020103 a009 a00700000002010700", // the context of RTSE
                "280b a009 a00700000002010700", // no reference
                "280f 020105 a009 a00700000002010700", // outer length too long
                "280d 020105 a009 a00700000002010700", // outer length too short
                "280e 020105 a008 a00700000002010700", // octets behind the end
                "2880 020105 a080 a00700000002010701 0001 0000", // no end-of-contents
                "280e 020105 a309 a00700000002010700", // unknown encoding
                "2880 020105 a109 0602 a007 0000 0000", // segment of another type
                "2889 010000000000000000 020105", // length of nine octets
                "2888 ffffffffffffffff 020105" // length over 2^63
            })
    void refusesWhatIsNotTheApduInItsContext(String wrapped) {
        assertThatThrownBy(() -> unwrap(Octets.hex(wrapped)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("at octet");
    }

    @Test
    void keepsOnlyTheHeaderOfAnEndlessHeader() {
        ExternalUnwrapper unwrapper = new ExternalUnwrapper(5);
        assertThatThrownBy(() -> {
                    unwrapper.push(Octets.hex("2880068201f4"));
                    for (int i = 0; i < 10; i++) {
                        unwrapper.push(Octets.wrap(new byte[100]));
                    }
                })
                .isInstanceOf(DecodeException.class);
    }

    private static void unwrap(Octets octets) throws DecodeException {
        ExternalUnwrapper unwrapper = new ExternalUnwrapper(5);
        unwrapper.push(octets);
        unwrapper.end();
    }
}
