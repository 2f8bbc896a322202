package org.openx400.mta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openx400.mta.cli.CommandLineFixture.Outcome;
import org.openx400.mta.queue.QueueRepair;
import picocli.CommandLine;

/** What commands do when no service runs. */
class CommandsTest {
    @TempDir
    Path folder;

    private CommandLineFixture user;

    @BeforeEach
    void configure() throws IOException {
        user = new CommandLineFixture(folder);
    }

    @Test
    void sayThatTheServiceIsNotRunning() {
        for (String[] command : new String[][] {
            {"queue", "list"},
            {"queue", "show", "1"},
            {"queue", "delete", "1"},
            {"connectors"},
            {"send", "--to", "C=US;A= ;P=TEST;S=Bob", "-m", "x"},
            {"probe", "--to", "C=US;A= ;P=TEST;S=Bob"}
        }) {
            Outcome outcome = user.mta(command);
            assertThat(outcome.exit()).as(command[0]).isEqualTo(ExitCode.NOT_RUNNING);
            assertThat(outcome.err()).contains("the service is not running").contains("admin.sock");
        }
        assertThat(user.mta("health").exit()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void resolveNamesStepByStep() throws IOException {
        Files.writeString(folder.resolve("hosts"), "192.0.2.9 mta2.example.org\n");
        Files.writeString(folder.resolve("lmhosts"), "192.0.2.8 mta3\n");
        Files.writeString(user.configuration(), """
                resolver:
                  chain: [hosts, lmhosts]
                  hosts: { file: hosts }
                  lmhosts: { file: lmhosts }
                """, java.nio.file.StandardOpenOption.APPEND);
        Outcome first = user.mta("resolve", "mta2.example.org", "--reverse", "192.0.2.8");
        assertThat(first.exit()).isZero();
        assertThat(first.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("mta2.example.org"),
                        line -> assertThat(line).startsWith("  STEP "),
                        line -> assertThat(line).matches("  hosts +found +- +\\d+ ms +192\\.0\\.2\\.9"),
                        line -> assertThat(line).isEqualTo("192.0.2.8"),
                        line -> assertThat(line).startsWith("  STEP "),
                        line -> assertThat(line).matches("  hosts +none .*is not in the file"),
                        line -> assertThat(line).matches("  lmhosts +found .* mta3"));
        Outcome unknown = user.mta("resolve", "mta4.example.org");
        assertThat(unknown.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.out()).contains("not asked");
        assertThat(user.mta("resolve", "example.org", "--mx").err()).contains("only DNS knows mail exchanges");
        assertThat(user.mta("resolve", "--reverse", "mta2").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("resolve").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void resolveNamesAsTheMachineDoesWithoutAChain() {
        Outcome outcome = user.mta("resolve", "localhost");
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("machine").contains("127.0.0.1");
    }

    @Test
    void explainRoutes() {
        Outcome local = user.mta("route", "explain", "/C=us/A=/P=test/S=ANN/");
        assertThat(local.exit()).isZero();
        assertThat(local.out()).contains("mailbox ann");
        Outcome far = user.mta("route", "explain", "C=US;A= ;P=FAR;O=x;S=Zed");
        assertThat(far.out()).contains("C=US;A= ;P=FAR").contains("is transferred to connector to-nobody");
        Outcome nowhere = user.mta("route", "explain", "C=DE;A= ;P=X;S=Zed");
        assertThat(nowhere.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(nowhere.out()).contains("is not delivered");
        assertThat(user.mta("route", "explain", "Zed").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void explainWhoseAConnectionWouldBe() {
        Outcome known = user.mta("peers", "explain", "127.0.0.1", "--mta-name", "NOBODY", "--called-tsel", "0x0102");
        assertThat(known.exit()).as(known.err()).isZero();
        assertThat(known.out())
                .contains("Connection from 127.0.0.1 (7F000001)")
                .contains("by address: to-nobody")
                .contains("is accepted as to-nobody, if");
        Outcome otherName = user.mta("peers", "explain", "127.0.0.1", "--mta-name", "ANYBODY");
        assertThat(otherName.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(otherName.out())
                .contains("not to-nobody: MTA name is \"NOBODY\", called itself \"ANYBODY\"")
                .contains("is refused, with event 51");
        Outcome stranger = user.mta("peers", "explain", "192.0.2.9");
        assertThat(stranger.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(stranger.out())
                .contains("192.0.2.9 (C0000209)")
                .contains("not to-nobody: addresses are 127.0.0.1")
                .contains("is refused, with event 9301");
        assertThat(user.mta("peers", "explain", "127.0.0.1").out()).contains("is accepted so far");
        assertThat(user.mta("peers", "explain", "host.example").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.mta("peers", "explain", "127.0.0.1", "--tsel", "0x0").exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void checkTheQueueOfAStoppedService() throws Exception {
        Outcome none = user.mta("queue", "check");
        assertThat(none.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("there is no store yet");
        assertThat(user.data().resolve("queue.db")).doesNotExist();

        assertThat(user.mta("store", "migrate").exit()).isZero();
        Outcome sound = user.mta("queue", "check");
        assertThat(sound.exit()).as(sound.err()).isZero();
        assertThat(sound.out())
                .contains("0 messages, 0 entries, 0 octets of content")
                .contains("0 faults");

        Path leftOver = Files.createFile(user.data().resolve("spool").resolve("left"));
        Outcome faulty = user.mta("queue", "check", "--repair", "hold-damaged");
        assertThat(faulty.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(faulty.out())
                .contains("content-without-message: content left")
                .contains("1 faults, 0 of them");
        assertThat(leftOver).exists();
        Outcome repaired = user.mta("queue", "check", "--repair", "remove-left-overs");
        assertThat(repaired.exit()).isZero();
        assertThat(repaired.out()).contains("  done: remove-left-overs").contains("1 faults, 1 of them repaired");
        assertThat(leftOver).doesNotExist();
        assertThat(user.mta("events").out()).contains("An administrator repaired the queue, remove-left-overs");
    }

    @Test
    void tellEveryKindOfRepair() {
        String help = CommandLineFixture.bare("queue", "check", "--help").out();
        for (QueueRepair repair : QueueRepair.values()) {
            assertThat(help).contains("  " + repair + " ");
        }
        assertThat(user.mta("queue", "check", "--repair", "everything").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void checkThePeerThemselvesWhenNoServiceRuns() {
        Outcome outcome = user.mta("peers", "check", "to-nobody");
        assertThat(outcome.exit()).as(outcome.err()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out())
                .contains("tried by this command")
                .containsPattern("connect +failed +[0-9.]+ ms .*127.0.0.1")
                .contains("The way is not open.");
        assertThat(user.mta("peers", "check", "to-somebody").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(user.data()).doesNotExist();
    }

    @Test
    void tellEveryFaultOfAConfiguration() throws IOException {
        assertThat(user.mta("check-config").exit()).isZero();
        Path file = user.configuration();
        Files.writeString(file, Files.readString(file).replace("schedule: never", "schedule: nefer\n    shedule: x"));

        for (String command : new String[] {"check-config", "start"}) {
            Outcome outcome = user.mta(command);
            assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(outcome.err()).contains("2 faults").contains("nefer").contains("shedule");
        }
        assertThat(user.data()).doesNotExist();
    }

    @Test
    void tryAStart() throws IOException {
        Outcome outcome = user.mta("start", "--exit-when-ready");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("MTA TEST ready, listening on 127.0.0.1:");
        Outcome health = user.mta("health");
        assertThat(health.exit()).as(health.err()).isEqualTo(ExitCode.FAILED);
        assertThat(user.mta("events").out()).contains("STARTUP_COMPLETE").contains("CLOSEDOWN_COMPLETE");
    }

    @Test
    void refuseToStartWhereThePortIsTaken() throws IOException {
        String yaml = Files.readString(user.configuration());
        int port = Integer.parseInt(yaml.replaceAll("(?s).*listen:.*?port: (\\d+).*", "$1"));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = user.mta("start", "--exit-when-ready");

            assertThat(taken.isBound()).isTrue();
            assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
            assertThat(outcome.err()).contains("cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void sayWhyTheServiceCannotStart() throws IOException {
        Path data = Files.createFile(user.data());
        assertThat(user.mta("start", "--exit-when-ready").err()).contains(data + " is in the way");

        Files.delete(data);
        Files.createDirectory(data);
        Files.writeString(data.resolve("queue.db"), "no database at all");
        assertThat(user.mta("start", "--exit-when-ready").err())
                .contains("not a database", "queue.db")
                .satisfies(text -> assertThat(text.strip()).hasLineCount(1));
    }

    @Test
    void refuseAConfigurationThatIsNotThere() {
        Outcome outcome = CommandLineFixture.bare("check-config", "-c", "/no/such/file.yaml");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains("does not exist");
    }

    @Test
    void decodeAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("apdu.hex"), "0300000b06d00001000200");

        Outcome outcome = CommandLineFixture.bare("decode", file.toString());

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("CC connection confirm");
        Files.writeString(file, "0300000b06d000010002");
        assertThat(CommandLineFixture.bare("decode", file.toString()).exit()).isEqualTo(ExitCode.FAILED);
        assertThat(CommandLineFixture.bare("decode", folder + "/none").err()).contains("no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "queue",
                "send",
                "route",
                "mailbox",
                "events --nonsense",
                "events -n x",
                "queue show x"
            })
    void sayHowTheyAreUsed(String line) {
        Outcome outcome = CommandLineFixture.bare(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).startsWith("mta: ");
    }

    @Test
    void tellWhatIsNoNumberInPlainWords() {
        assertThat(user.mta("events", "-n", "x").err()).contains("'x' is not a whole number");
        assertThat(user.mta("events", "--id", "51,x").err()).contains("'x' is not a whole number");
    }

    @Test
    void sayOneOfOne() {
        assertThat(user.mta("check-config").out()).contains("1 listening address, 1 connector, 2 local users");
    }

    @Test
    void doNotTakeAMailboxThatCannotBeReadForAnEmptyOne() throws IOException {
        Path mailbox = user.data().resolve("mailboxes").resolve("ann");
        Files.createDirectories(mailbox.getParent());
        Files.createFile(mailbox);
        Outcome outcome = user.mta("mailbox", "list");
        assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains(mailbox + " cannot be used");
    }

    @Test
    void teachInTheirHelp() {
        CommandLine mta = Main.commandLine();
        for (CommandLine command : mta.getSubcommands().values()) {
            String help = command.getUsageMessage();
            if (!command.getCommandName().equals("help")) {
                assertThat(help)
                        .as(command.getCommandName())
                        .contains("Examples:")
                        .contains("mta ");
            }
        }
        assertThat(CommandLineFixture.bare("--help").out())
                .contains("Exit codes:")
                .contains("demo");
    }

    @Test
    void printACompletionScript() {
        assertThat(CommandLineFixture.bare("completion").out())
                .contains("complete")
                .contains("mta")
                .contains("check-config");
    }

    @Test
    void takeTimesAndDelays() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T00:00:00Z"), ZoneOffset.UTC);

        assertThat(EnvelopeOptions.time("+90s", clock)).isEqualTo("2026-11-21T00:01:30Z");
        assertThat(EnvelopeOptions.time("+2d", clock)).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(EnvelopeOptions.time("2026-11-22T08:00:00+01:00", clock)).isEqualTo("2026-11-22T07:00:00Z");
    }
}
