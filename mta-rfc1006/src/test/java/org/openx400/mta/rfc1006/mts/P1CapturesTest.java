package org.openx400.mta.rfc1006.mts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openx400.mta.envelope.ApduKind;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.TransferEnvelope;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.EnvelopeEncoder;
import org.openx400.mta.p1.ExtensionForm;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.P1Limits;
import org.openx400.mta.p1.ReportContentDecoder;
import org.openx400.mta.p1.ReportContentEncoder;
import org.openx400.mta.rfc1006.capture.CaptureReader;
import org.openx400.mta.rfc1006.capture.Conversation;

/** Every MTS-APDU of the captures read, written again, and compared but for the freedom that BER leaves. */
@EnabledIfEnvironmentVariable(named = "MTA_CAPTURES", matches = ".+")
class P1CapturesTest {
    @ParameterizedTest
    @CsvSource({
        "pp-88-normal,1,X411_1988",
        "pp-88-x410,1,X411_1988",
        "pp-84-x410,1,STANDARD",
        "p772-transfer-success,1,STANDARD",
        "crafted-normal,3,STANDARD",
        "crafted-normal_ck,1,STANDARD",
        "crafted-x410,2,STANDARD",
        "crafted-x410_12,2,STANDARD",
        "crafted-w2,3,STANDARD"
    })
    void areWrittenAsTheyWereRead(String file, int count, ExtensionForm form) throws Exception {
        List<Octets> apdus = apdus(file);
        assertThat(apdus).hasSize(count);
        for (Octets octets : apdus) {
            MtsApdu apdu = MtsApdu.decode(octets, P1Limits.DEFAULT);
            TransferEnvelope envelope = new EnvelopeDecoder(P1Limits.DEFAULT).decode(apdu.kind(), apdu.envelope());
            assertThat(canonical(EnvelopeEncoder.encode(envelope, form))).isEqualTo(canonical(apdu.envelope()));
            if (apdu.kind() == ApduKind.REPORT) {
                ReportTransferContent content = new ReportContentDecoder(P1Limits.DEFAULT).decode(apdu.content());
                assertThat(canonical(ReportContentEncoder.encode(content, form)))
                        .isEqualTo(canonical(apdu.content()));
            }
        }
    }

    @Test
    void theDefectiveOnesAreRefusedForTheirDefects() throws Exception {
        List<String> answers = new ArrayList<>();
        for (Octets octets : apdus("crafted-bad2")) {
            try {
                MtsApdu apdu = MtsApdu.decode(octets, P1Limits.DEFAULT);
                new EnvelopeDecoder(P1Limits.DEFAULT).decode(apdu.kind(), apdu.envelope());
                answers.add("taken");
            } catch (P1Exception e) {
                answers.add(e.diagnostic() + " " + e.field());
            }
        }
        // In the order of the file; the second has a member that no edition knows, which is left alone.
        assertThat(answers)
                .startsWith("taken", "taken")
                .contains(
                        "protocol-violation MessageTransferEnvelope.trace-information",
                        "size-constraint-violation mts-identifier.local-identifier",
                        "protocol-violation MessageTransferEnvelope.priority",
                        "size-constraint-violation per-recipient-fields[0].per-recipient-indicators");
    }

    @Test
    void theMalformedOneIsRefused() throws Exception {
        for (Octets octets : apdus("crafted-bad")) {
            assertThatThrownBy(() -> {
                        MtsApdu apdu = MtsApdu.decode(octets, P1Limits.DEFAULT);
                        new EnvelopeDecoder(P1Limits.DEFAULT).decode(apdu.kind(), apdu.envelope());
                    })
                    .isInstanceOf(P1Exception.class);
        }
    }

    private static List<Octets> apdus(String file) throws IOException {
        List<Octets> apdus = new ArrayList<>();
        for (Conversation conversation : CaptureReader.read(Path.of(System.getenv("MTA_CAPTURES"), file + ".pcap"))) {
            Side called =
                    new Side(OsiMtaAssociation.responder(new ResponderParameters(Pair.LIMITS)), Pair.acceptance(63, 3));
            Octets stream = conversation.stream(true);
            while (!stream.isEmpty()) {
                int tpkt = stream.at(2) << 8 | stream.at(3);
                called.run(called.machine.received(stream.slice(0, tpkt)));
                stream = stream.from(tpkt);
            }
            apdus.addAll(called.received);
        }
        assertThat(apdus).isNotEmpty();
        return apdus;
    }

    /** Definite lengths, SETs in the order of their octets, and normal priority left out. */
    private static Octets canonical(Octets encoding) throws DecodeException {
        return canonical(BerReader.single(encoding, "value"));
    }

    private static Octets canonical(Tlv tlv) throws DecodeException {
        if (!tlv.constructed()) {
            return tlv.encoding();
        }
        List<Octets> members = new ArrayList<>();
        BerReader reader = tlv.children("value");
        while (reader.hasMore()) {
            Octets member = canonical(reader.next("value"));
            if (!member.equals(Octets.hex("470100"))) {
                members.add(member);
            }
        }
        if (tlv.is(Tag.SET) || tlv.depth() == 0) {
            members.sort(null);
        }
        return Ber.constructed(tlv.tag(), members);
    }
}
