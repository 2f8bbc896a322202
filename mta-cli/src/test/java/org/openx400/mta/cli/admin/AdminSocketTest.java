package org.openx400.mta.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import tools.jackson.databind.JsonNode;

@Timeout(20)
class AdminSocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private Path socket;
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        socket = directory.resolve("admin.sock");
        server = AdminServer.start(
                socket,
                Map.of(
                        "echo",
                        request -> Json.object().put("said", request.text("say")),
                        "measure",
                        AdminSocketTest::measure,
                        "refuse",
                        request -> {
                            throw AdminRefusal.failed("not today");
                        },
                        "break",
                        request -> {
                            throw new IllegalStateException("a bug");
                        }),
                Duration.ofMillis(400));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static JsonNode measure(AdminRequest request) throws AdminRefusal {
        try {
            long octets = 0;
            Octets piece = request.content().next(1000);
            while (!piece.isEmpty()) {
                octets += piece.length();
                piece = request.content().next(1000);
            }
            return Json.object().put("octets", octets);
        } catch (IOException e) {
            throw AdminRefusal.failed(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void answersEachRequestOfAConnection() throws Exception {
        try (AdminClient client = AdminClient.connect(socket, PATIENCE)) {
            assertThat(client.call("echo", Json.object().put("say", "one"))
                            .get("said")
                            .asString())
                    .isEqualTo("one");
            assertThat(client.call("echo", Json.object().put("say", "two"))
                            .get("said")
                            .asString())
                    .isEqualTo("two");
        }
    }

    @Test
    void carriesContentBehindTheRequestLine() throws Exception {
        try (AdminClient client = AdminClient.connect(socket, PATIENCE)) {
            JsonNode result = client.call("measure", Json.object(), source(3_000_001));
            assertThat(result.get("octets").asLong()).isEqualTo(3_000_001);
            assertThat(client.call("echo", Json.object().put("say", "still here"))
                            .get("said")
                            .asString())
                    .isEqualTo("still here");
        }
    }

    @Test
    void tellsWhyItRefusesEvenWhenTheContentWasNotRead() throws Exception {
        try (AdminClient client = AdminClient.connect(socket, PATIENCE)) {
            assertThatThrownBy(() -> client.call("refuse", Json.object(), source(3_000_000)))
                    .isInstanceOf(AdminRefusal.class)
                    .hasMessage("not today");
        }
    }

    @Test
    void answersWrongRequestsWithUsage() throws Exception {
        for (String line : List.of(
                "{\"command\":\"nonsense\"}",
                "{\"command\":\"echo\"}",
                "{\"command\":\"echo\",\"say\":7}",
                "{\"command\":null}",
                "[]",
                "not json",
                "",
                "{\"command\":\"echo\",\"contentLength\":-1}",
                "{\"command\":\"echo\",\"contentLength\":\"x\"}")) {
            JsonNode reply = Json.read(exchange(line + "\n"));
            assertThat(reply.get("ok").asBoolean()).as(line).isFalse();
            assertThat(reply.get("usage").asBoolean()).as(line).isTrue();
        }
    }

    @Test
    void survivesABugInACommand() throws Exception {
        assertThat(exchange("{\"command\":\"break\"}\n"))
                .contains("internal error")
                .contains("a bug");
        assertThat(exchange("{\"command\":\"echo\",\"say\":\"ok\"}\n")).contains("\"said\":\"ok\"");
    }

    @Test
    void refusesALineOverTheLimit() throws Exception {
        String padding = "x".repeat(AdminServer.MAX_LINE + 1);
        assertThat(exchange(padding)).contains("longer than");
    }

    @Test
    void cutsOffAClientThatMakesNoProgressWhileOthersAreServed() throws Exception {
        try (SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            silent.write(ByteBuffer.wrap("{\"comm".getBytes(StandardCharsets.UTF_8)));
            assertThat(exchange("{\"command\":\"echo\",\"say\":\"ok\"}\n")).contains("\"said\":\"ok\"");
            assertThat(silent.read(ByteBuffer.allocate(10))).isEqualTo(-1);
        }
    }

    @Test
    void refusesMoreClientsThanTheLimit() throws Exception {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < AdminServer.MAX_CLIENTS; i++) {
                clients.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            assertThat(exchange("")).contains("too many admin clients");
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void hearsARefusalThatCameBeforeItsRequest() throws Exception {
        Path other = directory.resolve("other.sock");
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(other));
            try (AdminClient client = AdminClient.connect(other, PATIENCE)) {
                try (SocketChannel served = busy.accept()) {
                    served.write(ByteBuffer.wrap(
                            (Json.refusal("too many admin clients", false) + "\n").getBytes(StandardCharsets.UTF_8)));
                }
                assertThatThrownBy(() -> client.call("echo", Json.object().put("say", "one")))
                        .isInstanceOf(AdminRefusal.class)
                        .hasMessage("too many admin clients");
            }
        }
    }

    @Test
    void isOnlyForItsOwner() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesASecondServiceAndReplacesASocketThatIsLeftBehind() throws Exception {
        assertThatThrownBy(() -> AdminServer.start(socket, Map.of())).hasMessageContaining("running already");
        server.close();
        Files.createFile(socket);
        server = AdminServer.start(
                socket, Map.of("echo", request -> Json.object().put("said", "new")));
        assertThat(exchange("{\"command\":\"echo\"}\n")).contains("new");
    }

    @Test
    void saysWhenThePathIsTooLong() {
        Path deep = directory.resolve("d".repeat(120)).resolve("admin.sock");
        assertThatThrownBy(() -> AdminServer.start(deep, Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("allows 107");
    }

    @Test
    void givesUpOnAServiceThatDoesNotAnswer() throws Exception {
        server.close();
        CountDownLatch never = new CountDownLatch(1);
        server = AdminServer.start(socket, Map.of("stuck", request -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Json.object();
        }));
        try (AdminClient client = AdminClient.connect(socket, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> client.call("stuck", Json.object())).isInstanceOf(IOException.class);
        } finally {
            never.countDown();
        }
    }

    private String exchange(String octets) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request = ByteBuffer.wrap(octets.getBytes(StandardCharsets.UTF_8));
            while (request.hasRemaining()) {
                client.write(request);
            }
            ByteBuffer reply = ByteBuffer.allocate(100_000);
            while (client.read(reply) >= 0 && reply.get(reply.position() - 1) != '\n') {
                // until the line is whole
            }
            return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
        }
    }

    private static ApduSource source(long length) {
        return new ApduSource() {
            private long left = length;

            @Override
            public long length() {
                return length;
            }

            @Override
            public Octets next(int maximum) {
                int size = (int) Math.min(maximum, left);
                left -= size;
                return Octets.wrap(new byte[size]);
            }

            @Override
            public void close() {}
        };
    }
}
