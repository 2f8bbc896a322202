package org.openx400.mta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrBlockTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, 192.0.2.9, true",
        "192.0.2.9, 192.0.2.8, false",
        "198.51.100.16/28, 198.51.100.31, true",
        "198.51.100.16/28, 198.51.100.32, false",
        "198.51.100.16/28, 198.51.100.15, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true"
    })
    void containsTheAddressesOfItsPrefix(String block, String address, boolean contained) throws Exception {
        assertThat(CidrBlock.parse(block).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, is not an IP address: localhost",
        "1.2.3, is not an IP address: 1.2.3",
        "1.2.3.256, is not an IP address: 1.2.3.256",
        "01.2.3.4, is not an IP address: 01.2.3.4",
        "1.2.3.4/33, is not an address block: its prefix must be 0 to 32",
        "1.2.3.4/-1, is not an address block: its prefix must be 0 to 32",
        "1.2.3.4/, is not an address block: its prefix must be 0 to 32",
        "::/129, is not an address block: its prefix must be 0 to 128",
        "192.0.2.1/24, is not an address block: the network of this address is 192.0.2.0/24"
    })
    void refusesWhatIsNoBlock(String text, String why) {
        assertThatThrownBy(() -> CidrBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    @Test
    void writesASingleAddressWithoutPrefix() {
        assertThat(CidrBlock.parse("192.0.2.9/32")).hasToString("192.0.2.9").matches(CidrBlock::isSingle);
        assertThat(CidrBlock.parse("192.0.2.0/24")).hasToString("192.0.2.0/24").matches(block -> !block.isSingle());
    }
}
