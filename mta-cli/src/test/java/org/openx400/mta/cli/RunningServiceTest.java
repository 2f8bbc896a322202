package org.openx400.mta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.cli.CommandLineFixture.Outcome;
import org.openx400.mta.config.ConfigurationLoader;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.p1.EnvelopeDecoder;
import org.openx400.mta.p1.MtsApdu;
import org.openx400.mta.p1.P1Limits;

/** Every command against a service that runs in this process. */
class RunningServiceTest {
    private static final String ANN = "C=US;A= ;P=TEST;S=Ann";
    private static final String BOB = "C=US;A= ;P=TEST;S=Bob";
    private static final String FAR = "C=US;A= ;P=FAR;S=Zed";

    @TempDir
    static Path folder;

    private static CommandLineFixture user;
    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        user = new CommandLineFixture(folder);
        Path log = Files.createDirectories(user.data().resolve("log"));
        Files.writeString(log.resolve("events.jsonl"), "{\"severity\":\"INFO\"}\n".repeat(5_000));
        node = Node.start(ConfigurationLoader.load(user.configuration()), user.configuration());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void deliversAMessageWithTextAndFileAndReportsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("plan.txt"), "the plan");

        Outcome sent = user.mta(
                "send", "--to", BOB, "-s", "Café", "-m", "two\nlines", "-a", file.toString(), "--report", "delivery");

        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.out()).startsWith("accepted [/C=US/A= /P=TEST;");
        String identifier = sent.out().substring("accepted ".length()).strip();
        await().untilAsserted(() ->
                assertThat(user.mta("mailbox", "list", "bob").out()).contains("Café"));
        int number = rowOf(user.mta("mailbox", "list", "bob").out(), "Café");
        Path saved = folder.resolve("saved");
        Outcome shown = user.mta("mailbox", "show", "bob", String.valueOf(number), "--save", saved.toString());
        assertThat(shown.out())
                .contains("Subject:         Café")
                .contains("From:            " + ANN)
                .contains("two" + System.lineSeparator() + "lines")
                .contains("-- 2: file-transfer, plan.txt, 8 octets");
        assertThat(saved.resolve("plan.txt")).hasContent("the plan");
        await().untilAsserted(() -> assertThat(reportsOn(identifier)).contains("delivered:"));
    }

    @Test
    void tellsWhatTheFileHasThatDoesNotRun() throws Exception {
        String yaml = Files.readString(user.configuration());
        assertThat(user.mta("config", "diff").out().strip()).isEqualTo("no change");
        try {
            Files.writeString(user.configuration(), yaml + "expiry: { urgent: 3h }\n");
            Outcome changed = user.mta("config", "diff");
            assertThat(changed.exit()).as(changed.err()).isZero();
            assertThat(changed.out())
                    .containsPattern("expiry.urgent: \\d+s -> 10800s")
                    .hasLineCount(1);
            assertThat(user.mta("reload").out()).isEqualTo(changed.out());
            assertThat(user.mta("config", "diff").out().strip()).isEqualTo("no change");
        } finally {
            Files.writeString(user.configuration(), yaml);
        }
    }

    @Test
    void reportsWhatLeadsNowhere() {
        Outcome sent = user.mta("send", "--to", "C=DE;A= ;P=NOWHERE;S=X", "-m", "x");

        String identifier = sent.out().substring("accepted ".length()).strip();
        await().untilAsserted(() ->
                assertThat(reportsOn(identifier)).contains("unable-to-transfer").contains("unrecognised-OR-name"));
        assertThat(lineOf(user.mta("mailbox", "list", "ann").out(), identifier))
                .contains("not delivered: unable-to-transfer");
    }

    @Test
    void answersAProbe() {
        Outcome sent = user.mta("probe", "--to", BOB, "--length", "1000000", "--report", "delivery");

        assertThat(sent.exit()).as(sent.err()).isZero();
        String identifier = sent.out().substring("accepted ".length()).strip();
        await().untilAsserted(() -> assertThat(reportsOn(identifier)).contains("delivered:"));
    }

    @Test
    void showsAndChangesTheQueue() {
        Outcome sent = user.mta("send", "--to", FAR, "-m", "x", "--priority", "urgent");
        String identifier = sent.out().substring("accepted ".length()).strip();
        Outcome list = user.mta("queue", "list");
        assertThat(list.out()).contains(identifier).contains("to-nobody").contains("urgent");
        String entry = String.valueOf(rowOf(list.out(), identifier));

        assertThat(user.mta("queue", "show", entry).out()).contains(FAR).contains("source: local");
        assertThat(user.mta("queue", "hold", entry, "-r", "wait for Ann").exit())
                .isZero();
        assertThat(user.mta("queue", "show", entry).out())
                .contains("state: held")
                .contains("wait for Ann");
        assertThat(lineOf(user.mta("queue", "list").out(), identifier))
                .contains("held")
                .endsWith("wait for Ann");
        assertThat(user.mta("queue", "release", entry).exit()).isZero();
        assertThat(user.mta("queue", "show", entry).out()).contains("heldFor: -");
        assertThat(lineOf(user.mta("queue", "list").out(), identifier))
                .contains("waiting for peer")
                .endsWith("schedule: never");
        assertThat(lineOf(user.mta("connectors").out(), "to-nobody")).contains("idle");
        assertThat(user.mta("queue", "retry", entry).out())
                .startsWith("entry " + entry + " is due, and goes when the peer opens an association");
        assertThat(user.mta("queue", "list", "--json").out()).contains("\"mtsId\":\"" + identifier + "\"");
        assertThat(user.mta("queue", "delete", entry).out()).contains("entry " + entry + " is deleted");
        assertThat(user.mta("queue", "list").out()).doesNotContain(identifier);
        assertThat(user.mta("queue", "show", entry).exit()).isEqualTo(ExitCode.FAILED);
        assertThat(user.mta("queue", "delete", entry).err()).contains("no entry " + entry);
    }

    @Test
    void defersAMessage() {
        Outcome sent = user.mta("send", "--to", BOB, "-m", "later", "--deferred", "+2h");

        String identifier = sent.out().substring("accepted ".length()).strip();
        assertThat(lineOf(user.mta("queue", "list").out(), identifier)).contains("deferred");
    }

    private static String lineOf(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).findFirst().orElse("");
    }

    @Test
    void allowsAnAlternateRecipientOnlyWhenAsked() throws Exception {
        user.mta("send", "--to", BOB, "-m", "x", "--content-id", "strict");
        user.mta("send", "--to", BOB, "-m", "x", "--content-id", "lenient", "--alternate-recipient-allowed");

        await().untilAsserted(() -> {
            assertThat(alternateRecipientAllowed("strict")).containsExactly(false);
            assertThat(alternateRecipientAllowed("lenient")).containsExactly(true);
        });
    }

    /** Whether alternate-recipient-allowed is set in each delivered message with this content identifier. */
    private static List<Boolean> alternateRecipientAllowed(String contentIdentifier) throws Exception {
        List<Boolean> allowed = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                DataFolder.mailboxes(ConfigurationLoader.load(user.configuration()))
                        .resolve("bob"),
                "*.p1")) {
            for (Path file : files) {
                MtsApdu apdu = MtsApdu.decode(Octets.wrap(Files.readAllBytes(file)), P1Limits.DEFAULT);
                MessageTransferEnvelope envelope = new EnvelopeDecoder(P1Limits.DEFAULT).message(apdu.envelope());
                if (contentIdentifier.equals(envelope.contentIdentifier())) {
                    allowed.add(envelope.perMessageIndicators().alternateRecipientAllowed());
                }
            }
        }
        return allowed;
    }

    @Test
    void showsEventsFiltered() {
        Outcome sent = user.mta("send", "--to", BOB, "-m", "x", "--report", "none");
        String identifier = sent.out().substring("accepted ".length()).strip();

        await().untilAsserted(() -> assertThat(
                        user.mta("events", "--message", identifier).out())
                .contains("20030 MESSAGE_SUBMITTED")
                .contains("20037 MESSAGE_DELIVERED")
                .doesNotContain("LISTENING"));
        assertThat(user.mta("events", "--id", "9298", "-n", "1", "--json").out())
                .contains("\"id\":9298");
        assertThat(user.mta("events", "--severity", "error").out()).isEmpty();
    }

    @Test
    void rollsTheEventLogAtTheConfiguredSize() throws Exception {
        try (DirectoryStream<Path> rolled = Files.newDirectoryStream(user.data().resolve("log"), "events-*.jsonl")) {
            assertThat(rolled).hasSize(1);
        }
    }

    @Test
    void refusesToShowEventsThatCannotBe() {
        Outcome mistyped = user.mta("events", "--connector", "to-nobdy");
        assertThat(mistyped.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err()).contains("did you mean to-nobody?");
        assertThat(user.mta("events", "-n", "0").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("events", "-n=-5").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("events", "--connector", "to-nobody").exit()).isZero();
    }

    @Test
    void tellsHowItDoes() {
        assertThat(user.mta("health").out()).startsWith("MTA TEST is up");
        assertThat(user.mta("connectors").out()).contains("to-nobody");
        assertThat(user.mta("connectors", "--json").out()).contains("\"name\":\"to-nobody\"");
    }

    @Test
    void triesTheWayToAPeer() {
        Outcome outcome = user.mta("peers", "check", "to-nobody");

        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out()).contains("tried by the running service").contains("The way is not open.");
        assertThat(user.mta("peers", "check", "to-somebody").err()).contains("there is no connector to-somebody");
    }

    @Test
    void refusesWhatCannotBeSent() {
        assertThat(user.mta("send", "--to", BOB).exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("send", "--to", "nonsense", "-m", "x").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("send", "--to", BOB, "-m", "x", "--deferred", "soon")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("send", "--to", BOB, "-a", "/no/such/file").err()).contains("no such file");
        Outcome longSubject = user.mta("send", "--to", BOB, "-m", "x", "-s", "x".repeat(129));
        assertThat(longSubject.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(longSubject.err()).contains("128 characters");
        Outcome foreign = user.mta("send", "--from", FAR, "--to", BOB, "-m", "x");
        assertThat(foreign.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(foreign.err()).contains("not one of our users");
        assertThat(user.mta("mailbox", "show", "bob", "999").exit()).isEqualTo(ExitCode.FAILED);
        assertThat(user.mta("mailbox", "list", "../bob").exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void refusesASecondServiceOnTheSameData() {
        Outcome second = user.mta("start");

        assertThat(second.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(second.err()).contains("the service cannot start");
    }

    private static String reportsOn(String identifier) {
        String list = user.mta("mailbox", "list", "ann").out();
        StringBuilder reports = new StringBuilder();
        for (int number = 1; number < list.lines().count(); number++) {
            String shown =
                    user.mta("mailbox", "show", "ann", String.valueOf(number)).out();
            if (shown.contains("Report on:       " + identifier)) {
                reports.append(shown);
            }
        }
        return reports.toString();
    }

    /** The number that the row with this text begins with. */
    private static int rowOf(String table, String text) {
        for (String row : table.lines().toList()) {
            Matcher number = Pattern.compile("(\\d+) ").matcher(row);
            if (row.contains(text) && number.lookingAt()) {
                return Integer.parseInt(number.group(1));
            }
        }
        throw new AssertionError("no row with " + text + " in\n" + table);
    }
}
