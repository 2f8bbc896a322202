package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.ExplicitConversion;
import org.openx400.mta.envelope.ExtensionIdentifier;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.NonDeliveryDiagnosticCode;
import org.openx400.mta.envelope.NonDeliveryReasonCode;
import org.openx400.mta.envelope.OriginatingMTAReportRequest;
import org.openx400.mta.envelope.OriginatorReportRequest;
import org.openx400.mta.envelope.PerRecipientIndicators;
import org.openx400.mta.envelope.PerRecipientMessageTransferFields;
import org.openx400.mta.envelope.PerRecipientReportTransferFields;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.envelope.ReportType;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.envelope.TypeOfMTSUser;
import org.openx400.mta.octets.Octets;

class EnvelopeCodecTest {
    private static final EnvelopeDecoder DECODER = new EnvelopeDecoder(P1Limits.DEFAULT);
    private static final ReportContentDecoder CONTENT_DECODER = new ReportContentDecoder(P1Limits.DEFAULT);

    @Test
    void readsAndWritesAMessage() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT);
        MessageTransferEnvelope envelope = DECODER.message(apdu.envelope());

        assertThat(apdu.kind()).isEqualTo(ApduKind.MESSAGE);
        assertThat(apdu.content()).isEqualTo(Octets.hex("010203040506"));
        assertThat(envelope.messageIdentifier()).hasToString("[/C=gb/A=ATT/P=X;local-0001]");
        assertThat(envelope.originatorName()).hasToString("C=gb;A=ATT;P=X;O=o;S=Send");
        assertThat(envelope.originalEncodedInformationTypes())
                .satisfies(types -> assertThat(types.includes(EncodedInformationTypes.IA5_TEXT))
                        .isTrue());
        assertThat(envelope.contentType()).isEqualTo(ContentType.INTERPERSONAL_MESSAGING_1988);
        assertThat(envelope.contentIdentifier()).isEqualTo("cid-1");
        assertThat(envelope.priority()).isEqualTo(Priority.URGENT);
        assertThat(envelope.perMessageIndicators().alternateRecipientAllowed()).isTrue();
        assertThat(envelope.perMessageIndicators().contentReturnRequest()).isTrue();
        assertThat(envelope.perMessageIndicators().implicitConversionProhibited())
                .isFalse();
        assertThat(envelope.deferredDeliveryTime())
                .satisfies(time -> assertThat(time.instant()).isEqualTo(Instant.parse("2026-11-21T06:00:00Z")));
        assertThat(envelope.perDomainBilateralInformation()).hasSize(1);
        assertThat(envelope.traceInformation()).hasSize(1);
        assertThat(StandardExtensions.RECIPIENT_REASSIGNMENT_PROHIBITED.find(envelope.extensions()))
                .isTrue();
        assertThat(EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD)).isEqualTo(apdu.envelope());
        assertThat(apdu.encode()).isEqualTo(Vectors.MESSAGE);
    }

    @Test
    void readsTheRecipientsOfAMessage() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT);
        List<PerRecipientMessageTransferFields> recipients =
                DECODER.message(apdu.envelope()).perRecipientFields();

        PerRecipientIndicators first = recipients.get(0).perRecipientIndicators();
        assertThat(recipients.get(0).recipientName()).hasToString("C=gb;A=ATT;P=X;O=o;S=Recip");
        assertThat(recipients.get(0).originallySpecifiedRecipientNumber()).isEqualTo(1);
        assertThat(recipients.get(0).explicitConversion()).isEqualTo(new ExplicitConversion(8));
        assertThat(first.responsibility()).isTrue();
        assertThat(first.originatingMTAReportRequest()).isEqualTo(OriginatingMTAReportRequest.REPORT);
        assertThat(first.originatorReportRequest()).isEqualTo(OriginatorReportRequest.REPORT);
        PerRecipientIndicators second = recipients.get(1).perRecipientIndicators();
        assertThat(second.responsibility()).isFalse();
        assertThat(second.originatingMTAReportRequest()).isEqualTo(OriginatingMTAReportRequest.NON_DELIVERY_REPORT);
        assertThat(second.originatorReportRequest()).isEqualTo(OriginatorReportRequest.NON_DELIVERY_REPORT);
        assertThat(recipients.get(1).extensions().get(0).type()).isEqualTo(new ExtensionIdentifier.Private("1.2.3"));
    }

    @Test
    void readsAndWritesAReport() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.REPORT, P1Limits.DEFAULT);
        ReportTransferEnvelope envelope = DECODER.report(apdu.envelope());
        ReportTransferContent content = CONTENT_DECODER.decode(apdu.content());

        assertThat(envelope.reportIdentifier()).hasToString("[/C=gb/A=ATT/P=X;rep-1]");
        assertThat(envelope.reportDestinationName()).hasToString("C=gb;A=ATT;P=X;O=o;S=Send");
        assertThat(StandardExtensions.REPORTING_MTA_NAME.find(envelope.extensions()))
                .satisfies(name -> assertThat(name.mtaName()).isEqualTo("MTA1"));
        assertThat(content.subjectIdentifier()).hasToString("[/C=gb/A=ATT/P=X;local-0001]");
        assertThat(content.subjectIntermediateTraceInformation()).hasSize(1);
        assertThat(content.additionalInformation()).isEqualTo(Octets.hex("020109"));
        assertThat(content.returnedContent()).isEqualTo(Octets.hex("010203"));
        PerRecipientReportTransferFields failed = content.perRecipientFields().get(0);
        assertThat(failed.lastTraceInformation().reportType())
                .isEqualTo(new ReportType.NonDelivery(
                        NonDeliveryReasonCode.UNABLE_TO_TRANSFER, NonDeliveryDiagnosticCode.UNRECOGNISED_OR_NAME));
        assertThat(failed.supplementaryInformation()).isEqualTo("No such user");
        PerRecipientReportTransferFields delivered =
                content.perRecipientFields().get(1);
        assertThat(delivered.lastTraceInformation().reportType())
                .isInstanceOfSatisfying(
                        ReportType.Delivery.class,
                        delivery -> assertThat(delivery.typeOfMTSUser()).isEqualTo(TypeOfMTSUser.MS));
        assertThat(delivered.originallyIntendedRecipientName()).hasToString("C=gb;A=ATT;P=X;O=o;S=First");
        assertThat(EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD)).isEqualTo(apdu.envelope());
        assertThat(ReportContentEncoder.encode(content, ExtensionForm.STANDARD)).isEqualTo(apdu.content());
        assertThat(apdu.encode()).isEqualTo(Vectors.REPORT);
    }

    @Test
    void readsAndWritesAProbe() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.PROBE, P1Limits.DEFAULT);
        ProbeTransferEnvelope envelope = DECODER.probe(apdu.envelope());

        assertThat(envelope.contentLength()).isEqualTo(1234);
        assertThat(envelope.perMessageIndicators().implicitConversionProhibited())
                .isTrue();
        assertThat(envelope.perRecipientFields()).hasSize(1);
        assertThat(EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD)).isEqualTo(Vectors.PROBE);
        assertThat(apdu.encode()).isEqualTo(Vectors.PROBE);
    }

    @Test
    void readsBackWhateverItWritesInBothFormsOfExtensions() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(411);
        for (int i = 0; i < 600; i++) {
            TransferEnvelope envelope = random.envelope();
            for (ExtensionForm form : ExtensionForm.values()) {
                Octets encoded = EnvelopeEncoder.encode(envelope, form);
                assertThat(DECODER.decode(envelope.kind(), encoded)).isEqualTo(envelope);
            }
        }
    }

    @Test
    void readsBackWhateverReportItWrites() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(412);
        for (int i = 0; i < 300; i++) {
            ReportTransferContent content = random.reportContent();
            Octets encoded = ReportContentEncoder.encode(content, ExtensionForm.STANDARD);
            assertThat(CONTENT_DECODER.decode(encoded)).isEqualTo(content);
        }
    }

    @Test
    void leavesRoomForAReturnedContentThatComesFromElsewhere() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.REPORT, P1Limits.DEFAULT);
        ReportTransferContent content = CONTENT_DECODER.decode(apdu.content());
        Octets returned = new RandomEnvelopes(1).octets(100_000);

        Octets header = ReportContentEncoder.header(content, returned.length(), ExtensionForm.STANDARD);

        assertThat(CONTENT_DECODER.decode(Octets.concat(header, returned)).returnedContent())
                .isEqualTo(returned);
    }

    @Test
    void indefiniteLengthsMeanTheSame() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(413);
        for (int i = 0; i < 200; i++) {
            TransferEnvelope envelope = random.envelope();
            Octets encoded = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
            TransferEnvelope decoded = DECODER.decode(envelope.kind(), Indefinite.of(encoded));
            // Values that are carried as they came are still indefinite.
            assertThat(Indefinite.undo(EnvelopeEncoder.encode(decoded, ExtensionForm.STANDARD)))
                    .isEqualTo(encoded);
        }
    }

    @Test
    void refusesMoreRecipientsThanAllowed() {
        Octets envelope = EnvelopeEncoder.encode(twoRecipients(), ExtensionForm.STANDARD);
        P1Limits limits = new P1Limits(1000, 1000, 1, 64, true);

        assertThatThrownBy(() -> new EnvelopeDecoder(limits).message(envelope))
                .isInstanceOfSatisfying(
                        P1Exception.class,
                        e -> assertThat(e.diagnostic()).isEqualTo(NonDeliveryDiagnosticCode.TOO_MANY_RECIPIENTS));
    }

    @Test
    void refusesAMemberThatComesTwice() throws Exception {
        Octets envelope = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT).envelope();
        Octets twice = Octets.concat(Octets.hex("3180"), envelope.from(4), Octets.hex("470101"), Octets.hex("0000"));

        assertThatThrownBy(() -> DECODER.message(twice))
                .isInstanceOf(P1Exception.class)
                .hasMessageContaining("[APPLICATION 7] comes twice");
    }

    private static MessageTransferEnvelope twoRecipients() {
        try {
            return DECODER.message(
                    MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT).envelope());
        } catch (P1Exception e) {
            throw new AssertionError(e);
        }
    }
}
