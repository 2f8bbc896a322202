package org.openx400.mta.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** A TCP conversation made up by a test, written as a capture file (raw IPv4, server port 102). */
public final class Conversation {
    private static final int MAX_SEGMENT = 60_000;

    private record Segment(boolean fromClient, Octets octets) {}

    private final List<Segment> segments = new ArrayList<>();

    public Conversation client(Octets octets) {
        return add(true, octets);
    }

    public Conversation server(Octets octets) {
        return add(false, octets);
    }

    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(ByteBuffer.allocate(24)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(0xa1b2c3d4)
                    .putShort((short) 2)
                    .putShort((short) 4)
                    .putInt(0)
                    .putInt(0)
                    .putInt(262_144)
                    .putInt(101)
                    .array());
            int[] next = {1, 1};
            int time = 0;
            for (Segment segment : segments) {
                int from = segment.fromClient ? 0 : 1;
                byte[] packet = packet(segment, next[from], next[1 - from]);
                next[from] += segment.octets.length();
                out.write(ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0)
                        .putInt(time++)
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .array());
                out.write(packet);
            }
        }
    }

    private Conversation add(boolean fromClient, Octets octets) {
        for (int at = 0; at < octets.length(); at += MAX_SEGMENT) {
            Octets piece = octets.slice(at, Math.min(octets.length(), at + MAX_SEGMENT));
            segments.add(new Segment(fromClient, piece));
        }
        return this;
    }

    private static byte[] packet(Segment segment, int sequence, int acknowledgement) {
        int length = 40 + segment.octets.length();
        int client = 0x0a000001;
        int server = 0x0a000002;
        ByteBuffer packet = ByteBuffer.allocate(length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
        packet.put((byte) 64).put((byte) 6).putShort((short) 0);
        packet.putInt(segment.fromClient ? client : server).putInt(segment.fromClient ? server : client);
        packet.putShort((short) (segment.fromClient ? 40_000 : 102));
        packet.putShort((short) (segment.fromClient ? 102 : 40_000));
        packet.putInt(sequence).putInt(acknowledgement);
        packet.put((byte) 0x50).put((byte) 0x18).putShort((short) 0xffff).putInt(0);
        packet.put(segment.octets.toArray());
        return packet.array();
    }
}
