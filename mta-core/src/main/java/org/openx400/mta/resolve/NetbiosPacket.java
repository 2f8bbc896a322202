package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.OctetReader;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.resolve.UdpExchange.IgnoredAnswer;

/** The packets of the NetBIOS name service that a client needs, RFC 1002 4.2.12 to 4.2.18. */
final class NetbiosPacket {
    /** What RFC 1001 14.1 calls the name that every node has. */
    static final String ANY_NAME = "*";

    private static final int NB = 0x0020;
    private static final int NBSTAT = 0x0021;
    private static final int IN = 0x0001;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int RCODE = 0x000f;
    private static final int GROUP = 0x8000;
    private static final int ACTIVE = 0x0400;
    private static final int NAME_ERROR = 3;
    private static final int ENCODED_NAME = 34;

    private NetbiosPacket() {}

    /** NAME QUERY REQUEST to a name server (RD, no broadcast) for the workstation name. */
    static Octets nameQuery(int transactionId, String name) {
        return request(transactionId, RECURSION_DESIRED, name, NB);
    }

    /** NODE STATUS REQUEST. */
    static Octets statusQuery(int transactionId) {
        return request(transactionId, 0, ANY_NAME, NBSTAT);
    }

    private static Octets request(int transactionId, int flags, String name, int type) {
        Octets header =
                Octets.of(transactionId >> 8, transactionId & 0xff, flags >> 8, flags & 0xff, 0, 1, 0, 0, 0, 0, 0, 0);
        return Octets.concat(header, encoded(name), Octets.of(type >> 8, type & 0xff, 0, IN));
    }

    /** RFC 1001 14.1: sixteen octets, each as two letters A to P; names end with blanks, the any-name with zeros. */
    static Octets encoded(String name) {
        int[] octets = new int[ENCODED_NAME];
        octets[0] = 32;
        for (int i = 0; i < 16; i++) {
            int padding = i == NetbiosNames.LONGEST || name.equals(ANY_NAME) ? 0 : ' ';
            int octet = i < name.length() ? name.charAt(i) & 0xff : padding;
            octets[1 + 2 * i] = 'A' + (octet >> 4);
            octets[2 + 2 * i] = 'A' + (octet & 0xf);
        }
        return Octets.of(octets);
    }

    /** The resource record of a response to our request, or that there is none. */
    private record ResourceRecord(int rcode, Duration ttl, OctetReader data) {}

    /**
     * POSITIVE or NEGATIVE NAME QUERY RESPONSE.
     *
     * @throws IgnoredAnswer if it is no answer to this request, or truncated
     */
    static Answer<InetAddress> addresses(Octets response, int transactionId, String name) throws IgnoredAnswer {
        try {
            ResourceRecord record = record(response, transactionId, name, NB);
            if (record.rcode() == NAME_ERROR) {
                return new Answer.None<>("there is no such name", Duration.ZERO);
            }
            if (record.rcode() != 0) {
                return new Answer.Failed<>("the name server answers with error " + record.rcode());
            }
            List<InetAddress> addresses = new ArrayList<>();
            while (record.data().hasMore()) {
                int flags = record.data().u16("NB_FLAGS");
                Octets address = record.data().take("NB_ADDRESS", 4);
                if ((flags & GROUP) == 0) {
                    addresses.add(InetAddress.getByAddress(address.toArray()));
                }
            }
            return addresses.isEmpty()
                    ? new Answer.None<>("is the name of a group", record.ttl())
                    : new Answer.Found<>(addresses, record.ttl());
        } catch (DecodeException e) {
            throw new IgnoredAnswer("it is no name query response: " + e.getMessage());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    /**
     * The workstation names in a NODE STATUS RESPONSE.
     *
     * @throws IgnoredAnswer if it is no answer to this request, or truncated
     */
    static List<String> names(Octets response, int transactionId) throws IgnoredAnswer {
        try {
            OctetReader data = record(response, transactionId, ANY_NAME, NBSTAT).data();
            List<String> names = new ArrayList<>();
            for (int left = data.u8("NUM_NAMES"); left > 0; left--) {
                String name = new String(
                                data.take("NODE_NAME", NetbiosNames.LONGEST).toArray(), StandardCharsets.ISO_8859_1)
                        .stripTrailing();
                int kind = data.u8("kind of name");
                int flags = data.u16("NAME_FLAGS");
                if (kind == 0 && (flags & GROUP) == 0 && (flags & ACTIVE) != 0) {
                    names.add(name);
                }
            }
            return names;
        } catch (DecodeException e) {
            throw new IgnoredAnswer("it is no node status response: " + e.getMessage());
        }
    }

    private static ResourceRecord record(Octets response, int transactionId, String name, int type)
            throws DecodeException, IgnoredAnswer {
        OctetReader in = response.reader();
        if (in.u16("NAME_TRN_ID") != transactionId) {
            throw new IgnoredAnswer("its transaction id is not that of the query");
        }
        int flags = in.u16("OPCODE, NM_FLAGS, RCODE");
        int questions = in.u16("QDCOUNT");
        int answers = in.u16("ANCOUNT");
        in.take("NSCOUNT, ARCOUNT", 4);
        if ((flags & RESPONSE) == 0 || (flags & OPCODE) != 0 || questions != 0) {
            throw new IgnoredAnswer("it does not answer the query");
        }
        if ((flags & TRUNCATED) != 0) {
            throw new IgnoredAnswer("it is truncated");
        }
        int rcode = flags & RCODE;
        if (rcode == 0 && answers == 0) {
            throw new IgnoredAnswer("it has no answer record");
        }
        if (!in.take("RR_NAME", ENCODED_NAME).equals(encoded(name))) {
            throw new IgnoredAnswer("it is for another name");
        }
        int given = in.u16("RR_TYPE");
        int inClass = in.u16("RR_CLASS");
        if (inClass != IN || rcode == 0 && given != type) {
            throw new IgnoredAnswer("its record is of another type");
        }
        long ttl = (long) in.u16("TTL") << 16 | in.u16("TTL");
        OctetReader data = in.sub("RDATA", in.u16("RDLENGTH"));
        return new ResourceRecord(rcode, Duration.ofSeconds(ttl), data);
    }
}
