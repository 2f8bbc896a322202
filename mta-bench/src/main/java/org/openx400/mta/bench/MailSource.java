package org.openx400.mta.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Mails as fast as a server takes them, by smtp-source, a C program of the Debian package postfix. */
final class MailSource {
    /** What mails have as sender and recipient. */
    static final String SENDER_DOMAIN = "source.invalid";

    static final String RECIPIENT_DOMAIN = "sink.invalid";

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private MailSource() {}

    /**
     * Sends {@code count} mails of {@code size} octets over so many sessions, each open until all are sent.
     *
     * @return the time until the last one was acknowledged
     * @throws IOException if the server refuses something
     */
    static Duration send(int port, int sessions, int count, int size) throws IOException, InterruptedException {
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
                        "from@" + SENDER_DOMAIN,
                        "-t",
                        "to@" + RECIPIENT_DOMAIN,
                        "127.0.0.1:" + port)
                .inheritIO()
                .start();
        try {
            if (!source.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS) || source.exitValue() != 0) {
                throw new IOException("smtp-source did not bring its mails to port " + port);
            }
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            source.destroy();
        }
    }

    /** The same: time until the sink has all of them. */
    static Duration carry(int port, int sessions, int count, int size, MailSink sink)
            throws IOException, InterruptedException {
        long target = sink.arrived() + count;
        long begin = System.nanoTime();
        send(port, sessions, count, size);
        sink.await(target);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
