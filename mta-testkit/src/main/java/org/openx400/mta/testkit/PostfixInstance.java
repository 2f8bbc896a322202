package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Postfix of the operating system's package with folders of its own and with Debian's defaults, but without DNS and TLS.
 * Needs root; the folders above its own must let others pass.
 */
public final class PostfixInstance implements AutoCloseable {
    /** Owner of what is delivered, which Postfix does not do as root. */
    private static final String NOBODY = "65534";

    /** One dialogue; each step is sent when all that was asked before is answered as it should be. */
    private static final String SENDER = """
            use IO::Socket::INET;
            my ($end, $first, $count, $from, $to) = @ARGV;
            my $postfix = IO::Socket::INET->new(PeerAddr => $end) or die $!;
            sub ask {
              my ($say, @wanted) = @_;
              print $postfix $say;
              for my $wanted (@wanted) {
                my $reply = <$postfix>;
                $reply =~ /^$wanted/ or die $reply;
              }
            }
            ask('', 220);
            ask("HELO localhost\\r\\n", 250);
            for my $number ($first .. $first + $count - 1) {
              ask("MAIL FROM:<$from>\\r\\nRCPT TO:<$to>\\r\\nDATA\\r\\n", 250, 250, 354);
              ask("From: $from\\r\\nTo: $to\\r\\nSubject: $number\\r\\n\\r\\n" . "text\\r\\n" x 400 . ".\\r\\n", 250);
            }
            ask("QUIT\\r\\n", 221);
            """;

    private static final String SENDMAIL = "/usr/sbin/sendmail";

    private final NetworkHost host;
    private final Path folder;
    private final Path config;
    private final List<Listener> listeners;
    private @Nullable Process guard;

    /**
     * Where it takes mail.
     *
     * @param name that it gives itself there, in the greeting and in trace fields
     * @param options of master.cf for this place alone, such as {@code -o smtpd_tls_security_level=may}
     */
    public record Listener(String name, String address, int port, String options) {
        public Listener(String name, String address, int port) {
            this(name, address, port, "");
        }

        String end() {
            return address + ":" + port;
        }
    }

    private PostfixInstance(NetworkHost host, Path folder, List<Listener> listeners) {
        this.host = host;
        this.folder = folder;
        this.listeners = listeners;
        this.config = folder.resolve("etc");
    }

    /**
     * Starts it.
     *
     * @param settings lines of main.cf: where mail goes
     */
    public static PostfixInstance start(NetworkHost host, Path folder, List<Listener> listeners, String settings)
            throws IOException {
        PostfixInstance postfix = new PostfixInstance(host, folder.toAbsolutePath(), List.copyOf(listeners));
        for (String name : List.of("etc", "spool", "data", "log", "mailboxes")) {
            Files.createDirectories(postfix.folder.resolve(name));
        }
        Shell.run(List.of("chown", "postfix", postfix.folder.resolve("data").toString()));
        Shell.run(List.of("chown", NOBODY, postfix.folder.resolve("mailboxes").toString()));
        String addresses = listeners.stream().map(Listener::address).distinct().collect(Collectors.joining(", "));
        Files.writeString(
                postfix.config.resolve("main.cf"),
                """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                mail_owner = postfix
                setgid_group = postdrop
                maillog_file = %1$s/log/maillog
                maillog_file_prefixes = %1$s
                inet_interfaces = %2$s
                inet_protocols = ipv4
                myhostname = %3$s
                mydestination =
                mynetworks = 127.0.0.0/8, %2$s
                smtp_host_lookup = native
                disable_dns_lookups = yes
                smtpd_peername_lookup = no
                alias_maps =
                local_recipient_maps =
                smtpd_tls_security_level = none
                smtp_tls_security_level = none
                virtual_mailbox_base = %1$s/mailboxes
                virtual_uid_maps = static:%4$s
                virtual_gid_maps = static:%4$s
                """.formatted(postfix.folder, addresses, listeners.get(0).name(), NOBODY) + settings);
        String master = Files.readString(Path.of("/usr/share/postfix/master.cf.dist"));
        String doors = listeners.stream()
                .map(listener -> listener.end() + " inet n - n - - smtpd -o myhostname=" + listener.name() + " "
                        + listener.options())
                .collect(Collectors.joining("\n"));
        Files.writeString(
                postfix.config.resolve("master.cf"),
                master.replaceFirst("(?m)^smtp +inet.*$", doors)
                        .replaceAll("(?m)^(\\S+\\s+(?:inet|unix)\\s+\\S+\\s+\\S+\\s+)y", "$1n"));
        postfix.command("start");
        postfix.guard();
        for (Listener listener : listeners) {
            host.awaitTcp(listener.end());
        }
        return postfix;
    }

    /** Sends a mail, which Postfix has stored when this returns. */
    public void send(String from, String text, List<String> options, String... recipients) throws IOException {
        List<String> command = new ArrayList<>(List.of(SENDMAIL, "-C", config.toString(), "-i", "-f", from));
        command.addAll(options);
        command.add("--");
        command.addAll(List.of(recipients));
        host.run(command, text);
    }

    /**
     * Begins to send {@code count} mails over one connection, which have the subjects {@code first}, {@code first + 1} and so
     * on. The process ends with 0 when Postfix has stored all.
     */
    public Process sendMany(int first, int count, String from, String recipient) throws IOException {
        return host.command(List.of(
                        "perl",
                        "-e",
                        SENDER,
                        listeners.get(0).end(),
                        Integer.toString(first),
                        Integer.toString(count),
                        from,
                        recipient))
                .inheritIO()
                .start();
    }

    /** The files of the mails that came into a Maildir, in no order. */
    public List<Path> arrived(String mailbox) throws IOException {
        Path arrived = folder.resolve("mailboxes").resolve(mailbox).resolve("new");
        if (!Files.isDirectory(arrived)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(arrived)) {
            return files.toList();
        }
    }

    /** Whether it has nothing more to send. */
    public boolean isIdle() throws IOException {
        return host.run("postqueue", "-c", config.toString(), "-p").contains("Mail queue is empty");
    }

    /** Tries now what waits for another attempt. */
    public void flush() throws IOException {
        host.run("postqueue", "-c", config.toString(), "-f");
    }

    /** What it wrote of its work. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log").resolve("maillog"));
    }

    /** Deletes all that it has to send. */
    public void deleteAll() throws IOException {
        host.run("postsuper", "-c", config.toString(), "-d", "ALL");
    }

    /** It is a daemon: should this process be killed, somebody else has to stop it. */
    private void guard() throws IOException {
        String master = Files.readString(folder.resolve("spool/pid/master.pid")).strip();
        guard = new ProcessBuilder(
                        "sh",
                        "-c",
                        "tail --pid=\"$1\" -f /dev/null; kill \"$2\"",
                        "guard",
                        Long.toString(ProcessHandle.current().pid()),
                        master)
                .start();
    }

    @Override
    public void close() throws IOException {
        if (guard != null) {
            ProcessTree.of(guard).kill();
        }
        command("stop");
    }

    private void command(String word) throws IOException {
        host.run("postfix", "-c", config.toString(), word);
    }
}
