package org.openx400.mta.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a Java process uses at one instant.
 *
 * @param descriptors open files and sockets
 * @param heapKib reachable objects, after a full collection; exact if the process was started with {@link #EXACT}
 */
public record ProcessGauge(long descriptors, long threads, long heapKib) {
    /**
     * Option of the Java machine: else the serial collector leaves gaps between objects, up to 5 % of the heap, and the
     * histogram counts these as arrays of int.
     */
    public static final String EXACT = "-XX:MarkSweepDeadRatio=0";

    public static ProcessGauge of(long pid) throws IOException {
        return new ProcessGauge(count(pid, "fd"), count(pid, "task"), heap(pid));
    }

    private static long count(long pid, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return entries.count();
        }
    }

    private static long heap(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(histogram.strip().replaceAll("(?s).*Total +\\d+ +(\\d+)$", "$1")) / 1024;
    }
}
