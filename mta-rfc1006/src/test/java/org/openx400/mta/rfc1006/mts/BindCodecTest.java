package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

class BindCodecTest {
    /** b0 {[1] {[0] "mta1", [1] {IA5String "secret"}}} */
    private static final Octets ARGUMENT = Octets.hex("b012 a110 80046d746131 a108 1606736563726574");
    /** The same from a peer that sends OCTET STRINGs, in segments, and a security context. */
    private static final Octets OTHER_ARGUMENT =
            Octets.hex("b080 a180 a108 2406 0402 7365 0400 a203 020101 a006 0404 6d746131 0000 0000");

    @Test
    void writesArgumentAndResultBareInX410Mode() {
        MtaCredentials local = new MtaCredentials("mta1", Secret.of("secret"));
        assertThat(BindCodec.argument(true, local)).isEqualTo(ARGUMENT);
        assertThat(BindCodec.argument(false, local)).isEqualTo(ARGUMENT.from(2));
        assertThat(BindCodec.result(true, "mta1", Secret.of("secret")))
                .isEqualTo(Octets.hex("b112" + ARGUMENT.from(2)));
    }

    @Test
    void writesAPasswordThatIsNotIa5AsOctets() {
        Octets argument = BindCodec.argument(false, new MtaCredentials("m", Secret.of("\u00e9")));
        assertThat(argument).isEqualTo(Octets.hex("a108 80016d a103 0401e9"));
    }

    @Test
    void readsAnyFormAndOrder() throws Exception {
        BindCodec.Identity peer = BindCodec.argument(true, OTHER_ARGUMENT);
        assertThat(peer.mtaName()).isEqualTo("mta1");
        assertThat(peer.password()).isEqualTo(Octets.latin1("se"));
        assertThat(peer.strong()).isFalse();
        assertThat(peer.securityContext()).isTrue();
        assertThat(BindCodec.argument(true, ARGUMENT).securityContext()).isFalse();
        assertThat(BindCodec.argument(true, Octets.hex("b0020500"))).isEqualTo(BindCodec.Identity.NONE);
        assertThat(BindCodec.argument(false, (Octets) null)).isEqualTo(BindCodec.Identity.NONE);
    }

    @ParameterizedTest
    @EnumSource(BindError.class)
    void carriesEachError(BindError error) throws Exception {
        assertThat(BindCodec.error(BindCodec.error(error))).isEqualTo(error);
        assertThat(BindCodec.error(Octets.hex("b203020163"))).isNull();
    }

    @Test
    void refusesEveryTruncation() {
        for (Octets sample : new Octets[] {ARGUMENT, OTHER_ARGUMENT}) {
            for (int length = 0; length < sample.length(); length++) {
                Octets cut = sample.slice(0, length);
                assertThatThrownBy(() -> BindCodec.argument(true, cut))
                        .as("%s", cut)
                        .isInstanceOf(DecodeException.class);
            }
        }
    }

    @Test
    void failsInNoOtherWayWhateverAnOctetIs() {
        for (Octets sample : new Octets[] {ARGUMENT, OTHER_ARGUMENT}) {
            for (int at = 0; at < sample.length(); at++) {
                for (int value = 0; value < 256; value++) {
                    byte[] octets = sample.toArray();
                    octets[at] = (byte) value;
                    try {
                        BindCodec.argument(true, Octets.wrap(octets));
                    } catch (DecodeException e) {
                        assertThat(e.getMessage()).contains("at octet").doesNotContain("secret");
                    }
                }
            }
        }
    }

    @Test
    void refusesNamesAndPasswordsOverTheirUpperBounds() throws Exception {
        assertThat(BindCodec.argument(false, argument(32, 62)).mtaName()).hasSize(32);
        assertThatThrownBy(() -> BindCodec.argument(false, argument(33, 62)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("mta-name")
                .hasMessageContaining("33 octets long, the most is 32");
        assertThatThrownBy(() -> BindCodec.argument(false, argument(32, 63)))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("simple credentials")
                .hasMessageContaining("63 octets long, the most is 62");
    }

    private static Octets argument(int nameLength, int passwordLength) {
        return BindCodec.argument(
                false, new MtaCredentials("m".repeat(nameLength), Secret.of("p".repeat(passwordLength))));
    }

    @Test
    void refusesWhatIsMissing() {
        assertThatThrownBy(() -> BindCodec.argument(false, Octets.hex("a106 80046d746131")))
                .hasMessageContaining("credentials");
        assertThatThrownBy(() -> BindCodec.result(true, ARGUMENT)).hasMessageContaining("MTABindResult");
    }
}
