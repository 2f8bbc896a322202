package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Processor time of the threads of a process, in nanoseconds by thread number, as the kernel's scheduler counts it. */
final class ThreadTimes {
    private ThreadTimes() {}

    static Map<Long, Long> of(long pid) throws IOException {
        return of(pid, "");
    }

    /** Of those threads of a Java machine that compile. */
    static Map<Long, Long> ofCompilers(long pid) throws IOException {
        return of(pid, "CompilerThre");
    }

    private static Map<Long, Long> of(long pid, String name) throws IOException {
        Map<Long, Long> times = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                try {
                    if (!Files.readString(thread.resolve("comm")).contains(name)) {
                        continue;
                    }
                    String first = Files.readString(thread.resolve("schedstat")).split(" ")[0];
                    times.put(Long.parseLong(thread.getFileName().toString()), Long.parseLong(first));
                } catch (NoSuchFileException e) {
                    continue; // it has just ended
                }
            }
        }
        return times;
    }

    static Map<Long, Long> between(Map<Long, Long> before, Map<Long, Long> after) {
        Map<Long, Long> times = new HashMap<>();
        after.forEach((thread, nanos) -> times.put(thread, nanos - before.getOrDefault(thread, 0L)));
        return times;
    }
}
