package org.openx400.mta.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.DomainSuppliedInformation;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.MTASuppliedInformation;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.ProbeTransferEnvelope;
import org.openx400.mta.envelope.TraceInformationElement;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.Rewrite.InternalTrace;

class EnvelopeRewriterTest {
    private static final EnvelopeDecoder DECODER = new EnvelopeDecoder(P1Limits.DEFAULT);
    private static final GlobalDomainIdentifier OURS = GlobalDomainIdentifier.of("US", " ", "EXAMPLE");
    private static final Instant ARRIVAL = Instant.parse("2026-11-21T00:00:00Z");
    private static final TraceInformationElement TRACE =
            new TraceInformationElement(OURS, DomainSuppliedInformation.relayed(ARRIVAL));
    private static final InternalTraceInformationElement INTERNAL =
            new InternalTraceInformationElement(OURS, "HUB", MTASuppliedInformation.relayed(ARRIVAL));
    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4);

    @Test
    void changesNothingWhenThereIsNothingToChange() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(1);
        Rewrite nothing = new Rewrite(null, new InternalTrace.Keep(), ALL, ExtensionForm.STANDARD);
        for (int i = 0; i < 200; i++) {
            TransferEnvelope envelope = random.envelope();
            Octets octets = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
            assertThat(EnvelopeRewriter.rewrite(envelope.kind(), octets, nothing))
                    .isEqualTo(octets);
        }
    }

    @Test
    void appendsTraceAndInternalTrace() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(2);
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Append(INTERNAL), ALL, ExtensionForm.STANDARD);
        for (int i = 0; i < 200; i++) {
            TransferEnvelope before = random.envelope();
            TransferEnvelope after = rewritten(before, rewrite);
            List<TraceInformationElement> trace = after.traceInformation();
            List<InternalTraceInformationElement> internal =
                    StandardExtensions.INTERNAL_TRACE_INFORMATION.find(after.extensions());
            assertThat(trace.subList(0, trace.size() - 1)).isEqualTo(before.traceInformation());
            assertThat(trace.get(trace.size() - 1)).isEqualTo(TRACE);
            assertThat(internal).isNotNull().endsWith(INTERNAL);
            List<InternalTraceInformationElement> was =
                    StandardExtensions.INTERNAL_TRACE_INFORMATION.find(before.extensions());
            assertThat(internal).hasSize(was == null ? 1 : was.size() + 1);
        }
    }

    @Test
    void dropsInternalTrace() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(3);
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Drop(), ALL, ExtensionForm.STANDARD);
        for (int i = 0; i < 100; i++) {
            TransferEnvelope before = random.envelope();
            assertThat(rewritten(before, rewrite).extensions())
                    .isEqualTo(before.extensions().stream()
                            .filter(field -> !field.is(38))
                            .toList());
        }
    }

    @Test
    void leavesResponsibilityOnlyWhereItIsTold() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(4);
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Keep(), Set.of(1), ExtensionForm.STANDARD);
        for (int i = 0; i < 100; i++) {
            MessageTransferEnvelope before = random.message();
            check(
                    before.perRecipientFields(),
                    ((MessageTransferEnvelope) rewritten(before, rewrite)).perRecipientFields());
            ProbeTransferEnvelope probe = random.probe();
            check(probe.perRecipientFields(), ((ProbeTransferEnvelope) rewritten(probe, rewrite)).perRecipientFields());
        }
    }

    private static void check(
            List<? extends PerRecipientTransferFields> before, List<? extends PerRecipientTransferFields> after) {
        for (int position = 0; position < before.size(); position++) {
            PerRecipientTransferFields was = before.get(position);
            PerRecipientTransferFields is = after.get(position);
            boolean responsible = was.perRecipientIndicators().responsibility();
            assertThat(is.perRecipientIndicators().responsibility()).isEqualTo(position == 1 && responsible);
            assertThat(is.perRecipientIndicators().withResponsibility(responsible))
                    .isEqualTo(was.perRecipientIndicators());
            assertThat(is.recipientName()).isEqualTo(was.recipientName());
            assertThat(is.extensions()).isEqualTo(was.extensions());
        }
    }

    @Test
    void turnsExtensionsIntoTheFormOfThePeerAndBack() throws Exception {
        RandomEnvelopes random = new RandomEnvelopes(5);
        for (int i = 0; i < 100; i++) {
            TransferEnvelope envelope = random.envelope();
            Octets standard = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
            Octets old = EnvelopeEncoder.encode(envelope, ExtensionForm.X411_1988);
            assertThat(rewrite(envelope, standard, ExtensionForm.X411_1988)).isEqualTo(old);
            assertThat(rewrite(envelope, old, ExtensionForm.STANDARD)).isEqualTo(standard);
        }
    }

    private static Octets rewrite(TransferEnvelope envelope, Octets octets, ExtensionForm form) throws P1Exception {
        return EnvelopeRewriter.rewrite(
                envelope.kind(), octets, new Rewrite(null, new InternalTrace.Keep(), ALL, form));
    }

    @Test
    void keepsMembersThatItDoesNotKnowAndIndefiniteLengthsInside() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Indefinite.of(Vectors.MESSAGE), P1Limits.DEFAULT);
        Octets foreign = Octets.hex("bf7880 0402aabb 0000");
        Octets envelope =
                Octets.concat(Octets.hex("3180"), foreign, apdu.envelope().from(2));
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Append(INTERNAL), Set.of(), ExtensionForm.STANDARD);

        Octets after = EnvelopeRewriter.rewrite(ApduKind.MESSAGE, envelope, rewrite);

        String unchanged = apdu.envelope().toHex();
        assertThat(after.toHex()).contains(foreign.toHex());
        // message-identifier to per-domain-bilateral-information: everything up to the trace
        assertThat(after.toHex()).contains(unchanged.substring(4, unchanged.indexOf("6980")));
        assertThat(DECODER.message(after).perRecipientFields())
                .noneMatch(recipient -> recipient.perRecipientIndicators().responsibility());
    }

    @Test
    void addsTraceAndExtensionsWhereThereWereNone() throws Exception {
        Octets bare = Octets.hex("3100");
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Append(INTERNAL), Set.of(), ExtensionForm.X411_1988);

        String after = EnvelopeRewriter.rewrite(ApduKind.REPORT, bare, rewrite).toHex();

        assertThat(after)
                .contains("69")
                .contains("a003020126")
                .contains(TraceCodec.encode(INTERNAL).toHex());
    }

    @Test
    void refusesEveryTruncationAndSurvivesEveryCorruptedOctet() throws Exception {
        MtsApdu apdu = MtsApdu.decode(Vectors.MESSAGE, P1Limits.DEFAULT);
        Octets envelope = apdu.envelope();
        Rewrite rewrite = new Rewrite(TRACE, new InternalTrace.Append(INTERNAL), Set.of(), ExtensionForm.X411_1988);
        Set<String> results = new HashSet<>();
        for (int at = 0; at < envelope.length(); at++) {
            Octets cut = envelope.slice(0, at);
            assertThatThrownBy(() -> EnvelopeRewriter.rewrite(ApduKind.MESSAGE, cut, rewrite))
                    .isInstanceOf(P1Exception.class);
            for (int value : new int[] {0, 0x7f, 0x80, 0x84, 0xff}) {
                Octets bad = Octets.concat(envelope.slice(0, at), Octets.of(value), envelope.from(at + 1));
                try {
                    results.add(EnvelopeRewriter.rewrite(ApduKind.MESSAGE, bad, rewrite)
                            .toHex());
                } catch (P1Exception e) {
                    results.add(e.field());
                }
            }
        }
        assertThat(results).hasSizeGreaterThan(10);
    }

    private static TransferEnvelope rewritten(TransferEnvelope envelope, Rewrite rewrite) throws P1Exception {
        Octets octets = EnvelopeEncoder.encode(envelope, ExtensionForm.STANDARD);
        return DECODER.decode(envelope.kind(), EnvelopeRewriter.rewrite(envelope.kind(), octets, rewrite));
    }
}
