package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.openx400.mta.testkit.ArrivedMail;
import org.openx400.mta.testkit.MtaProcess;

/** TLS and passwords between the gateway and the Internet of an {@link InternetBed}: who gets mail, who may send, who learns what. */
final class MailSecurity {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String OVER_TLS = "(?s).*using TLSv1\\.[23] .*with ESMTPSA? .*";

    private final InternetBed bed;
    private final MtaProcess site;

    MailSecurity(InternetBed bed, MtaProcess site) {
        this.bed = bed;
        this.site = site;
    }

    /** Mail goes over TLS where it is offered, and to nobody but the right host where that is required. */
    String protects() throws IOException {
        InternetBed.send(
                site,
                "-s",
                "Protected",
                "-m",
                "Hello",
                "--to",
                InternetBed.behindGateway("user@verified.test"),
                "--to",
                InternetBed.behindGateway("user@encrypted.test"),
                "--to",
                InternetBed.behindGateway("user@wrongname.test"),
                "--to",
                InternetBed.behindGateway("user@unencrypted.test"));
        assertThat(received("user@verified.test")).matches(OVER_TLS);
        assertThat(received("user@encrypted.test")).matches(OVER_TLS);
        Events events = Events.of(bed.folder.resolve("gateway"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events.named("MAIL_TLS_FAILED"))
                        .isNotEmpty()
                        .allMatch(event -> event.contains("name matching " + InternetKeys.OTHER_NAME)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events.named("MAIL_HOST_UNUSABLE"))
                        .anyMatch(event -> event.contains("mx1.test does not offer STARTTLS, which is required")));
        assertThat(mailTo("user@wrongname.test")).isEmpty();
        assertThat(mailTo("user@unencrypted.test")).isEmpty();
        return "over TLS to a verified host and to one that offers it, not to one of another name or without TLS where it"
                + " is required";
    }

    /** The gateway gives its password to its smart host. */
    String authenticates() throws IOException {
        InternetBed.send(
                site,
                "-s",
                "With a password",
                "-m",
                "Hello",
                "--to",
                InternetBed.behindGateway("user@smart.test").replace("O=Internet", "O=Smart"));
        assertThat(received("user@smart.test"))
                .matches(OVER_TLS)
                .contains("(Authenticated sender: " + InternetKeys.RELAY_USER + "@");
        return "by name and password to a smart host";
    }

    /** Who has a password may send to anybody, who has none only to us. */
    String isAskedFor() throws IOException {
        assertThat(submit("--to", "user@elsewhere.test"))
                .as("without a password")
                .isEqualTo(24);
        assertThat(submit(
                        "--to",
                        "user@submitted.test",
                        "--auth",
                        "PLAIN",
                        "-au",
                        InternetKeys.USER,
                        "-ap",
                        "guess-of-eve"))
                .as("a wrong password")
                .isEqualTo(28);
        for (String mechanism : List.of("PLAIN", "LOGIN")) {
            assertThat(submit(
                            "--to",
                            mechanism.toLowerCase(Locale.ROOT) + "@submitted.test",
                            "--auth",
                            mechanism,
                            "-au",
                            InternetKeys.USER,
                            "-ap",
                            InternetKeys.USER_PASSWORD))
                    .as(mechanism)
                    .isZero();
        }
        received("plain@submitted.test");
        received("login@submitted.test");
        assertThat(mailTo("user@submitted.test")).isEmpty();
        return "2 mails submitted with a password, none without and with a wrong one";
    }

    /** No file of anybody has a password in any form, nor has the wire. */
    String isNowhereElse() throws IOException {
        List<String> forms = Stream.of(InternetKeys.USER_PASSWORD, InternetKeys.RELAY_PASSWORD, "guess-of-eve")
                .flatMap(password -> Stream.of(
                        password,
                        base64(password),
                        base64("\0" + InternetKeys.USER + "\0" + password),
                        base64("\0" + InternetKeys.RELAY_USER + "\0" + password)))
                .toList();
        int searched = 0;
        try (Stream<Path> files = Files.walk(bed.folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!bed.keys.secrets().contains(file)) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(forms);
                    searched++;
                }
            }
        }
        return "no password in " + searched + " files";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private int submit(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "swaks", "--server", InternetBed.GROUP, "--tls", "--from", "tim@example.net", "--ehlo", "laptop.test"));
        command.addAll(List.of(arguments));
        Process process =
                bed.internet.command(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** How the exchanger tells that it has received a mail. */
    private String received(String recipient) {
        return await().atMost(SOON)
                .until(() -> mailTo(recipient), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> mailTo(String recipient) throws IOException {
        for (Path file : bed.postfix.arrived(InternetBed.EXCHANGED)) {
            ArrivedMail mail = ArrivedMail.read(file);
            if (mail.field("Delivered-To").equals(Optional.of(recipient))) {
                return mail.field("Received");
            }
        }
        return Optional.empty();
    }
}
