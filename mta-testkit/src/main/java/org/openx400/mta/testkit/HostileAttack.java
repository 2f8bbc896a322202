package org.openx400.mta.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.testkit.RecordedDialogue.Turn;

/**
 * One way to spoil a recorded dialogue: the caller behaves up to one of its turns, and then does something else.
 *
 * @param turn index of the caller's turn that is spoiled
 * @param at octet of its TPKT; for {@link Kind#WRONG_STATE} the turn that is sent in its place
 * @param value of the octet, for {@link Kind#ALTERED}
 */
public record HostileAttack(Kind kind, int turn, int at, int value) {
    /** What is done. */
    public enum Kind {
        /** The TPKT ends before this octet, and so does the connection. */
        TRUNCATED,
        /** One octet has another value: a length too long or short, an indefinite one, another tag. */
        ALTERED,
        /** From this octet on the TPKT claims a value of 4 GiB. */
        HUGE_LENGTH,
        /** From this octet on the TPKT consists of values within values, of indefinite length. */
        NESTED,
        /** What belongs to another state, or to the other side. */
        WRONG_STATE,
        /** One octet each half second. */
        SLOW,
        /** Nothing more is said, and the connection stays. */
        SILENT
    }

    /** How it ended, as the peer was told. */
    public enum Answer {
        /** X.224 DR. */
        DISCONNECT,
        /** X.224 ER. */
        TPDU_ERROR,
        /** X.225 RF. */
        REFUSE,
        /** X.225 AB, with the abort of the layers above in it. */
        ABORT,
        /** The connection was closed and nothing said. */
        CLOSED,
        /** The connection was open until the attacker went: the octet meant nothing, or more may follow. */
        OPEN
    }

    /**
     * What came of it.
     *
     * @param from local address of the attacker's connection
     */
    public record Outcome(Answer answer, InetSocketAddress from) {}

    private static final Octets FOUR_GIB = Octets.hex("3084ffffffff");
    private static final Octets CONSTRUCTED = Octets.hex("3080");
    private static final int ABORT_SPDU = 25;
    private static final int REFUSE_SPDU = 12;

    private static final Set<Answer> LAST_WORDS = EnumSet.of(Answer.ABORT, Answer.REFUSE, Answer.DISCONNECT);

    /** One at random out of all that this dialogue allows. */
    public static HostileAttack random(Random random, List<Turn> turns) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        int turn = random.nextInt(turns.size());
        while (!turns.get(turn).ofCaller()) {
            turn = random.nextInt(turns.size());
        }
        Octets tpkt = turns.get(turn).tpkt();
        int at = random.nextInt(kind == Kind.WRONG_STATE ? turns.size() : tpkt.length());
        int value = kind == Kind.ALTERED ? altered(random, tpkt.at(at)) : 0;
        return new HostileAttack(kind, turn, at, value);
    }

    private static int altered(Random random, int octet) {
        int[] values = {octet + 1, octet - 1, 0, 0x80, 0xff, octet ^ 0x20, octet ^ 0x40, octet ^ 0x80};
        return values[random.nextInt(values.length)] & 0xff;
    }

    /**
     * Carries it out.
     *
     * @param patienceMillis how long the attacker waits for the end
     */
    public Outcome run(InetAddress source, InetSocketAddress called, List<Turn> turns, int patienceMillis)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(patienceMillis);
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(called, patienceMillis);
            InetSocketAddress from = (InetSocketAddress) socket.getLocalSocketAddress();
            return new Outcome(run(socket, turns, patienceMillis), from);
        }
    }

    private Answer run(Socket socket, List<Turn> turns, int patienceMillis) throws IOException {
        Octets last = Octets.NONE;
        try {
            for (int i = 0; i < turn; i++) {
                if (turns.get(i).ofCaller()) {
                    send(socket, turns.get(i).tpkt());
                } else {
                    last = RecordedDialogue.read(socket.getInputStream());
                }
            }
            spoil(socket, turns, patienceMillis);
            while (!LAST_WORDS.contains(answer(last))) { // whoever says them waits for the other to close
                last = RecordedDialogue.read(socket.getInputStream());
            }
            return answer(last);
        } catch (SocketTimeoutException e) {
            socket.setSoLinger(true, 0);
            return Answer.OPEN;
        } catch (EOFException | SocketException e) {
            return answer(last);
        }
    }

    private void spoil(Socket socket, List<Turn> turns, int patienceMillis) throws IOException {
        Octets tpkt = turns.get(turn).tpkt();
        switch (kind) {
            case TRUNCATED -> {
                send(socket, tpkt.slice(0, at));
                socket.shutdownOutput();
            }
            case ALTERED -> send(socket, Octets.concat(tpkt.slice(0, at), Octets.of(value), tpkt.from(at + 1)));
            case HUGE_LENGTH -> send(socket, overwritten(tpkt, FOUR_GIB));
            case NESTED -> {
                int levels = (tpkt.length() - at) / CONSTRUCTED.length();
                send(socket, overwritten(tpkt, Octets.concat(Collections.nCopies(levels, CONSTRUCTED))));
            }
            case WRONG_STATE -> send(socket, turns.get(at).tpkt());
            case SLOW -> slowly(socket, tpkt, patienceMillis);
            case SILENT -> send(socket, Octets.NONE);
        }
    }

    /** The same length, with these octets at the place, as far as there is room. */
    private Octets overwritten(Octets tpkt, Octets with) {
        int room = Math.min(with.length(), tpkt.length() - at);
        return Octets.concat(tpkt.slice(0, at), with.slice(0, room), tpkt.from(at + room));
    }

    private static void slowly(Socket socket, Octets tpkt, int patienceMillis) throws IOException {
        int pause = 500;
        socket.setSoTimeout(pause);
        for (int i = 0; i < tpkt.length() && i * pause < patienceMillis; i++) {
            send(socket, tpkt.slice(i, i + 1));
            try {
                if (socket.getInputStream().read() < 0) {
                    throw new EOFException();
                }
            } catch (SocketTimeoutException e) {
                continue; // nothing was said, as it should be
            }
        }
    }

    private static void send(Socket socket, Octets octets) throws IOException {
        socket.getOutputStream().write(octets.toArray());
    }

    /** What the last TPKT says: X.224 13.1 for the TPDU code, X.225 8.3 for the SPDU identifier. */
    private static Answer answer(Octets tpkt) {
        if (tpkt.length() < 7) {
            return Answer.CLOSED;
        }
        int tpdu = tpkt.at(5) & 0xf0;
        int spdu = tpkt.length() > 7 ? tpkt.at(7) : 0;
        return switch (tpdu) {
            case 0x80 -> Answer.DISCONNECT;
            case 0x70 -> Answer.TPDU_ERROR;
            default -> spdu == ABORT_SPDU ? Answer.ABORT : spdu == REFUSE_SPDU ? Answer.REFUSE : Answer.CLOSED;
        };
    }
}
