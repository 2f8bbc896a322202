package org.openx400.mta.testkit;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openx400.mta.testkit.HostileAttack.Answer;
import org.openx400.mta.testkit.HostileAttack.Kind;
import org.openx400.mta.testkit.RecordedDialogue.Turn;

/** Attackers at loopback addresses of their own, each of which carries out one random attack after another. */
public final class HostilePeers implements AutoCloseable {
    private final InetSocketAddress called;
    private final int patienceMillis;
    private final int pauseMillis;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Kind, Map<Answer, Integer>> answers = new EnumMap<>(Kind.class);
    private final Map<String, Kind> connections = new HashMap<>();

    /**
     * @param patienceMillis how long an attacker waits for the end of its connection
     * @param pauseMillis between two attacks of one attacker
     */
    public HostilePeers(InetSocketAddress called, int patienceMillis, int pauseMillis) {
        this.called = called;
        this.patienceMillis = patienceMillis;
        this.pauseMillis = pauseMillis;
    }

    /** The address of an attacker, 0 to 249. */
    public static String address(int number) {
        return "127.0.66." + (number + 1);
    }

    /** Starts the attacker with this number and seed, which spoils this dialogue. */
    public void start(int number, long seed, List<Turn> turns) throws UnknownHostException {
        InetAddress source = InetAddress.getByName(address(number));
        Thread thread = new Thread(() -> attack(source, new Random(seed), turns), "attacker " + number);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** How many attacks of each kind had which answer. */
    public synchronized Map<Kind, Map<Answer, Integer>> answers() {
        Map<Kind, Map<Answer, Integer>> copy = new EnumMap<>(Kind.class);
        answers.forEach((kind, counts) -> copy.put(kind, Map.copyOf(counts)));
        return copy;
    }

    /** What was done over which connection, by the attacker's end of it, as {@code address:port}. */
    public synchronized Map<String, Kind> connections() {
        return Map.copyOf(connections);
    }

    /** Ends them; returns when they are gone. */
    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Thread thread : threads) {
            thread.join(2L * patienceMillis);
        }
    }

    private void attack(InetAddress source, Random random, List<Turn> turns) {
        try {
            while (!end.await(random.nextInt(2 * pauseMillis), TimeUnit.MILLISECONDS)) {
                HostileAttack attack = HostileAttack.random(random, turns);
                carryOut(attack, source, turns);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(HostileAttack attack, InetAddress source, List<Turn> turns) {
        try {
            HostileAttack.Outcome outcome = attack.run(source, called, turns, patienceMillis);
            InetSocketAddress from = outcome.from();
            count(attack.kind(), outcome.answer());
            remember(from.getAddress().getHostAddress() + ":" + from.getPort(), attack.kind());
        } catch (ConnectException e) {
            throw new IllegalStateException("the MTA does not listen any more", e);
        } catch (IOException e) {
            count(attack.kind(), Answer.CLOSED);
        }
    }

    private synchronized void count(Kind kind, Answer answer) {
        answers.computeIfAbsent(kind, k -> new EnumMap<>(Answer.class)).merge(answer, 1, Integer::sum);
    }

    private synchronized void remember(String connection, Kind kind) {
        connections.put(connection, kind);
    }
}
