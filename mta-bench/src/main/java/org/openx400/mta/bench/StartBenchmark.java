package org.openx400.mta.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.testkit.FreePorts;

/**
 * Seconds from the start of {@code ./mta start} until it says that it is ready and a connection to its port is accepted,
 * with the archive of classes that the program makes when it is built and without, beside a Java machine that starts
 * and ends.
 *
 * <p>Arguments: folder, runs.
 */
final class StartBenchmark {
    private StartBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        int runs = Integer.parseInt(arguments[1]);
        double[] archived = new double[runs];
        double[] plain = new double[runs];
        double[] java = new double[runs];
        for (int run = 0; run < runs; run++) {
            archived[run] = listening(folder.resolve("archive" + run), "");
            plain[run] = listening(folder.resolve("plain" + run), "-Xshare:off");
            java[run] = end(List.of(executable(), "-XX:+UseSerialGC", "-version"));
        }
        System.out.println("Start to listening on an empty queue, median of " + runs + " runs, s:\n");
        System.out.println("| | `./mta start` | Java alone | ratio |");
        System.out.println("|---|---|---|---|");
        System.out.println(Figures.row("with the archive of classes", 2, new Figures(archived), new Figures(java)));
        System.out.println(Figures.row("without any (`-Xshare:off`)", 2, new Figures(plain), new Figures(java)));
    }

    private static double listening(Path folder, String javaOptions) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = FreePorts.find(1).get(0);
        Path config = folder.resolve("mta.yaml");
        Files.writeString(config, """
                mta: { name: BENCH, domain: { country: US, admd: " " }, data: data }
                listen: [{ address: 127.0.0.1, port: %d }]
                """.formatted(port));
        ProcessBuilder start = new ProcessBuilder("./mta", "start", "-c", config.toString());
        start.environment().put("MTA_JAVA_OPTS", javaOptions);
        start.redirectError(ProcessBuilder.Redirect.INHERIT);
        long begin = System.nanoTime();
        Process mta = start.start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(mta.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            if (line == null || !line.contains("ready")) {
                throw new IOException("mta start said: " + line);
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
            }
            return seconds(begin);
        } finally {
            mta.destroy();
            mta.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static double end(List<String> command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        return seconds(begin);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
