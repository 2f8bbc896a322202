package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openx400.mta.testkit.FreePorts;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostfixInstance;

/**
 * A Postfix of its own, or several in a row, from smtp-source to smtp-sink on loopback, with Debian's defaults, no DNS and no
 * TLS. Needs root and the Debian package postfix.
 */
final class PostfixRelay implements AutoCloseable {
    private final Parts parts;
    private final int port;
    private final MailSink sink;

    private PostfixRelay(Parts parts, int port, MailSink sink) {
        this.parts = parts;
        this.port = port;
        this.sink = sink;
    }

    /** @param hops how many in a row */
    static PostfixRelay start(Path folder, int hops) throws IOException {
        Parts parts = new Parts();
        try {
            List<Integer> ports = FreePorts.find(hops + 1);
            MailSink sink = parts.add(MailSink.start(ports.get(hops)));
            for (int hop = hops - 1; hop >= 0; hop--) {
                parts.add(postfix(
                        folder.resolve(Integer.toString(hop)),
                        ports.get(hop),
                        "relayhost = [127.0.0.1]:" + ports.get(hop + 1) + "\n"));
            }
            return new PostfixRelay(parts, ports.get(0), sink);
        } catch (IOException e) {
            parts.close();
            throw e;
        }
    }

    /** One that does with its mail what the settings, lines of main.cf, say. */
    static PostfixInstance postfix(Path folder, int port, String settings) throws IOException {
        return PostfixInstance.start(
                NetworkHost.machine(),
                folder,
                List.of(new PostfixInstance.Listener("bench.invalid", "127.0.0.1", port)),
                settings);
    }

    /** Relays {@code count} messages of {@code size} octets over {@code sessions} sessions: time until the sink has all. */
    Duration relay(int sessions, int count, int size) throws IOException, InterruptedException {
        return MailSource.carry(port, sessions, count, size, sink);
    }

    @Override
    public void close() {
        parts.close();
    }
}
