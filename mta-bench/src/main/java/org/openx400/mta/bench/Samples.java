package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What the flight recorder of a Java process saw its threads do. */
final class Samples {
    private static final String OURS = "org.openx400.mta.";
    /** Counts for the layer that uses them. */
    private static final String TOOLS = OURS + "octets.";

    private static final Set<String> WAITS = Set.of("wait", "wait0", "accept", "accept0", "poll", "poll0", "force0");
    /** Of a thread without samples: the Java machine itself. */
    private static final String MACHINE = "Java machine (collector, compilers)";

    /** Layers by the packages that are not ours. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "org.apache.mina.",
            "net",
            "org.apache.logging.",
            "event",
            "org.sqlite.",
            "queue.jdbc",
            "sun.nio.ch.",
            "net");

    private final Map<Long, Map<String, Integer>> layersByThread = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    private Samples() {}

    static void begin(long pid) throws IOException {
        jcmd(pid, "JFR.start", "name=bench", "settings=profile");
    }

    static void end(long pid, Path recording) throws IOException {
        jcmd(pid, "JFR.dump", "name=bench", "filename=" + recording);
    }

    /** Those that were taken since then. */
    static Samples read(Path recording, Instant begin) throws IOException {
        Samples samples = new Samples();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String type = event.getEventType().getName();
                boolean sample = type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample");
                if (sample && !event.getStartTime().isBefore(begin)) {
                    samples.add(event);
                }
            }
        }
        return samples;
    }

    private void add(RecordedEvent event) {
        RecordedThread thread = event.getThread("sampledThread");
        if (thread == null || event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        if (WAITS.contains(frames.get(0).getMethod().getName())) {
            return;
        }
        names.put(thread.getOSThreadId(), String.valueOf(thread.getJavaName()).replaceAll("[-0-9]+$", ""));
        layersByThread
                .computeIfAbsent(thread.getOSThreadId(), id -> new HashMap<>())
                .merge(layer(frames), 1, Integer::sum);
    }

    /** The package of ours that is the nearest to what was running. */
    private static String layer(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS) && !type.startsWith(TOOLS)) {
                return type.substring(OURS.length(), type.lastIndexOf('.'));
            }
            for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
                if (type.startsWith(library.getKey()) && frame == frames.get(frames.size() - 1)) {
                    return library.getValue();
                }
            }
        }
        return "threads (queues, wake-ups)";
    }

    /** Divides what the threads used, by thread number, among the layers that they were seen in. */
    Map<String, Double> byLayer(Map<Long, Long> used) {
        Map<String, Double> nanos = new HashMap<>();
        used.forEach((thread, time) -> {
            Map<String, Integer> layers = layersByThread.getOrDefault(thread, Map.of(MACHINE, 1));
            double all = layers.values().stream().mapToInt(Integer::intValue).sum();
            layers.forEach((layer, seen) -> nanos.merge(layer, time * seen / all, Double::sum));
        });
        return nanos;
    }

    Map<String, Double> byThread(Map<Long, Long> used) {
        Map<String, Double> nanos = new HashMap<>();
        used.forEach((thread, time) -> nanos.merge(names.getOrDefault(thread, MACHINE), (double) time, Double::sum));
        return nanos;
    }

    private static void jcmd(long pid, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
