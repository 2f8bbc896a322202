package org.openx400.mta.queue.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL server of the operating system's package, with a folder, a port and a password of its own. */
final class PostgreSqlInstance implements AutoCloseable {
    static final String USER = "mta";
    static final String PASSWORD = "open sesame";

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final Path folder;
    private final Path data;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    PostgreSqlInstance() throws IOException, InterruptedException {
        assertThat(BIN.resolve("postgres")).as("apt-get install postgresql-15").isExecutable();
        folder = Files.createTempDirectory("mta-postgresql");
        data = folder.resolve("data");
        port = freePort();
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (ROOT) {
            run(List.of("chown", "-R", "postgres", folder.toString()));
        }
        postgres(
                "initdb",
                "--no-sync",
                "--auth=scram-sha-256",
                "--username=" + USER,
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + data);
        start();
    }

    void start() throws IOException, InterruptedException {
        postgres(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c fsync=on",
                "start");
    }

    void stop() throws IOException, InterruptedException {
        postgres("pg_ctl", "--pgdata=" + data, "--wait", "--mode=fast", "stop");
    }

    /** SIGKILL to every process of the server. */
    void kill() throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().get(10, SECONDS);
        }
    }

    /** As a standby that has no primary, or as a primary again. */
    void restartAsStandby(boolean standby) throws IOException, InterruptedException {
        stop();
        Path signal = data.resolve("standby.signal");
        if (standby) {
            Files.createFile(signal);
        } else {
            Files.delete(signal);
        }
        start();
    }

    int port() {
        return port;
    }

    /** Makes an empty database. Returns its name. */
    String newDatabase() throws SQLException {
        String name = "queue" + databases.incrementAndGet();
        sql("postgres", "CREATE DATABASE " + name);
        return name;
    }

    String url(String database) {
        return url(port, database);
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    void sql(String database, String change) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(change);
        }
    }

    List<Long> numbers(String database, String query) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        postgres("pg_ctl", "--pgdata=" + data, "--wait", "--mode=immediate", "stop");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The server refuses to run as root. */
    private void postgres(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(BIN.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, SECONDS)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(output))
                .isZero();
    }
}
