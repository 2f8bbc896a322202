package org.openx400.mta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The program as a user runs it: a process of its own, from the jar that is shipped. */
public final class MtaProcess implements AutoCloseable {
    private static final List<String> OF_THE_LAUNCHER = List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:MaxInlineLevel=9",
            "-XX:FreqInlineSize=150",
            "-XX:InlineSmallCode=1000",
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off");

    private final Path config;
    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private MtaProcess(Path config, Process process) {
        this.config = config;
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + config.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    /** What a command printed and how it ended. */
    public record Outcome(int exit, String output) {}

    /** Starts the service and returns when it says that it is ready. */
    public static MtaProcess start(Path config, String... jvmOptions) throws IOException {
        return start(NetworkHost.machine(), config, jvmOptions);
    }

    /** Starts the service on a host of a {@link NetworkLab} and returns when it says that it is ready. */
    public static MtaProcess start(NetworkHost host, Path config, String... jvmOptions) throws IOException {
        List<String> command = java(jvmOptions);
        command.addAll(List.of("start", "-c", config.toString()));
        return started(config, host.command(command));
    }

    /**
     * Starts the service with a clock that shows another time, by libfaketime; monotonic time is not changed.
     *
     * @param offset file with how far the clock is off, as {@code +5h}; read again at each look at the clock
     */
    public static MtaProcess startWithClock(Path offset, Path config) throws IOException {
        List<String> command = java();
        command.addAll(List.of("start", "-c", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "LD_PRELOAD", "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                        "FAKETIME_NO_CACHE", "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
        return started(config, builder);
    }

    private static MtaProcess started(Path config, ProcessBuilder builder) throws IOException {
        MtaProcess mta =
                new MtaProcess(config, builder.redirectErrorStream(true).start());
        try {
            mta.ready.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            mta.kill();
            throw new IOException("mta start -c " + config + " did not become ready:\n" + mta.output, e);
        }
        return mta;
    }

    /** Runs a command to its end, whether the service runs or not. */
    public static Outcome run(Path config, String... arguments) throws IOException {
        List<String> command = java();
        command.addAll(List.of(arguments));
        command.addAll(List.of("-c", config.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public Outcome run(String... arguments) throws IOException {
        return run(config, arguments);
    }

    public long pid() {
        return process.pid();
    }

    public String output() {
        return output.toString();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM; returns when the process is gone, with its exit code. */
    public int stop() {
        process.destroy();
        return await();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private int await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running 30 s after it was told to end:\n" + output);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                output.append(line).append('\n');
                if (line.contains(" ready")) {
                    ready.complete(null);
                }
                line = reader.readLine();
            }
            ready.completeExceptionally(new IOException("ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static List<String> java(String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OF_THE_LAUNCHER);
        command.add("-XX:SharedArchiveFile=" + Archive.FILE);
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    /** The archive of classes that the launcher makes when there is none for the jar. */
    private static final class Archive {
        static final Path FILE = made();

        private static Path made() {
            ProcessBuilder launcher = new ProcessBuilder(home().resolve("mta").toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            launcher.environment().put("MTA_NO_BUILD", "1");
            launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
            try {
                launcher.start().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return target().resolve("mta.jsa");
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("mta.home", "..")).toAbsolutePath();
    }

    private static Path target() {
        return home().resolve("mta-cli").resolve("target");
    }

    private static Path jar() {
        Path target = target();
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-all.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no -all.jar in " + target.toAbsolutePath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
