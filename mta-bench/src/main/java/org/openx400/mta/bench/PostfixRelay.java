package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Postfix of its own that relays from smtp-source to smtp-sink on loopback, with Debian's defaults, no DNS and no TLS.
 * Needs root and the Debian package postfix.
 */
final class PostfixRelay implements AutoCloseable {
    private static final int PORT = 12525;
    private static final int SINK_PORT = 12526;

    private final Path folder;
    private final Path config;

    private PostfixRelay(Path folder) {
        this.folder = folder;
        this.config = folder.resolve("etc");
    }

    static PostfixRelay start(Path folder) throws IOException {
        PostfixRelay relay = new PostfixRelay(folder.toAbsolutePath());
        for (String name : List.of("etc", "spool", "data", "log")) {
            Files.createDirectories(folder.resolve(name));
        }
        run("chown", "postfix", folder.resolve("data").toString());
        Files.writeString(relay.config.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                mail_owner = postfix
                setgid_group = postdrop
                maillog_file = %1$s/log/maillog
                maillog_file_prefixes = %1$s
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = bench.invalid
                mydestination =
                mynetworks = 127.0.0.0/8
                relayhost = [127.0.0.1]:%2$d
                smtp_host_lookup = native
                disable_dns_lookups = yes
                alias_maps =
                local_recipient_maps =
                smtpd_tls_security_level = none
                smtp_tls_security_level = none
                """.formatted(relay.folder, SINK_PORT));
        String master = Files.readString(Path.of("/usr/share/postfix/master.cf.dist"));
        Files.writeString(
                relay.config.resolve("master.cf"),
                master.replaceFirst("(?m)^smtp +inet", "127.0.0.1:" + PORT + " inet")
                        .replaceAll("(?m)^(\\S+\\s+(?:inet|unix)\\s+\\S+\\s+\\S+\\s+)y", "$1n"));
        run("postfix", "-c", relay.config.toString(), "start");
        return relay;
    }

    /** Relays {@code count} messages of {@code size} octets over {@code sessions} sessions: time until the sink has all. */
    Duration relay(int sessions, int count, int size) throws IOException, InterruptedException {
        Process sink = new ProcessBuilder("smtp-sink", "-u", "postfix", "-c", "127.0.0.1:" + SINK_PORT, "1000")
                .redirectErrorStream(true)
                .start();
        try {
            run("sh", "-c", "for i in $(seq 50); do ss -ltn | grep -q :" + SINK_PORT + " && exit; sleep 0.1; done");
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
        run("postfix", "-c", config.toString(), "stop");
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
