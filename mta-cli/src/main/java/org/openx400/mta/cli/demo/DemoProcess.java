package org.openx400.mta.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.openx400.mta.cli.Main;

/** {@code mta start} as a process of its own, from the same program that runs now. It is gone when this is closed. */
final class DemoProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 10;

    private final DemoSite site;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread reader;

    private DemoProcess(DemoSite site, Process process, Consumer<String> output) {
        this.site = site;
        this.process = process;
        this.reader = new Thread(() -> read(output), "output of " + site.name());
        reader.setDaemon(true);
        reader.start();
    }

    static DemoProcess start(DemoSite site, Consumer<String> output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djdk.serialFilter=!*"));
        String archive = System.getProperty("mta.cds");
        if (archive != null) {
            command.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("start", "-c", site.configuration().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new DemoProcess(site, process, output);
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
                if (line.contains(" ready, ")) {
                    ready.complete(null);
                }
            }
            ready.completeExceptionally(new IOException("MTA " + site.name() + " ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Returns when it listens. */
    void awaitReady(long seconds) throws IOException, InterruptedException {
        try {
            ready.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("MTA " + site.name() + " did not start within " + seconds + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("MTA " + site.name() + " did not start; what it said is above", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and SIGKILL when that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            reader.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
