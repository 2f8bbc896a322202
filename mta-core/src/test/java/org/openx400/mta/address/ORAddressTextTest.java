package org.openx400.mta.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ORAddressTextTest {
    @Test
    void readsTheExampleOfRfc1685() throws Exception {
        ORAddress address = ORAddressText.parse(
                "G=john; S=smith; CN=boss; O=a bank ltd; OU1=sales; OU2=east; P=abl; A=snomail; C=aq");

        assertThat(address)
                .isEqualTo(ORAddress.builder()
                        .countryName(NumericOrPrintable.printable("aq"))
                        .administrationDomainName(NumericOrPrintable.printable("snomail"))
                        .privateDomainName(NumericOrPrintable.printable("abl"))
                        .organizationName("a bank ltd")
                        .organizationalUnitNames(List.of("sales", "east"))
                        .personalName(new PersonalName("smith", "john", null, null))
                        .add(new ExtensionAttribute.Printable(ExtensionAttribute.COMMON_NAME, "boss"))
                        .build());
        assertThat(ORAddressText.format(address))
                .isEqualTo("C=aq;A=snomail;P=abl;O=a bank ltd;OU1=sales;OU2=east;S=smith;G=john;CN=boss");
    }

    @Test
    void readsTheKeysOfStdOr() throws Exception {
        assertThat(ORAddressText.parse(
                        "/G=john/I=w/S=smith/GQ=3/OU=sales/OU=east/UA-ID=12/X121=234/DD.fax=1/PRMD=abl/ADMD=sno/C=aq/"))
                .isEqualTo(ORAddressText.parse(
                        "C=aq;A=sno;P=abl;X.121=234;OU1=sales;OU2=east;S=smith;G=john;I=w;Q=3;N-ID=12;DDA:fax=1"));
        assertThat(ORAddressText.parse("/PN=john.w.smith/NET-NUM=49/NET-SUB=1/RFC-822=a(a)b.c/C=aq"))
                .isEqualTo(ORAddressText.parse("S=smith;G=john;I=w;ISDN=49;NET-SUB=1;DDA:RFC-822=a(a)b.c;C=aq;A= "));
    }

    @Test
    void readsPostalAttributesByTheirLongKeys() throws Exception {
        assertThat(ORAddressText.parse("/PD-STREET=s/PD-OFFICE=o/PD-OFFICE-NUM=n/PD-BOX=b/PD-CODE=c/PD-SERVICE=v/C=aq"))
                .isEqualTo(ORAddressText.parse("PD-S=s;PD-OF=o;PD-OFN=n;PD-B=b;PD-PC=c;PD-SN=v;C=aq"));
    }

    @Test
    void aCommonNameIsFoundInEachForm() throws Exception {
        assertThat(ORAddressText.parse("C=US;CN=a;CN(U)=b;CN(T)=c").commonName())
                .isEqualTo("a");
        assertThat(ORAddressText.parse("C=US;CN(U)=b;CN(T)=c").commonName()).isEqualTo("b");
        assertThat(ORAddressText.parse("C=US;CN(T)=c").commonName()).isEqualTo("c");
        assertThat(ORAddressText.parse("C=US;O=c").commonName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C=US;P=X", "C=US;A=;P=X", "c=US;a= ;p=X", "/C=US/A=/P=X/"})
    void takesAMissingOrEmptyAdmdForASpace(String text) throws Exception {
        assertThat(ORAddressText.format(ORAddressText.parse(text))).isEqualTo("C=US;A= ;P=X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C=US;A= ;P=SITE;O=Ops;S=Duty",
                "C=262;A=dbp",
                "C(P)=262;A(N)=1;P(N)=2",
                "C=US;A={}",
                "C=US;A= ;O=semi;;colon;S=equals=sign",
                "C=US;A= ;DDA:a==b=c=d;DDA:x={061}y",
                "C=US;A= ;N-ID=1234567",
                "X.121=23421234;T-ID=abc;T-TY=tlx",
                "C=US;A= ;ISDN=4989123;NET-SUB=45",
                "C=US;A= ;PSAP=a003040101",
                "C=US;A= ;PD-PN=Ann;PD-S=Main St 1;PD-S(T)=Hauptstra\u00dfe 1;PD-PC=81671;PD-C=DE;PD-SN=Post",
                "C=US;A= ;PD-A1=line one;PD-A2=line two;PD-A(T)=whole",
                "C=US;A= ;O(T)=\u00c9cole;S(T)=Fran\u00e7ois;OU1(T)=a;OU2(T)=b;DDA(T):t=v",
                "C=US;A= ;CN(U)=\u4e2d;O(B.en)=\u20ac;S(U)=a;G(B)=b;OU1(U)=x;DDA(U):t=v;PD-S(U)=s;PD-A(B)=u",
                "C=US;A= ;CN=tab{009}brace{123}",
                "C=US;A= ;EA:77=020105;EA:1=020105"
            })
    void printsWhatItReads(String text) throws Exception {
        ORAddress address = ORAddressText.parse(text);

        assertThat(ORAddressText.format(address)).isEqualTo(text);
        assertThat(ORAddressText.parse(ORAddressText.formatSlash(address))).isEqualTo(address);
    }

    @Test
    void readsWhateverItPrints() throws Exception {
        RandomAddresses random = new RandomAddresses(new Random(1685));
        for (int i = 0; i < 3000; i++) {
            ORAddress address = random.address();
            assertThat(ORAddressText.parse(ORAddressText.format(address)))
                    .as("%s", address)
                    .isEqualTo(address);
            assertThat(ORAddressText.parse(ORAddressText.formatSlash(address)))
                    .as("%s", address)
                    .isEqualTo(address);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|1|no attribute",
                "C=US;A= ;XX=1|10|XX: no such attribute",
                "C=US;O=a;O=b|10|O: given twice",
                "C=US;S|6|'=' is missing",
                "C=US;G=x|6|G: needs S",
                "C=US;OU2=x|6|OU2: OU1 is missing",
                "C=US;O(T=x|6|')' is missing",
                "C=US;O(X)=x|6|O(X): (T), (B) or (U) was expected",
                "C=US;O=\u20ac|6|O: a character",
                "C=US;T-TY=fax|6|T-TY: no terminal type: fax",
                "C=US;PSAP=1|6|PSAP: not hexadecimal",
                "C=US;EA:5=30|6|EA: not BER",
                "C=US;EA:x=30|6|EA: a number",
                "C=US;NET-SUB=1|6|NET-SUB: needs ISDN",
                "C=US;PD-A2=x|6|PD-A1 is missing",
                "C=US;OU2(T)=x|6|OU1(T) is missing",
                "C=US;G(T)=x|6|G(T): needs S(T)",
                "/C=US/S=a/S=b|11|S: given twice"
            })
    void tellsWhereTextIsWrong(String text, int position, String problem) {
        assertThatThrownBy(() -> ORAddressText.parse(text))
                .isInstanceOfSatisfying(
                        ORAddressSyntaxException.class,
                        e -> assertThat(e.position()).isEqualTo(position))
                .hasMessageContaining("character " + position)
                .hasMessageContaining(problem);
    }

    @Test
    void neverFailsOtherwiseOnAnyText() {
        Random random = new Random(156);
        String alphabet = "CAPOSG=;/:{}()TUBN.019 -DX\u20ac";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(30); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ORAddress address = ORAddressText.parse(text.toString());
                assertThat(ORAddressText.parse(ORAddressText.format(address))).isEqualTo(address);
            } catch (ORAddressSyntaxException e) {
                assertThat(e.position()).isBetween(1, text.length() + 1);
            }
        }
    }
}
