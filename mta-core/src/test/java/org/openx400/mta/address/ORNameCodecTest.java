package org.openx400.mta.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openx400.mta.octets.AnnotatedHex;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

class ORNameCodecTest {
    // Every standard attribute, one domain-defined one, a common name and a directory name, X.411 8.5.5.
    private static final Octets ORNAME = AnnotatedHex.octets("""
            60 6d
               30 45                              # built-in-standard-attributes
                  61 04 13 02 5553                # country-name US
                  62 03 13 01 20                  # administration-domain-name, one space
                  80 03 323334                    # network-address 234
                  81 03 746964                    # terminal-identifier tid
                  a2 05 12 03 343536              # private-domain-name 456, NumericString
                  83 03 4f7267                    # organization-name Org
                  84 02 3939                      # numeric-user-identifier 99
                  a5 14                           # personal-name
                     80 05 536d697468 81 03 416e6e 82 01 42 83 03 494949
                  a6 08 13 02 7531 13 02 7532     # organizational-unit-names u1, u2
               30 0d                              # domain-defined-attributes fax=1234
                  30 0b 13 03 666178 13 04 31323334
               31 0f                              # extension-attributes: common-name Common
                  30 0d 80 01 01 a1 08 13 06 436f6d6d6f6e
               a0 04 30 02 0500                   # directory-name
            """);

    @Test
    void readsAndWritesEveryAttribute() throws Exception {
        ORName name = decode(ORNAME);

        assertThat(ORAddressText.format(name.address()))
                .isEqualTo("C=US;A= ;P(N)=456;X.121=234;T-ID=tid;O=Org;OU1=u1;OU2=u2;S=Smith;G=Ann;I=B;Q=III;N-ID=99;"
                        + "CN=Common;DDA:fax=1234");
        assertThat(name.directoryName()).isEqualTo(Octets.hex("30020500"));
        assertThat(ORNameCodec.encode(name)).isEqualTo(ORNAME);
    }

    @Test
    void readsBackWhateverItWrites() throws Exception {
        RandomAddresses random = new RandomAddresses(new Random(402));
        for (int i = 0; i < 2000; i++) {
            ORName name = random.name();
            assertThat(decode(ORNameCodec.encode(name))).isEqualTo(name);
        }
    }

    @Test
    void keepsAnExtensionAttributeThatIsNotAsX411HasIt() throws Exception {
        ORAddress address = ORAddress.builder()
                .add(new ExtensionAttribute.Unknown(ExtensionAttribute.COMMON_NAME, Octets.hex("020105")))
                .add(new ExtensionAttribute.Unknown(
                        ExtensionAttribute.UNIVERSAL_COMMON_NAME, Octets.hex("3106 1c04 7fffffff")))
                .build();

        assertThat(decode(ORNameCodec.encode(ORName.of(address))).address()).isEqualTo(address);
    }

    @Test
    void refusesStandardAttributesOutOfOrder() {
        Octets swapped = Ber.constructed(
                ORNameCodec.TAG, Ber.sequence(Octets.hex("62 03 13 01 20"), Octets.hex("61 04 13 02 5553")));

        assertThatThrownBy(() -> decode(swapped))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("out of order");
    }

    @Test
    void refusesANameWithoutSurname() {
        Octets name = Ber.constructed(
                ORNameCodec.TAG,
                Ber.sequence(Ber.constructed(Tag.context(5), Ber.primitive(Tag.context(1), Octets.latin1("Ann")))));

        assertThatThrownBy(() -> decode(name))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("surname is missing");
    }

    private static ORName decode(Octets octets) throws DecodeException {
        return ORNameCodec.decode(BerReader.single(octets, "ORName"), "ORName");
    }
}
