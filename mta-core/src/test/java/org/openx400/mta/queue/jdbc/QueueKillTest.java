package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.queue.QueueSamples.read;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.queue.MessageQueue;
import org.openx400.mta.queue.QueueEntry;

/** A process is killed while it works; what it was told is done is done. */
class QueueKillTest {
    private static final int ROUNDS = 3;

    @TempDir
    Path data;

    private final Set<Integer> accepted = new HashSet<>();
    private final Set<Integer> finishing = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();

    @Test
    void whatWasAcknowledgedIsThereAfterSigkill() throws Exception {
        Random random = new Random(4);
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(round * 100_000, 50 + random.nextInt(400));
            check();
        }
        assertThat(finished).isNotEmpty();
    }

    private void runAndKill(int firstMark, int linesBeforeTheKill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        QueueKillMain.class.getName(),
                        data.toString(),
                        String.valueOf(firstMark))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (int n = 0; n < linesBeforeTheKill; n++) {
                note(lines.readLine());
            }
            process.toHandle().destroyForcibly();
            lines.lines().forEach(this::note);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void note(String line) {
        String[] words = line == null ? new String[] {"ended", "0"} : line.split(" ", 2);
        Map<String, Set<Integer>> sets = Map.of("accepted", accepted, "finishing", finishing, "finished", finished);
        assertThat(sets).as(line).containsKey(words[0]);
        sets.get(words[0]).add(Integer.valueOf(words[1]));
    }

    private void check() throws Exception {
        try (MessageQueue queue = JdbcMessageQueue.open(new QueueSettings("jdbc:sqlite:queue.db", data))) {
            Map<Integer, QueueEntry> there = new HashMap<>();
            for (QueueEntry entry : queue.list(0, 1_000_000)) {
                assertThat(there.put(Integer.valueOf(entry.destination()), entry))
                        .isNull();
                assertThat(read(queue, entry.messageId(), 10_000))
                        .isEqualTo(QueueKillMain.content(Integer.parseInt(entry.destination())));
            }
            Set<Integer> expected = new HashSet<>(accepted);
            expected.removeAll(finishing);
            assertThat(there.keySet()).containsAll(expected).doesNotContainAnyElementsOf(finished);
            long withFile =
                    there.keySet().stream().filter(mark -> mark % 5 == 0).count();
            try (Stream<Path> files = Files.list(data.resolve("spool"))) {
                assertThat(files.toList()).hasSize((int) withFile);
            }
            assertThat(List.copyOf(there.values())).allMatch(entry -> entry.heldFor() == null);
        }
    }
}
