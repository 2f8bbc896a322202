package org.openx400.mta.resolve;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.octets.Octets;

/**
 * A question and its answer by UDP. What comes from elsewhere, or answers another question, is ignored with an event and
 * the wait goes on: whoever guesses a port cannot answer for the server, nor keep its answer from us.
 */
final class UdpExchange {
    private static final int LARGEST_ANSWER = 65_535;
    private static final int ATTEMPTS = 3;

    /** More than these are no accident; they are not worth events of their own. */
    private static final int TOLD = 10;

    private final @Nullable InetAddress source;
    private final EventLog events;

    /** Reads an answer. */
    interface Reader<T> {
        /** @throws IgnoredAnswer if it is none to our question */
        T read(Octets answer) throws IgnoredAnswer;
    }

    /** What came is no answer to what was asked. The message says why. */
    static final class IgnoredAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        IgnoredAnswer(String why) {
            super(why);
        }
    }

    /** @param source local address of the questions; null: the kernel chooses */
    UdpExchange(@Nullable InetAddress source, EventLog events) {
        this.source = source;
        this.events = events;
    }

    @Nullable
    InetAddress source() {
        return source;
    }

    /**
     * Asks up to three times within the time given.
     *
     * @throws SocketTimeoutException if no answer came in time
     * @throws IOException if nothing can be sent, also because the source address is not on this machine
     */
    <T> T ask(InetSocketAddress server, Octets question, Duration within, Reader<T> reader) throws IOException {
        long begin = System.nanoTime();
        byte[] out = question.toArray();
        DatagramPacket in = new DatagramPacket(new byte[LARGEST_ANSWER], LARGEST_ANSWER);
        int ignored = 0;
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                socket.send(new DatagramPacket(out, out.length, server));
                long until = within.toNanos() * attempt / ATTEMPTS;
                while (awaited(socket, in, begin + until)) {
                    try {
                        return reader.read(received(in, server));
                    } catch (IgnoredAnswer e) {
                        if (ignored++ < TOLD) {
                            tellIgnored(server, String.valueOf(e.getMessage()));
                        }
                    }
                }
            }
        }
        throw new SocketTimeoutException("no answer within " + within.toMillis() + " ms");
    }

    void tellIgnored(InetSocketAddress server, String why) {
        Event.of(EventId.NAME_ANSWER_IGNORED).remote(server).with("why", why).to(events);
    }

    private static boolean awaited(DatagramSocket socket, DatagramPacket in, long until) throws IOException {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        try {
            socket.setSoTimeout(Math.toIntExact(left));
            in.setLength(LARGEST_ANSWER);
            socket.receive(in);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static Octets received(DatagramPacket in, InetSocketAddress server) throws IgnoredAnswer {
        if (!in.getSocketAddress().equals(server)) {
            throw new IgnoredAnswer("it comes from " + in.getAddress().getHostAddress() + " port " + in.getPort());
        }
        return Octets.copyOf(ByteBuffer.wrap(in.getData(), 0, in.getLength()));
    }
}
