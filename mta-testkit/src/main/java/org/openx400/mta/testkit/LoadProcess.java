package org.openx400.mta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link LoadPeer} in a process of its own, so that it can be on a host of a {@link NetworkLab}. It has one source for
 * each connector that it is told of, and its sink says what came of all of them.
 */
public final class LoadProcess implements AutoCloseable {
    /**
     * What the process has seen.
     *
     * @param missing messages that the relay acknowledged and that have not come
     * @param twice messages that came in copies that differ, see {@link LoadSink#twice}
     * @param recognised transfers that repeated one, octet for octet
     * @param lost associations that ended during a transfer
     */
    public record State(
            long sent, long acknowledged, long received, long missing, long twice, long recognised, long lost) {}

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
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                LoadProgram.class.getName(),
                config.toString()));
        sources.forEach(source -> command.add(source.word()));
        LoadProcess load = new LoadProcess(host.command(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        load.expect("ready");
        return load;
    }

    /** That many more messages from each source. */
    public synchronized void send(int count) {
        input.println("send " + count);
    }

    /** Sends as fast as they are acknowledged, so many at a time from each source; 0 ends it. */
    public synchronized void keepSending(int outstanding) {
        input.println("keep " + outstanding);
    }

    public synchronized State state() throws IOException {
        input.println("state");
        String[] words = expect("state").split(" ");
        return new State(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]));
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
        ProcessTree.of(process).end();
    }
}
