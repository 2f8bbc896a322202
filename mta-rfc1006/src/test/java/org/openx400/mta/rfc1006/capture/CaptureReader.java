package org.openx400.mta.rfc1006.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * Reads captures, pcap and pcapng, down to the octet streams of their TCP connections. Connections are told apart by their
 * ports only, because in some published captures the addresses were made anonymous per direction.
 */
public final class CaptureReader {
    private static final int PCAP = 0xa1b2c3d4;
    private static final int PCAP_NANOSECONDS = 0xa1b23c4d;
    private static final int PCAPNG = 0x0a0d0d0a;
    private static final int PCAPNG_ORDER = 0x1a2b3c4d;
    private static final int INTERFACE_BLOCK = 1;
    private static final int SIMPLE_PACKET_BLOCK = 3;
    private static final int ENHANCED_PACKET_BLOCK = 6;

    private final TcpStreams streams = new TcpStreams();

    private CaptureReader() {}

    /** The TCP connections of a capture file in which octets were sent, in the order of their first packet. */
    public static List<Conversation> read(Path file) throws IOException {
        CaptureReader reader = new CaptureReader();
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
        int magic = in.getInt(0);
        if (magic == PCAPNG) {
            reader.readPcapng(in);
        } else {
            boolean swapped = Integer.reverseBytes(magic) == PCAP || Integer.reverseBytes(magic) == PCAP_NANOSECONDS;
            if (!swapped && magic != PCAP && magic != PCAP_NANOSECONDS) {
                throw new IOException(file + " is neither pcap nor pcapng");
            }
            in.order(swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            reader.readPcap(in);
        }
        return reader.streams.conversations();
    }

    private void readPcap(ByteBuffer in) {
        int linkType = in.getInt(20) & 0xffff;
        in.position(24);
        while (in.remaining() >= 16) {
            int length = in.getInt(in.position() + 8);
            in.position(in.position() + 16);
            packet(linkType, in, length);
        }
    }

    private void readPcapng(ByteBuffer in) {
        List<Integer> linkTypes = new ArrayList<>();
        while (in.remaining() >= 12) {
            int start = in.position();
            if (in.getInt(start) == PCAPNG) {
                linkTypes.clear();
                boolean big = in.order(ByteOrder.BIG_ENDIAN).getInt(start + 8) == PCAPNG_ORDER;
                in.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            }
            int type = in.getInt(start);
            int length = in.getInt(start + 4);
            if (type == INTERFACE_BLOCK) {
                linkTypes.add(in.getShort(start + 8) & 0xffff);
            } else if (type == SIMPLE_PACKET_BLOCK) {
                in.position(start + 12);
                packet(linkTypes.get(0), in, Math.min(in.getInt(start + 8), length - 16));
            } else if (type == ENHANCED_PACKET_BLOCK) {
                in.position(start + 28);
                packet(linkTypes.get(in.getInt(start + 8)), in, in.getInt(start + 20));
            }
            in.position(start + length);
        }
    }

    private void packet(int linkType, ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        Octets frame = Octets.wrap(bytes);
        Octets ip = ipPacket(linkType, frame);
        if (ip.length() < 20) {
            return;
        }
        boolean version4 = ip.at(0) >> 4 == 4;
        if (version4 && ip.at(9) == 6) {
            int total = u16(ip, 2);
            tcp(ip.slice((ip.at(0) & 0x0f) * 4, Math.min(total == 0 ? ip.length() : total, ip.length())));
        } else if (!version4 && ip.length() >= 40 && ip.at(6) == 6) {
            tcp(ip.slice(40, Math.min(40 + u16(ip, 4), ip.length())));
        }
    }

    /** Nothing if it is no IP packet. */
    private static Octets ipPacket(int linkType, Octets frame) {
        return switch (linkType) {
            case 0 -> frame.from(4); // loopback: the address family first
            case 1 -> {
                int type = u16(frame, 12);
                yield type == 0x0800 || type == 0x86dd ? frame.from(14) : Octets.NONE;
            }
            case 12, 101 -> frame; // raw IP
            case 113 -> frame.from(16); // Linux cooked
            default -> throw new IllegalArgumentException("link type " + linkType);
        };
    }

    private void tcp(Octets tcp) {
        int header = (tcp.at(12) >> 4) * 4;
        long sequence = (long) u16(tcp, 4) << 16 | u16(tcp, 6);
        int flags = tcp.at(13);
        streams.packet(u16(tcp, 0), u16(tcp, 2), sequence, flags, tcp.from(header));
    }

    private static int u16(Octets octets, int at) {
        return octets.at(at) << 8 | octets.at(at + 1);
    }
}
