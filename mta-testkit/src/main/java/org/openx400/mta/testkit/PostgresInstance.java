package org.openx400.mta.testkit;

import java.io.IOException;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the operating system's package on loopback, with a folder and a port of its own: a primary, or a
 * standby that follows one.
 */
public final class PostgresInstance implements AutoCloseable {
    public static final String USER = "mta";
    public static final String PASSWORD = "sesame";

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final boolean ROOT = System.getProperty("user.name").equals("root");
    private static final long COMMAND_SECONDS = 60;

    private final Path folder;
    private final Path data;
    private final int port;

    private PostgresInstance() throws IOException {
        folder = Files.createTempDirectory("mta-postgresql");
        data = folder.resolve("data");
        port = FreePorts.find(1).get(0);
    }

    /** A new server that runs. */
    public static PostgresInstance primary() throws IOException {
        PostgresInstance made = new PostgresInstance();
        Path password = Files.writeString(made.folder.resolve("password"), PASSWORD);
        made.giveToServer();
        made.postgres(
                "initdb",
                "--no-sync",
                "--auth=scram-sha-256",
                "--username=" + USER,
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + made.data);
        made.start();
        return made;
    }

    /** A server that runs and follows this one, which from now on commits nothing that the other has not stored. */
    public PostgresInstance synchronousStandby() throws IOException, SQLException {
        PostgresInstance standby = new PostgresInstance();
        standby.giveToServer();
        standby.postgres(
                "pg_basebackup",
                "--no-sync",
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--pgdata=" + standby.data,
                "--dbname=host=127.0.0.1 port=" + port + " user=" + USER + " password=" + PASSWORD);
        standby.start();
        sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = '*'");
        sql("postgres", "SELECT pg_reload_conf()");
        return standby;
    }

    /** Whether a standby follows synchronously. */
    public boolean isReplicated() throws SQLException {
        return has("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'");
    }

    /** Makes a standby a primary; returns when it is. */
    public void promote() throws IOException {
        postgres("pg_ctl", "--pgdata=" + data, "--wait", "promote");
    }

    /** SIGKILL to every process of the server; returns when they are gone. */
    public void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        try {
            for (ProcessHandle process : processes) {
                process.onExit().get(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    /** Host and port, as a JDBC URL has them. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Executes one statement, and commits it. */
    public void sql(String database, String statement) throws SQLException {
        try (Connection connection = connect(database);
                Statement made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    /** Stops it if it runs, and removes all of it. */
    @Override
    public void close() throws IOException {
        if (Files.exists(data.resolve("postmaster.pid")) && isRunning()) {
            postgres("pg_ctl", "--pgdata=" + data, "--wait", "--mode=immediate", "stop");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean isRunning() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private boolean has(String query) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + address() + "/" + database, USER, PASSWORD);
    }

    private void start() throws IOException {
        postgres(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1",
                "start");
    }

    private void giveToServer() throws IOException {
        if (ROOT) {
            run(List.of("chown", "-R", "postgres", folder.toString()));
        }
    }

    /** The server refuses to run as root. */
    private void postgres(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(BIN.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) throws IOException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + ": " + Files.readString(output));
        }
    }
}
