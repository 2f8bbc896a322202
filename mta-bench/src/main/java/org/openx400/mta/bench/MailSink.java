package org.openx400.mta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.testkit.NetworkHost;

/** Takes mail and forgets it: smtp-sink, a C program of the Debian package postfix. */
final class MailSink implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final Process process;
    private volatile long arrived;

    private MailSink(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "smtp-sink");
        reader.setDaemon(true);
        reader.start();
    }

    static MailSink start(int port) throws IOException {
        MailSink sink = new MailSink(new ProcessBuilder("smtp-sink", "-u", "postfix", "-c", "127.0.0.1:" + port, "1000")
                .redirectErrorStream(true)
                .start());
        try {
            NetworkHost.machine().awaitTcp("127.0.0.1:" + port);
            return sink;
        } catch (IOException e) {
            sink.close();
            throw e;
        }
    }

    /** Mails since its start. */
    long arrived() {
        return arrived;
    }

    /** Waits until so many mails have come in all. */
    void await(long target) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (arrived < target) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException((target - arrived) + " mails have not come");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** It rewrites one line with its counts; each ends in the number of mails. */
    private void read() {
        StringBuilder line = new StringBuilder();
        try (InputStream output = process.getInputStream()) {
            for (int octet = output.read(); octet >= 0; octet = output.read()) {
                if (octet != '\r' && octet != '\n') {
                    line.append((char) octet);
                    continue;
                }
                int at = line.indexOf("mesg=");
                if (at >= 0) {
                    arrived = Long.parseLong(line.substring(at + 5).strip());
                }
                line.setLength(0);
            }
        } catch (IOException e) {
            process.destroy(); // whoever waits is told
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
