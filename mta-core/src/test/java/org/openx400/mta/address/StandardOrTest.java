package org.openx400.mta.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardOrTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/G=john/S=smith/O=a bank ltd/PRMD=abl/ADMD=snomail/C=aq/",
                "/DD.a:b=c/PRMD=x/ADMD=y/C=US/",
                "/DD.a$=b$/c=d$/e/PRMD=x/ADMD=y/C=US/",
                "/DDA(T):a$=b$/c=d$=e/ADMD=y/C=US/",
                "/X121=1/UA-ID=2/GQ=iii/S=s/CN=n$$m/ADMD= /C=US/"
            })
    void anAddressIsTheSameWhenItIsReadAgain(String text) throws Exception {
        ORAddress address = StandardOr.parse(text);

        assertThat(StandardOr.parse(StandardOr.format(address))).isEqualTo(address);
        assertThat(ORAddressText.parse(ORAddressText.format(address))).isEqualTo(address);
    }
}
