package org.openx400.mta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.octets.Octets;

class WireJudgeTest {
    /** A probe: MTS identifier, originator, content type 22, content length, one recipient, trace. */
    private static final Octets PROBE = Octets.hex("""
            a281ae641e631361041302676262051303415454130441434d45160770726f62652d316026302461
            041302676262051303415454a206130441434d4583036f7267a508800653656e6465724601168002
            04d2a230312e6025302361041302676262051303415454a206130441434d4583036f7267a5078005
            5265636970800101810200d0692b3029631361041302676262051303415454130441434d45311280
            0d3236313132303231333030305a820100
            """);

    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithAGoodApdu() throws Exception {
        Path capture = folder.resolve("good.pcap");
        X410Rewrap.write(List.of(PROBE, PROBE), capture);
        assertThat(WireJudge.complaints(capture, 102)).isEmpty();
        assertThat(Tshark.fields(capture, 102, "p1.MTS_APDU", "p1.MTS_APDU", "p1.local_identifier"))
                .containsExactly(List.of("2", "probe-1"), List.of("2", "probe-1"));
    }

    @Test
    void findsAnApduThatIsCutOff() throws Exception {
        Path capture = folder.resolve("cut.pcap");
        X410Rewrap.write(List.of(PROBE.slice(0, PROBE.length() - 20)), capture);
        assertThat(WireJudge.complaints(capture, 102)).isNotEmpty();
    }

    @Test
    void findsAnUnknownMember() throws Exception {
        Path capture = folder.resolve("unknown.pcap");
        byte[] octets = PROBE.toArray();
        String hex = PROBE.toHex();
        int contentLength = hex.indexOf("800204d2") / 2;
        octets[contentLength] = (byte) 0x89;
        X410Rewrap.write(List.of(Octets.wrap(octets)), capture);
        assertThat(WireJudge.complaints(capture, 102))
                .anyMatch(complaint -> complaint.contains("Unknown field in SET"));
    }
}
