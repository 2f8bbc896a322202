package org.openx400.mta.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs tshark, the dissector that judges what we put on the wire. */
public final class Tshark {
    private Tshark() {}

    /** Standard output of tshark with these arguments, line by line. */
    public static List<String> run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("tshark");
        command.addAll(arguments);
        try {
            Path errors = Files.createTempFile("tshark", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    throw new IllegalStateException(command + ": " + Files.readString(errors));
                }
                return lines;
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One list of values for each frame that passes the filter. Several values of one field are joined by commas. */
    public static List<List<String>> fields(Path capture, int port, String filter, String... fields) {
        List<String> arguments = new ArrayList<>(reading(capture, port));
        arguments.addAll(List.of("-Y", filter, "-T", "fields", "-E", "separator=/t"));
        for (String field : fields) {
            arguments.addAll(List.of("-e", field));
        }
        return run(arguments).stream()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    /** Arguments that read a capture whose TPKT server listens on this port. */
    static List<String> reading(Path capture, int port) {
        return List.of("-r", capture.toString(), "-o", "tpkt.tcp.ports:102," + port);
    }
}
