package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of Debian's package, on a host of a {@link NetworkLab}, with a folder of its own. */
public final class PostgresServer implements AutoCloseable {
    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final int PORT = 5432;

    private final NetworkHost host;
    private final Path folder;
    private final Path data;
    private final String address;

    /**
     * Makes an empty server and starts it.
     *
     * @param user its superuser, with this password
     * @param address where it listens
     */
    public PostgresServer(NetworkHost host, Path folder, String address, String user, String password)
            throws IOException {
        this.host = host;
        this.folder = Files.createDirectories(folder);
        this.data = folder.resolve("data");
        this.address = address;
        Path secret = Files.writeString(folder.resolve("password"), password);
        Shell.run(List.of("chown", "-R", "postgres", folder.toString()));
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            Shell.run(List.of("chmod", "o+x", above.toString()));
        }
        server(
                "initdb",
                "--no-sync",
                "--auth=scram-sha-256",
                "--username=" + user,
                "--pwfile=" + secret,
                "--encoding=UTF8",
                "--locale=C",
                "--pgdata=" + data);
        Files.writeString(
                data.resolve("pg_hba.conf"),
                "host all all 10.0.0.0/8 scram-sha-256\nhost replication all 10.0.0.0/8 scram-sha-256\n"
                        + "local all all trust\n",
                StandardOpenOption.TRUNCATE_EXISTING);
        start();
        psql(user, "postgres", "CREATE DATABASE " + user);
    }

    public void start() throws IOException {
        server(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + PORT + " -k " + folder + " -c listen_addresses=" + address,
                "start");
    }

    /** What a query gives, one row a line, columns separated by a bar. */
    public String psql(String user, String database, String statement) throws IOException {
        return host.run(
                BIN.resolve("psql").toString(),
                "-qAt",
                "-h",
                folder.toString(),
                "-U",
                user,
                "-d",
                database,
                "-c",
                statement);
    }

    /** SIGKILL to every process of the server. */
    public void kill() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        ProcessHandle.of(pid).ifPresent(postmaster -> {
            List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join());
        });
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            kill();
        }
    }

    /** The server refuses to run as root. */
    private void server(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("runuser", "-u", "postgres", "--", BIN.resolve(program).toString()));
        command.addAll(List.of(arguments));
        host.run(command.toArray(String[]::new));
    }
}
