package org.openx400.mta.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Postfix of its own with Debian's defaults, which keeps mail for its users at {@code mail.test} and sends
 * other mail on as its settings say. Needs root and the Debian package postfix.
 */
public final class PostfixProcess implements AutoCloseable {
    private static final String NOBODY = "65534"; // Debian's uid and gid

    private final NetworkHost host;
    private final Path folder;

    private PostfixProcess(NetworkHost host, Path folder) {
        this.host = host;
        this.folder = folder;
    }

    /**
     * @param folder of its own; it and its parents have to be open to all
     * @param listen address and port, such as {@code 127.0.0.1:2525}
     * @param users local parts
     * @param settings more lines of main.cf
     */
    public static PostfixProcess start(
            NetworkHost host, Path folder, String listen, List<String> users, List<String> settings)
            throws IOException {
        PostfixProcess postfix = new PostfixProcess(host, folder.toAbsolutePath());
        for (String name : List.of("etc", "spool", "data", "log", "mail")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Shell.run(List.of("chown", "postfix", folder.resolve("data").toString()));
        Shell.run(List.of("chown", NOBODY + ":" + NOBODY, folder.resolve("mail").toString()));
        Files.write(
                folder.resolve("etc/mailboxes"),
                users.stream().map(user -> user + "@mail.test " + user + "/").toList());
        Files.writeString(
                folder.resolve("etc/main.cf"),
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
                inet_interfaces = all
                inet_protocols = all
                myhostname = mx.mail.test
                mydestination =
                mynetworks = 0.0.0.0/0 [::]/0
                alias_maps =
                local_recipient_maps =
                virtual_mailbox_domains = mail.test
                virtual_mailbox_maps = texthash:%1$s/etc/mailboxes
                virtual_mailbox_base = %1$s/mail
                virtual_uid_maps = static:%2$s
                virtual_gid_maps = static:%2$s
                """.formatted(postfix.folder, NOBODY) + String.join("\n", settings) + "\n");
        String master = Files.readString(Path.of("/usr/share/postfix/master.cf.dist"));
        Files.writeString(
                folder.resolve("etc/master.cf"),
                master.replaceFirst("(?m)^smtp +inet", listen + " inet")
                        .replaceAll("(?m)^(\\S+\\s+(?:inet|unix)\\s+\\S+\\s+\\S+\\s+)y", "$1n"));
        host.run("postfix", "-c", postfix.config(), "start");
        return postfix;
    }

    private String config() {
        return folder.resolve("etc").toString();
    }

    /** Gives it a mail as a user of the machine does; {@code arguments} are those of sendmail(1). */
    public void sendmail(String mail, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("sendmail", "-C", config()));
        words.addAll(List.of(arguments));
        Process process = host.command(words).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(mail.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("sendmail: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The mails that have been delivered to a user, whole, in no order. */
    public List<String> mailbox(String user) {
        Path arrived = folder.resolve("mail").resolve(user).resolve("new");
        if (!Files.exists(arrived)) {
            return List.of();
        }
        try (Stream<Path> mails = Files.list(arrived)) {
            List<String> texts = new ArrayList<>();
            for (Path each : mails.toList()) {
                texts.add(Files.readString(each, StandardCharsets.ISO_8859_1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries at once what waits. */
    public void flush() throws IOException {
        host.run("postqueue", "-c", config(), "-f");
    }

    /** What it has logged. */
    public String log() throws IOException {
        Path log = folder.resolve("log/maillog");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    @Override
    public void close() throws IOException {
        host.run("postfix", "-c", config(), "stop");
    }
}
