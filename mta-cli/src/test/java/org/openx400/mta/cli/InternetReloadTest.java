package org.openx400.mta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.cli.CommandLineFixture.Outcome;
import org.openx400.mta.config.ConfigurationLoader;

/** A way to Internet mail that changes while the service runs, seen by SMTP clients. */
class InternetReloadTest {
    private static final String TABLE = "both  one.example  /C=US/A= /P=TEST\n";
    private static final String LONGER_TABLE = TABLE + "both  two.example  /C=US/A= /P=FAR\n";

    @TempDir
    private Path folder;

    private CommandLineFixture user;
    private String rest;
    private Path table;
    private int port;
    private Node node;

    /** A client that says one line at a time. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader replies;
        private final String greeting;

        Client(int port) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(20_000);
            replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            greeting = replies.readLine();
        }

        String ask(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return replies.readLine();
        }

        String recipient(String address) throws IOException {
            ask("HELO client.test");
            ask("MAIL FROM:<a@client.test>");
            return ask("RCPT TO:<" + address + ">");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        user = new CommandLineFixture(folder);
        rest = Files.readString(user.configuration());
        table = Files.writeString(folder.resolve("mail.map"), TABLE);
        port = CommandLineFixture.freePort();
        write("gw.one.example", port, "");
        node = Node.start(ConfigurationLoader.load(user.configuration()), user.configuration());
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void write(String hostName, int at, String more) throws IOException {
        Files.writeString(user.configuration(), rest.replace("connectors:\n", """
                connectors:
                  - name: internet
                    type: smtp
                    hostName: %s
                    listen:
                      - { address: 127.0.0.1, port: %d }
                    mapping: { domain: gw.example, address: "C=US;A= ;P=TEST;O=Internet", table: mail.map }
                """.formatted(hostName, at) + more));
    }

    private String reload() {
        Outcome outcome = user.mta("reload");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        return outcome.out();
    }

    @Test
    void newConnectionsHaveTheNewDefinitionAndOldOnesEndWithTheirs() throws Exception {
        int other = CommandLineFixture.freePort();
        try (Client before = new Client(port)) {
            assertThat(before.greeting).startsWith("220 gw.one.example ");
            Files.writeString(table, LONGER_TABLE);
            write("gw.two.example", other, "    limits: { perPeer: 1 }\n");
            assertThat(reload())
                    .contains("connectors[internet].hostName: gw.one.example -> gw.two.example")
                    .contains("connectors[internet].limits.perPeer: 50 -> 1")
                    .contains("connectors[internet].listen added: 127.0.0.1 port " + other)
                    .contains("connectors[internet].mapping.table: " + table + " has changed")
                    .doesNotContain("restart");
            assertThatThrownBy(() -> new Client(port)).isInstanceOf(ConnectException.class);
            assertThat(before.recipient("ann@two.example")).startsWith("550 ");
            try (Client refused = new Client(other)) {
                assertThat(refused.greeting).as("the old one counts").startsWith("421 ");
            }
            before.ask("QUIT");
        }
        try (Client after = new Client(other)) {
            assertThat(after.greeting).startsWith("220 gw.two.example ");
            assertThat(after.recipient("ann@two.example")).startsWith("250 ");
        }
        assertThat(user.mta("config", "diff").out().strip()).isEqualTo("no change");
    }

    @Test
    void aTableThatIsChangedIsReadAgainAndAFaultyOneChangesNothing() throws Exception {
        Files.writeString(table, TABLE + "both  two.example\n");
        Outcome refused = user.mta("reload");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("mail.map:2");
        try (Client client = new Client(port)) {
            assertThat(client.recipient("ann@one.example")).startsWith("250 ");
            assertThat(client.ask("RCPT TO:<ann@two.example>")).startsWith("550 ");
        }
        Files.writeString(table, LONGER_TABLE);
        assertThat(reload().strip()).isEqualTo("connectors[internet].mapping.table: " + table + " has changed");
        assertThat(reload().strip()).isEqualTo("no change");
        try (Client client = new Client(port)) {
            assertThat(client.recipient("ann@two.example")).startsWith("250 ");
        }
    }

    @Test
    void aStrangerReachesNothingThatLeadsBackToTheInternet() throws Exception {
        try (Client client = new Client(port)) {
            assertThat(client.recipient("\"/S=ann/O=Internet/PRMD=TEST/ADMD= /C=US/\"@gw.example"))
                    .startsWith("550 5.7.1 ");
            assertThat(client.ask("RCPT TO:<ann@one.example>")).startsWith("250 ");
        }
    }

    @Test
    void aConnectorOfInternetMailGoesAndComes() throws Exception {
        String with = Files.readString(user.configuration());
        Files.writeString(user.configuration(), rest);
        assertThat(reload().strip()).isEqualTo("connectors[internet] removed");
        assertThatThrownBy(() -> new Client(port)).isInstanceOf(ConnectException.class);
        assertThat(user.mta("connectors").out()).doesNotContain("internet");
        Files.writeString(user.configuration(), with);
        assertThat(reload().strip()).isEqualTo("connectors[internet] added");
        try (Client client = new Client(port)) {
            assertThat(client.recipient("ann@one.example")).startsWith("250 ");
        }
        assertThat(user.mta("connectors").out()).contains("internet");
    }
}
