package org.openx400.mta.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a {@link LoadProcess} runs: a {@link LoadPeer} and its sources, told what to do on standard input. It ends with its
 * standard input.
 */
final class LoadProgram {
    private static final int SIZE = 2048;
    private static final int FEED_MILLIS = 10;

    private final LoadPeer peer;
    private final List<LoadSource> sources = new ArrayList<>();
    private final List<Integer> sent = new ArrayList<>();
    private int outstanding;

    private LoadProgram(LoadPeer peer) {
        this.peer = peer;
    }

    /** The configuration, then each source as {@code connector:associations:domain}. */
    public static void main(String[] arguments) throws IOException {
        ScheduledExecutorService feeder = Executors.newSingleThreadScheduledExecutor();
        try (LoadPeer peer = LoadPeer.start(Path.of(arguments[0]), event -> {})) {
            LoadProgram program = new LoadProgram(peer);
            for (String word : List.of(arguments).subList(1, arguments.length)) {
                program.open(word.split(":"));
            }
            feeder.scheduleWithFixedDelay(program::feed, 0, FEED_MILLIS, TimeUnit.MILLISECONDS);
            System.out.println("ready");
            program.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } finally {
            feeder.shutdownNow();
        }
    }

    private void open(String[] words) {
        LoadMessage message = new LoadMessage(LoadBed.SOURCE_DOMAIN, words[2], false);
        LoadSource source = peer.source(words[0], id -> message.apdu(id, SIZE, Instant.now()));
        source.start(Integer.parseInt(words[1]));
        sources.add(source);
        sent.add(0);
    }

    private void obey(BufferedReader commands) throws IOException {
        String command = commands.readLine();
        while (command != null) {
            String[] words = command.split(" ");
            switch (words[0]) {
                case "send" -> send(Integer.parseInt(words[1]));
                case "keep" -> keep(Integer.parseInt(words[1]));
                default -> System.out.println(state());
            }
            command = commands.readLine();
        }
        sources.forEach(LoadSource::close);
    }

    private synchronized void send(int count) {
        for (int source = 0; source < sources.size(); source++) {
            send(source, count);
        }
    }

    private synchronized void keep(int wanted) {
        outstanding = wanted;
    }

    private synchronized void feed() {
        for (int source = 0; source < sources.size(); source++) {
            send(source, sources.get(source).acknowledged().size() + outstanding - sent.get(source));
        }
    }

    private void send(int source, int count) {
        int first = sent.get(source);
        for (int i = 0; i < count; i++) {
            sources.get(source).add("s" + source + "m" + (first + i));
        }
        sent.set(source, first + Math.max(0, count));
    }

    private synchronized String state() {
        long acknowledged = 0;
        long missing = 0;
        long lost = 0;
        for (LoadSource source : sources) {
            for (String id : source.acknowledged()) {
                acknowledged++;
                missing += peer.sink().received().contains(id) ? 0 : 1;
            }
            lost += source.lost();
        }
        int all = sent.stream().mapToInt(Integer::intValue).sum();
        return "state " + all + " " + acknowledged + " "
                + peer.sink().received().size() + " " + missing + " "
                + peer.sink().twice() + " " + peer.sink().recognised() + " " + lost;
    }
}
