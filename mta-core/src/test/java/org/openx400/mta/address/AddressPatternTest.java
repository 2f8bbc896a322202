package org.openx400.mta.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "C=US|C=US;A= ;P=X;S=A|true",
                "C=us;a= ;p=site2|C=US;A= ;P=Site2;S=A|true",
                "C=US;A= ;P=SITE2|C=US;A=ATT;P=SITE2;S=A|false",
                "C=US;P=SITE2|C=US;A=ATT;P=SITE2;S=A|true",
                "C=US;A=*|C=US;S=A|true",
                "C=US;O=*|C=US;P=X;S=A|false",
                "C=US;O=*|C=US;P=X;O=Y;S=A|true",
                "C=*;O=Big  Ltd|C=DE;P=X;O= big ltd;S=A|true",
                "C=US;OU1=A;OU3=C|C=US;O=Y;OU1=A;OU2=B;OU3=C|true",
                "C=US;OU1=A;OU4=*|C=US;O=Y;OU1=A;OU2=B;OU3=C|false",
                "C=US;S=A;G=B|C=US;S=A;G=B;I=C|true",
                "C=US;S=A;Q=Jr|C=US;S=A;G=B|false",
                "C=US;DDA:rfc-822=*|C=US;DDA:RFC-822=a(a)b|true",
                "C=US;DDA:rfc-822=c(a)d|C=US;DDA:RFC-822=a(a)b|false",
                "C=310;N-ID=17|C=310;N-ID=17|true",
                "/C=US/PRMD=X/O=Y|C=US;P=X;O=Y;S=A|true"
            })
    void matchesAddressesThatHaveAtLeastItsAttributes(String pattern, String address, boolean matches)
            throws ORAddressSyntaxException {
        AddressAttributes attributes = AddressAttributes.of(ORAddressText.parse(address));
        assertThat(AddressPattern.parse(pattern).matches(attributes)).isEqualTo(matches);
    }

    @Test
    void takesAnyFormOfAnAttribute() throws ORAddressSyntaxException {
        ORAddress address = ORAddress.builder()
                .countryName(NumericOrPrintable.printable("US"))
                .add(new ExtensionAttribute.Universal(
                        ExtensionAttribute.UNIVERSAL_COMMON_NAME, new UniversalText(false, "universal", null)))
                .add(new ExtensionAttribute.Teletex(ExtensionAttribute.TELETEX_COMMON_NAME, "teletex"))
                .add(new ExtensionAttribute.Teletex(ExtensionAttribute.TELETEX_ORGANIZATION_NAME, "Org"))
                .add(new ExtensionAttribute.TeletexOrganizationalUnitNames(List.of("Unit 1", "Unit 2")))
                .add(new ExtensionAttribute.UniversalPersonalName(
                        new UniversalText(true, "Sur", null), new UniversalText(true, "Given", null), null, null))
                .add(new ExtensionAttribute.TeletexDomainDefinedAttributes(
                        List.of(new DomainDefinedAttribute("type", "value"))))
                .build();
        AddressPattern pattern =
                AddressPattern.parse("C=US;CN=teletex;O=org;OU1=unit 1;OU2=unit 2;S=sur;G=given;DDA:TYPE=value");
        assertThat(pattern.matches(AddressAttributes.of(address))).isTrue();
    }

    @Test
    void isLongerTheMoreValuesItGives() throws ORAddressSyntaxException {
        List<String> ascending = List.of("C=*", "C=*;A=*;P=*;O=*", "C=US", "C=US;O=*", "C=US;P=X", "C=US;P=X;O=Y");
        for (int i = 1; i < ascending.size(); i++) {
            assertThat(AddressPattern.parse(ascending.get(i)).length())
                    .as(ascending.get(i))
                    .isGreaterThan(AddressPattern.parse(ascending.get(i - 1)).length());
        }
    }

    @Test
    void equalsAPatternThatMatchesTheSame() throws ORAddressSyntaxException {
        assertThat(AddressPattern.parse("/c=us/o=x")).isEqualTo(AddressPattern.parse("O=X;C=US"));
        assertThat(AddressPattern.parse("C=US;O=*")).isNotEqualTo(AddressPattern.parse("C=US"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "P=X|O/R address, character 1, C: is missing; C=* is any country",
                "C=US;PD-A1=X|O/R address, character 6, PD-A1: addresses are not routed by this attribute",
                "C=US;OU5=X|O/R address, character 6, OU5: addresses are not routed by this attribute",
                "C=US;O=A*|O/R address, character 6, O: * stands for a whole value, not for a part of one",
                "C=US;PRMD=X;P=*|O/R address, character 13, P: given twice",
                "nonsense|O/R address, character 1, nonsense: '=' is missing"
            })
    void refusesWhatIsNoPattern(String text, String why) {
        assertThatThrownBy(() -> AddressPattern.parse(text)).hasMessage(why);
    }
}
