package org.openx400.mta.smtp.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.resolve.ResolverSettings;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback that answers from a zone; to names that begin with "broken" with SERVFAIL. */
final class ZoneServer implements AutoCloseable {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    private final List<Record> records = new ArrayList<>();

    /** @param zone in the form of RFC 1035 5, names without the final dot */
    ZoneServer(String zone) throws IOException {
        try (Master master =
                new Master(new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.root, 60)) {
            for (Record each = master.nextRecord(); each != null; each = master.nextRecord()) {
                records.add(each);
            }
        }
        Thread thread = new Thread(this::serve, "zone-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The chain of a hosts file and this server, nothing else. */
    NameChain names(Path hosts) {
        return NameChain.of(
                new ResolverSettings(
                        List.of(ResolverSettings.Kind.DNS, ResolverSettings.Kind.HOSTS),
                        Duration.ofSeconds(5),
                        null,
                        List.of((InetSocketAddress) socket.getLocalSocketAddress()),
                        null,
                        List.of(),
                        hosts,
                        null),
                event -> {},
                System::nanoTime);
    }

    private void serve() {
        byte[] buffer = new byte[2048];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                Message question = new Message(java.util.Arrays.copyOf(buffer, packet.getLength()));
                byte[] answer = answer(question).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private Message answer(Message question) {
        Record wanted = question.getQuestion();
        asked.add(wanted.getName() + " " + Type.string(wanted.getType()));
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(wanted, Section.QUESTION);
        if (wanted.getName().toString().startsWith("broken")) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        boolean known = false;
        for (Record each : records) {
            if (each.getName().equals(wanted.getName())) {
                known = true;
                if (each.getType() == wanted.getType() || each.getType() == Type.CNAME) {
                    answer.addRecord(each, Section.ANSWER);
                }
            }
        }
        if (!known) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
