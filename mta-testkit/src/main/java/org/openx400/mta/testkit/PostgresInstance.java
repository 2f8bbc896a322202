package org.openx400.mta.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the operating system's package with a folder of its own: a primary, or a standby that follows one.
 * Hosts of its networks may connect with the password.
 */
public final class PostgresInstance implements AutoCloseable {
    public static final String USER = "mta";

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final boolean ROOT = System.getProperty("user.name").equals("root");

    private final NetworkHost host;
    private final String address;
    private final int port;
    private final String password;
    private final Path folder;
    private final Path data;

    private PostgresInstance(NetworkHost host, String address, int port, String password) throws IOException {
        this.host = host;
        this.address = address;
        this.port = port;
        this.password = password;
        this.folder = Files.createTempDirectory("mta-postgresql");
        this.data = folder.resolve("data");
    }

    /** A new server that runs on loopback of this machine. */
    public static PostgresInstance primary(String password) throws IOException {
        return primary(NetworkHost.machine(), "127.0.0.1", FreePorts.find(1).get(0), password);
    }

    /** A new server that runs, with an empty database of its user's name. */
    public static PostgresInstance primary(NetworkHost host, String address, int port, String password)
            throws IOException {
        PostgresInstance made = new PostgresInstance(host, address, port, password);
        Path secret = Files.writeString(made.folder.resolve("password"), password);
        made.giveToServer();
        made.postgres(
                "initdb",
                "--no-sync",
                "--auth-host=scram-sha-256",
                "--auth-local=trust",
                "--username=" + USER,
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + made.data);
        Files.writeString(
                made.data.resolve("pg_hba.conf"), "host all all samenet scram-sha-256\n", StandardOpenOption.APPEND);
        made.start();
        made.query("postgres", "CREATE DATABASE " + USER);
        return made;
    }

    /** A server that runs and follows this one, which from now on commits nothing that the other has not stored. */
    public PostgresInstance synchronousStandby() throws IOException {
        PostgresInstance standby =
                new PostgresInstance(host, address, FreePorts.find(1).get(0), password);
        standby.giveToServer();
        standby.postgres(
                "pg_basebackup",
                "--no-sync",
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--pgdata=" + standby.data,
                "--dbname=host=" + folder + " port=" + port + " user=" + USER);
        standby.start();
        query(USER, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        query(USER, "SELECT pg_reload_conf()");
        return standby;
    }

    /** Whether a standby follows synchronously. */
    public boolean isReplicated() throws IOException {
        return !query(USER, "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'")
                .isEmpty();
    }

    /** Makes a standby a primary; returns when it is. */
    public void promote() throws IOException {
        postgres("pg_ctl", "--pgdata=" + data, "--wait", "promote");
    }

    /** SIGKILL to every process of the server; returns when they are gone. */
    public void kill() throws IOException {
        ProcessTree.of(postmaster().orElseThrow()).kill();
    }

    /** Host and port, as a JDBC URL has them. */
    public String address() {
        return address + ":" + port;
    }

    /** What a statement gives, one row a line, columns separated by a bar. */
    public String query(String database, String statement) throws IOException {
        List<String> command = psql(database);
        command.addAll(List.of("-c", statement));
        return host.run(command.toArray(String[]::new));
    }

    /** Keeps everybody from writing into a table of the user's database, until it is closed. */
    public Closeable hold(String table) throws IOException {
        Process process = host.command(psql(USER)).redirectErrorStream(true).start();
        PrintStream input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        input.println("BEGIN; LOCK TABLE " + table + " IN SHARE MODE;");
        input.println("SELECT 'held';");
        String answer = process.inputReader().readLine();
        if (!"held".equals(answer)) {
            throw new IOException("table " + table + " cannot be held: " + answer);
        }
        return () -> {
            input.close();
            ProcessTree.of(process).end();
        };
    }

    private List<String> psql(String database) {
        return new ArrayList<>(List.of(
                BIN.resolve("psql").toString(),
                "-qAtX",
                "-h",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-U",
                USER,
                "-d",
                database));
    }

    /** Stops it if it runs, and removes all of it. */
    @Override
    public void close() throws IOException {
        if (postmaster().isPresent()) {
            postgres("pg_ctl", "--pgdata=" + data, "--wait", "--mode=immediate", "stop");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Optional<ProcessHandle> postmaster() throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file)
                ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                : Optional.empty();
    }

    private void start() throws IOException {
        postgres(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + port + " -k " + folder + " -c listen_addresses=" + address,
                "start");
    }

    private void giveToServer() throws IOException {
        if (ROOT) {
            Shell.run(List.of("chown", "-R", "postgres", folder.toString()));
        }
    }

    /** The server refuses to run as root. */
    private void postgres(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
        command.add(BIN.resolve(program).toString());
        command.addAll(List.of(arguments));
        host.run(command.toArray(String[]::new));
    }
}
