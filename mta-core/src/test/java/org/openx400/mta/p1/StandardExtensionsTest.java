package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openx400.mta.envelope.ContentCorrelator;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.ExtensionPlace;
import org.openx400.mta.octets.BitString;
import org.openx400.mta.octets.Octets;

class StandardExtensionsTest {
    static List<StandardExtension<?>> all() {
        return StandardExtensions.all();
    }

    @Test
    void thereAre46AndEachIsFoundByItsNumber() {
        assertThat(all()).hasSize(46);
        for (StandardExtension<?> extension : all()) {
            assertThat(StandardExtensions.byNumber(extension.number())).isSameAs(extension);
        }
        assertThat(StandardExtensions.byNumber(0)).isNull();
        assertThat(StandardExtensions.byNumber(47)).isNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsBackWhatItWrites(StandardExtension<?> extension) throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(extension.number());
        for (int i = 0; i < 20; i++) {
            assertReadsBack(extension, random.field(extension));
        }
    }

    private static <T> void assertReadsBack(StandardExtension<T> extension, ExtensionField field) throws P1Exception {
        T value = extension.decode(field);
        assertThat(extension.encode(value)).isEqualTo(field);
        assertThat(extension.find(List.of(field))).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesEveryTruncatedValue(StandardExtension<?> extension) {
        ExtensionField field = new RandomEnvelopes(extension.number()).field(extension);
        Octets value = field.value();
        assertThat(value).isNotNull();
        for (int length = 0; length < value.length(); length++) {
            ExtensionField cut = new ExtensionField(field.type(), field.criticality(), value.slice(0, length));
            assertThatThrownBy(() -> extension.decode(cut))
                    .isInstanceOf(P1Exception.class)
                    .hasMessageContaining(extension.name());
        }
    }

    // Values by hand from X.411 MTSAbstractService.
    @ParameterizedTest
    @CsvSource({
        "1, 0a0101, true",
        "3, 0a0100, false",
        "5, 170d3236313132303231333030305a, 2026-11-20T21:30:00Z",
        "6, 3006020101020102, '[1, 2]'",
        "11, 1403313233, 123",
        "12, 0603560500, 2.6.5.0"
    })
    void readsValuesFromTheStandard(int number, String hex, String text) throws Exception {
        StandardExtension<?> extension = StandardExtensions.byNumber(number);
        assertThat(extension).isNotNull();
        ExtensionField field =
                new ExtensionField(new ExtensionIdentifier.Standard(number), Criticality.NONE, Octets.hex(hex));
        assertThat(extension.decode(field)).hasToString(text);
    }

    @Test
    void readsAContentCorrelatorOfEitherType() throws Exception {
        assertThat(StandardExtensions.CONTENT_CORRELATOR.decode(field(23, "1602 6162")))
                .isEqualTo(new ContentCorrelator(true, Octets.latin1("ab")));
        assertThat(StandardExtensions.CONTENT_CORRELATOR.decode(field(23, "0402 6162")))
                .isEqualTo(new ContentCorrelator(false, Octets.latin1("ab")));
    }

    @Test
    void knowsWhereTheyStandAndHowCriticalTheyAre() {
        assertThat(StandardExtensions.INTERNAL_TRACE_INFORMATION.allowedIn(ExtensionPlace.REPORT_ENVELOPE))
                .isTrue();
        assertThat(StandardExtensions.INTERNAL_TRACE_INFORMATION.allowedIn(ExtensionPlace.MESSAGE_RECIPIENT))
                .isFalse();
        assertThat(StandardExtensions.REDIRECTION_HISTORY.allowedIn(ExtensionPlace.REPORT_RECIPIENT))
                .isTrue();
        assertThat(StandardExtensions.PROOF_OF_DELIVERY_REQUEST
                        .recommendedCriticality()
                        .forDelivery())
                .isTrue();
        assertThat(StandardExtensions.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT
                        .recommendedCriticality()
                        .forSubmission())
                .isTrue();
    }

    @Test
    void tellsCriticalExtensionsThatAreNotSupported() {
        Criticality transfer = new Criticality(BitString.of(3, 1));
        ExtensionField unknownForTransfer = with(new ExtensionIdentifier.Standard(200), transfer);
        ExtensionField privateForDelivery = with(new ExtensionIdentifier.Private("1.2.3"), Criticality.FOR_DELIVERY);
        ExtensionField unknownNotCritical = with(new ExtensionIdentifier.Standard(200), Criticality.NONE);
        ExtensionField knownForTransfer = with(new ExtensionIdentifier.Standard(38), transfer);
        ExtensionField physical = with(new ExtensionIdentifier.Standard(9), Criticality.FOR_DELIVERY);
        ExtensionField label = with(new ExtensionIdentifier.Standard(20), Criticality.FOR_DELIVERY);
        List<ExtensionField> all =
                List.of(unknownForTransfer, privateForDelivery, unknownNotCritical, knownForTransfer, physical, label);

        assertThat(CriticalExtensions.unsupportedForTransfer(all)).containsExactly(unknownForTransfer);
        assertThat(CriticalExtensions.unsupportedForDelivery(all)).containsExactly(privateForDelivery, physical);
    }

    private static ExtensionField with(ExtensionIdentifier type, Criticality criticality) {
        return new ExtensionField(type, criticality, null);
    }

    private static ExtensionField field(int number, String hex) {
        return new ExtensionField(new ExtensionIdentifier.Standard(number), Criticality.NONE, Octets.hex(hex));
    }
}
