package org.openx400.mta.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.octets.Octets;

/** Equality of O/R addresses, X.402 18.4. */
class ORAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "C=US;A=x;S=Smith | c=us;a=X;s=SMITH",
                "\"C=US;A=x;O= A  Bank \" | C=US;A=x;O=a bank",
                "C=US;A(N)=12;P(N)=3 | C=US;A=12;P=3",
                "C=262;A=x | C(P)=262;A=x",
                "C=US;P=x | \"C=US;A= ;P=x\"",
                "C=US;A=x;PD-PC(N)=123 | C=US;A=x;PD-PC=123",
                "C=US;A=x;CN=a;PD-S=b | C=US;A=x;PD-S=B;CN=A",
                "C=US;A=x;DDA:a=1;DDA:b=2 | C=US;A=x;DDA:B=2;DDA:A=1",
                "C=US;A=x;CN(U)=a | C=US;A=x;CN(B)=A"
            })
    void areEquivalent(String one, String other) throws Exception {
        ORAddress a = ORAddressText.parse(one);
        ORAddress b = ORAddressText.parse(other);

        assertThat(a.equivalent(b)).isTrue();
        assertThat(b.key()).isEqualTo(a.key());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "C=US;A=x;S=Smith | C=US;A=x;S=Smyth",
                "C=US;A=x;S=Smith | C=US;A=x;S=Smith;G=Ann",
                "C=US;A=x;OU1=a;OU2=b | C=US;A=x;OU1=b;OU2=a",
                "C=US;A=x;DDA:t=1;DDA:t=2 | C=US;A=x;DDA:t=2;DDA:t=1",
                "C=US;A=x;O=ab | C=US;A=x;O=a b",
                "C=US;A=x;CN=a | C=US;A=x;S=a",
                "C=US;A=0 | \"C=US;A= \"",
                "C=US;A=x;S=a;G=b | C=US;A=x;S=a;I=b",
                "C=US;A=x;ISDN=12;NET-SUB=3 | C=US;A=x;ISDN=12"
            })
    void areDifferent(String one, String other) throws Exception {
        assertThat(ORAddressText.parse(one).equivalent(ORAddressText.parse(other)))
                .isFalse();
    }

    @Test
    void areDifferentWhateverAValueLooksLike() {
        ORAddress.Builder forged = ORAddress.builder().organizationName("a\nOU=b");
        ORAddress.Builder honest = ORAddress.builder().organizationName("a").organizationalUnitNames(List.of("b"));
        assertThat(forged.build().equivalent(honest.build())).isFalse();

        ORAddress type =
                ORAddress.builder().add(new DomainDefinedAttribute("a=b", "c")).build();
        ORAddress value =
                ORAddress.builder().add(new DomainDefinedAttribute("a", "b=c")).build();
        assertThat(type.equivalent(value)).isFalse();

        ORAddress escaped = ORAddress.builder().organizationName("a\\nOU=b").build();
        assertThat(escaped.equivalent(forged.build())).isFalse();
    }

    @Test
    void namesWithoutAddressAreTheSameUserWhenTheDirectoryNameIs() {
        ORAddress none = ORAddress.builder().build();

        assertThat(new ORName(none, Octets.hex("3000")).equivalent(new ORName(none, Octets.hex("3000"))))
                .isTrue();
        assertThat(new ORName(none, Octets.hex("3000")).equivalent(new ORName(none, Octets.hex("3100"))))
                .isFalse();
    }

    @Test
    void domainsAreEquivalentWhateverCaseAndStringType() {
        GlobalDomainIdentifier one = GlobalDomainIdentifier.of("us", " ", "Example");
        GlobalDomainIdentifier other = new GlobalDomainIdentifier(
                NumericOrPrintable.printable("US"),
                NumericOrPrintable.printable(""),
                NumericOrPrintable.printable("EXAMPLE "));

        assertThat(one.equivalent(other)).isTrue();
        assertThat(one.equivalent(GlobalDomainIdentifier.of("us", " ", null))).isFalse();
    }
}
