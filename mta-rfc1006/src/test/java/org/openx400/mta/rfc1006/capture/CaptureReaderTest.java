package org.openx400.mta.rfc1006.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.octets.Octets;

class CaptureReaderTest {
    @TempDir
    Path folder;

    @Test
    void ordersTheSegmentsOfBothDirections() throws IOException {
        Octets capture = Octets.concat(
                Octets.hex("a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000065"),
                packet(1024, 102, 100, 0x02, ""), // SYN: the first octet is 101
                packet(102, 1024, 500, 0x12, ""),
                packet(1024, 102, 103, 0x10, "cccc"), // too early
                packet(102, 1024, 501, 0x10, "99"),
                packet(1024, 102, 101, 0x10, "aabb"),
                packet(1024, 102, 102, 0x10, "bbcc"), // repeated
                packet(1024, 102, 105, 0x10, "dd"));

        List<Conversation> conversations = CaptureReader.read(file(capture));

        assertThat(conversations)
                .containsExactly(new Conversation(
                        1024,
                        102,
                        List.of(
                                new Segment(false, Octets.hex("99")),
                                new Segment(true, Octets.hex("aabb")),
                                new Segment(true, Octets.hex("cccc")),
                                new Segment(true, Octets.hex("dd")))));
        assertThat(conversations.get(0).stream(true)).isEqualTo(Octets.hex("aabbccccdd"));
    }

    @Test
    void refusesAFileThatIsNoCapture() throws IOException {
        Path file = file(Octets.latin1("not a capture"));

        assertThatThrownBy(() -> CaptureReader.read(file)).isInstanceOf(IOException.class);
    }

    private Path file(Octets octets) throws IOException {
        return Files.write(folder.resolve("capture"), octets.toArray());
    }

    /** A record of raw IPv4 with TCP. */
    private static Octets packet(int from, int to, int sequence, int flags, String payload) {
        Octets data = Octets.hex(payload);
        int length = 40 + data.length();
        return Octets.concat(
                Octets.hex("00000000 00000000"),
                Octets.of(0, 0, 0, length, 0, 0, 0, length),
                Octets.of(0x45, 0, 0, length, 0, 0, 0, 0, 64, 6, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1),
                Octets.of(from >> 8, from, to >> 8, to, 0, 0, sequence >> 8, sequence, 0, 0, 0, 0),
                Octets.of(0x50, flags, 0, 0, 0, 0, 0, 0),
                data);
    }
}
