package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.octets.Octets;

/** Each bound of X.411 Annex B at its edge and one over it. */
class UpperBoundsTest {
    /** Identifier octet of ORName, [APPLICATION 0]. */
    private static final int OR_NAME = 0x60;

    @ParameterizedTest
    @CsvSource({
        "C=US;A=#, 16, administration-domain-name",
        "C=US;A=x;P=#, 16, private-domain-name",
        "C=US;A=x;X.121=#, 16, network-address",
        "C=US;A=x;T-ID=#, 24, terminal-identifier",
        "C=US;A=x;O=#, 64, organization-name",
        "C=US;A=x;N-ID=#, 32, numeric-user-identifier",
        "C=US;A=x;OU1=#, 32, organizational-unit-names",
        "C=US;A=x;S=#, 40, surname",
        "C=US;A=x;S=s;G=#, 16, given-name",
        "C=US;A=x;S=s;I=#, 5, initials",
        "C=US;A=x;S=s;Q=#, 3, generation-qualifier",
        "C=US;A=x;DDA:#=v, 8, domain-defined-attributes.type",
        "C=US;A=x;DDA:t=#, 128, domain-defined-attributes.value",
        "C=US;A=x;CN=#, 64, extension-attributes[1]",
        "C=US;A=x;PD-SN=#, 16, extension-attributes[7]",
        "C=US;A=x;PD-PC=#, 16, extension-attributes[9]",
        "C=US;A=x;PD-S=#, 30, extension-attributes[17]",
        "C=US;A=x;PD-A(T)=#, 180, extension-attributes[16]",
        "C=US;A=x;ISDN=#, 15, number",
        "C=US;A=x;ISDN=1;NET-SUB=#, 40, sub-address",
        "C=US;A=x;CN(U)=#, 64, extension-attributes[24]",
        "C=US;A=x;S(U)=#, 64, surname",
        "C=US;A=x;PD-A(B)=#, 180, extension-attributes[35]"
    })
    void holdsForNames(String address, int bound, String field) throws Exception {
        assertThat(decode(address.replace("#", "1".repeat(bound)), true)).isNotNull();
        String over = address.replace("#", "1".repeat(bound + 1));
        assertThatThrownBy(() -> decode(over, true))
                .isInstanceOfSatisfying(P1Exception.class, e -> {
                    assertThat(e.diagnostic()).isEqualTo(NonDeliveryDiagnosticCode.SIZE_CONSTRAINT_VIOLATION);
                    assertThat(e.field()).startsWith("report-destination-name").contains(field);
                })
                .hasMessageContaining(String.valueOf(bound));
        assertThat(decode(over, false)).isNotNull();
    }

    @Test
    void holdsForTheNumberOfUnits() throws Exception {
        assertThat(decode("C=US;A=x;OU1=a;OU2=b;OU3=c;OU4=d", true)).isNotNull();
        assertThatThrownBy(() -> decode("C=US;A=x;OU1=a;OU2=b;OU3=c;OU4=d;OU5=e", true))
                .isInstanceOf(P1Exception.class);
    }

    @Test
    void tellsWhereInTheEnvelope() throws Exception {
        String over = "C=US;A=x;O=" + "1".repeat(65);
        Octets octets = encoded(over);
        assertThatThrownBy(() -> decode(over, true))
                .isInstanceOfSatisfying(
                        P1Exception.class,
                        e -> assertThat(octets.at(e.offset())).isEqualTo(OR_NAME));
    }

    @Test
    void tellsWhichRecipient() throws Exception {
        MessageTransferEnvelope any = new RandomEnvelopes(1).message();
        PerRecipientMessageTransferFields first = any.perRecipientFields().get(0);
        PerRecipientMessageTransferFields over = new PerRecipientMessageTransferFields(
                ORName.of(ORAddressText.parse("C=US;A=x;O=" + "1".repeat(65))),
                first.originallySpecifiedRecipientNumber(),
                first.perRecipientIndicators(),
                null,
                List.of());
        MessageTransferEnvelope envelope = new MessageTransferEnvelope(
                any.messageIdentifier(),
                any.originatorName(),
                any.originalEncodedInformationTypes(),
                any.contentType(),
                any.contentIdentifier(),
                any.priority(),
                any.perMessageIndicators(),
                any.deferredDeliveryTime(),
                any.perDomainBilateralInformation(),
                any.traceInformation(),
                any.extensions(),
                List.of(first, first, over));
        Octets octets = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        assertThatThrownBy(() -> new EnvelopeDecoder(P1Limits.DEFAULT).message(octets))
                .isInstanceOfSatisfying(P1Exception.class, e -> {
                    assertThat(e.field()).startsWith("per-recipient-fields[2].recipient-name");
                    assertThat(octets.at(e.offset())).isEqualTo(OR_NAME);
                    assertThat(octets.length() - e.offset()).isLessThan(120);
                });
    }

    private static Octets encoded(String address) throws Exception {
        ReportTransferEnvelope any = new RandomEnvelopes(1).report();
        ReportTransferEnvelope envelope = new ReportTransferEnvelope(
                any.reportIdentifier(), ORName.of(ORAddressText.parse(address)), any.traceInformation(), List.of());
        return EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
    }

    private static ReportTransferEnvelope decode(String address, boolean enforce) throws Exception {
        return new EnvelopeDecoder(P1Limits.DEFAULT.withUpperBounds(enforce)).report(encoded(address));
    }
}
