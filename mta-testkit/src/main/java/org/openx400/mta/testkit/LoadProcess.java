package org.openx400.mta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link LoadPeer} in a process of its own, so that it can be on a host of a {@link NetworkLab}. It has one source for
 * each connector that it is told of, and its sink says what came of all of them.
 */
public final class LoadProcess implements AutoCloseable {
    private static final int SIZE = 2048;

    /** What the process has seen. {@code missing} were acknowledged by the relay and have not come. */
    public record State(long acknowledged, long received, long missing, long repeated, long lost) {}

    private final Process process;
    private final BufferedReader output;
    private final PrintStream input;

    private LoadProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** One source: the connector that it uses, its associations, and the private domain of its recipients. */
    public record Source(String connector, int associations, String recipients) {
        String word() {
            return connector + ":" + associations + ":" + recipients;
        }
    }

    public static LoadProcess start(NetworkHost host, Path config, List<Source> sources) throws IOException {
        List<String> command = new ArrayList<>(host.entrance());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProcess.class.getName(),
                config.toString()));
        sources.forEach(source -> command.add(source.word()));
        LoadProcess load = new LoadProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        load.expect("ready");
        return load;
    }

    /** That many more messages from each source. */
    public void send(int count) {
        input.println("send " + count);
    }

    public synchronized State state() throws IOException {
        input.println("state");
        String[] words = expect("state").split(" ");
        return new State(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    private String expect(String word) throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException("the load process said " + line + " instead of " + word);
        }
        return line;
    }

    @Override
    public void close() {
        input.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The process itself: a configuration, then the sources. Ends with its standard input. */
    public static void main(String[] arguments) throws IOException {
        List<LoadSource> sources = new ArrayList<>();
        List<Integer> associations = new ArrayList<>();
        int number = 0;
        try (LoadPeer peer = LoadPeer.start(Path.of(arguments[0]), event -> {});
                BufferedReader commands =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String word : List.of(arguments).subList(1, arguments.length)) {
                String[] source = word.split(":");
                LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, source[2], false);
                sources.add(peer.source(source[0], id -> message.apdu(id, SIZE, Instant.now())));
                associations.add(Integer.parseInt(source[1]));
            }
            for (int i = 0; i < sources.size(); i++) {
                sources.get(i).start(associations.get(i));
            }
            System.out.println("ready");
            String command = commands.readLine();
            while (command != null) {
                if (command.equals("state")) {
                    System.out.println(stateOf(sources, peer.sink()));
                } else {
                    int count = Integer.parseInt(command.substring("send ".length()));
                    for (int i = 0; i < count; i++) {
                        for (int source = 0; source < sources.size(); source++) {
                            sources.get(source).add("s" + source + "m" + number);
                        }
                        number++;
                    }
                }
                command = commands.readLine();
            }
        } finally {
            sources.forEach(LoadSource::close);
        }
    }

    private static String stateOf(List<LoadSource> sources, LoadSink sink) {
        long acknowledged = 0;
        long missing = 0;
        long lost = 0;
        for (LoadSource source : sources) {
            for (String id : source.acknowledged()) {
                acknowledged++;
                missing += sink.received().containsKey(id) ? 0 : 1;
            }
            lost += source.lost();
        }
        return "state " + acknowledged + " " + sink.received().size() + " " + missing + " " + sink.repeated(id -> true)
                + " " + lost;
    }
}
