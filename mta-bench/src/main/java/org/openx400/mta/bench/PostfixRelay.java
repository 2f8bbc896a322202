package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.testkit.NetworkHost;
import org.openx400.mta.testkit.PostfixInstance;

/**
 * A Postfix of its own that relays from smtp-source to smtp-sink on loopback, with Debian's defaults, no DNS and no TLS.
 * Needs root and the Debian package postfix.
 */
final class PostfixRelay implements AutoCloseable {
    private static final int PORT = 12525;
    private static final int SINK_PORT = 12526;

    private final PostfixInstance postfix;

    private PostfixRelay(PostfixInstance postfix) {
        this.postfix = postfix;
    }

    static PostfixRelay start(Path folder) throws IOException {
        return new PostfixRelay(PostfixInstance.start(
                NetworkHost.machine(),
                folder,
                List.of(new PostfixInstance.Listener("bench.invalid", "127.0.0.1", PORT)),
                "relayhost = [127.0.0.1]:" + SINK_PORT + "\n"));
    }

    /** Relays {@code count} messages of {@code size} octets over {@code sessions} sessions: time until the sink has all. */
    Duration relay(int sessions, int count, int size) throws IOException, InterruptedException {
        Process sink = new ProcessBuilder("smtp-sink", "-u", "postfix", "-c", "127.0.0.1:" + SINK_PORT, "1000")
                .redirectErrorStream(true)
                .start();
        try {
            NetworkHost.machine().awaitTcp("127.0.0.1:" + SINK_PORT);
            long begin = System.nanoTime();
            Process source = new ProcessBuilder(
                            "smtp-source",
                            "-d",
                            "-s",
                            String.valueOf(sessions),
                            "-m",
                            String.valueOf(count),
                            "-l",
                            String.valueOf(size),
                            "-f",
                            "from@bench.invalid",
                            "-t",
                            "to@bench.invalid",
                            "127.0.0.1:" + PORT)
                    .inheritIO()
                    .start();
            StringBuilder line = new StringBuilder();
            int arrived = 0;
            while (arrived < count) {
                int octet = sink.getInputStream().read();
                if (octet < 0) {
                    throw new IOException("smtp-sink ended after " + arrived + " messages: " + line);
                }
                if (octet == '\r' || octet == '\n') {
                    int at = line.indexOf("mesg=");
                    arrived = at < 0
                            ? arrived
                            : Integer.parseInt(line.substring(at + 5).strip());
                    line.setLength(0);
                } else {
                    line.append((char) octet);
                }
            }
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            source.waitFor(10, TimeUnit.SECONDS);
            return time;
        } finally {
            sink.destroy();
            sink.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        postfix.close();
    }
}
