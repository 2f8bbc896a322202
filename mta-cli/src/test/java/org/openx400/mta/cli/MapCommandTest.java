package org.openx400.mta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {
    @TempDir
    Path folder;

    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = folder.resolve("map.txt");
        Files.writeString(table, """
                # ours
                both example.com /C=US/A= /P=EXAMPLE
                user duty@example.com C=US;A= ;P=EXAMPLE;CN=Duty
                """);
    }

    @Test
    void explainsRuleLineAndTheWayBack() {
        CommandLineFixture.Outcome there = map("explain", "john.smith@example.com");
        assertThat(there.exit()).isZero();
        assertThat(there.out()).isEqualTo("""
                        john.smith@example.com
                        becomes  C=US;A= ;P=EXAMPLE;S=smith;G=john
                        by       the table's longest line that fits, %s:2
                        and back john.smith@example.com
                        """.formatted(table));
        assertThat(map("explain", "C=US;A= ;P=EXAMPLE;CN=duty").out())
                .contains("becomes  duty@example.com", "the table's line for this user, " + table + ":3");
        assertThat(map("explain", "C=FR;A=x;S=y").out())
                .contains("becomes  /S=y/ADMD=x/C=FR/@gw.example.org", "and back C=FR;A=x;S=y");
    }

    @Test
    void saysWhyAnAddressIsNotMapped() {
        CommandLineFixture.Outcome outcome = map("explain", "C=FR;S=y;DDA:RFC-822=nobody");
        assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err()).contains("is not mapped: DDA:RFC-822 is not a mailbox");
        Path wrong = folder.resolve("absent.txt");
        assertThat(CommandLineFixture.bare("map", "test", wrong.toString(), "-d", "x.org", "-a", "C=US;P=X")
                        .exit())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void usesTheMappingOfTheConfiguration() throws IOException {
        CommandLineFixture user = new CommandLineFixture(folder);
        assertThat(user.mta("map", "explain", "a@example.com").err()).contains("has no connector of type smtp");
        String text = Files.readString(user.configuration());
        Files.writeString(user.configuration(), text.replace("connectors:\n", """
                connectors:
                  - name: internet
                    type: smtp
                    hostName: mail.example.org
                    mapping: { domain: gw.example.org, address: "C=US;A= ;P=GATEWAY", table: map.txt }
                """));
        CommandLineFixture.Outcome outcome = user.mta("map", "explain", "john.smith@example.com");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("becomes  C=US;A= ;P=EXAMPLE;S=smith;G=john", "map.txt:2");
        assertThat(user.mta("map", "explain", "a@b.c", "--connector", "other").err())
                .contains("has no connector 'other' of type smtp");
    }

    @Test
    void testsAFileOfAddresses() throws IOException {
        Path file = folder.resolve("addresses.txt");
        Files.writeString(file, """
                # ours
                john.smith@example.com -> C=US;A= ;P=EXAMPLE;G=john;S=smith
                a_b@example.net
                duty@example.com -> C=US;A= ;P=EXAMPLE;CN=Watch
                """);
        CommandLineFixture.Outcome outcome = map("test", file.toString());
        assertThat(outcome.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.out())
                .contains("a_b@example.net -> C=US;A= ;P=GATEWAY;DDA:RFC-822=a(u)b(a)example.net")
                .contains(file + ":4: expected C=US;A= ;P=EXAMPLE;CN=Watch")
                .endsWith("3 addresses, 1 wrong\n");
    }

    private CommandLineFixture.Outcome map(String... arguments) {
        List<String> all = new ArrayList<>(List.of("map"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-t", table.toString(), "-d", "gw.example.org", "-a", "C=US;A= ;P=GATEWAY"));
        return CommandLineFixture.bare(all.toArray(String[]::new));
    }
}
