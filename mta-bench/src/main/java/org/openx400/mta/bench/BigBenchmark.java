package org.openx400.mta.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.AssociationPort;
import org.openx400.mta.p1.P1Exception;

/**
 * One large message through the relay, which has 128 MiB of heap, from its first octet at the source until the sink has
 * it; beside the same octets sent over TCP to a program that writes them to a file, synchronises it and answers. By turns.
 *
 * <p>Arguments: folder for the stores, octets of the message, runs.
 */
final class BigBenchmark {
    private static final String HEAP = "-Xmx128m";
    private static final int BUFFER = 64 * 1024;
    private static final int SMALL = 1 << 20;

    private BigBenchmark() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        long length = Long.parseLong(arguments[1]);
        int runs = Integer.parseInt(arguments[2]);
        double[] ours = new double[runs];
        double[] accepted = new double[runs];
        double[] copies = new double[runs];
        try (BenchedRelay relay = BenchedRelay.start(folder.resolve("relay"), "", 1, 1, 0, HEAP)) {
            transfer(relay, "w", SMALL);
            for (int run = 0; run < runs; run++) {
                copies[run] = megabytes(length, copy(folder.resolve("copy" + run), length));
                Times times = transfer(relay, "m" + run, length);
                accepted[run] = megabytes(length, times.accepted());
                ours[run] = megabytes(length, times.arrived());
            }
            System.out.printf(
                    Locale.ROOT,
                    "One message of %d octets, relay with %s, median of %d runs, MB/s:%n%n",
                    length,
                    HEAP,
                    runs);
            System.out.println("| | relay | TCP copy with fsync | ratio |");
            System.out.println("|---|---|---|---|");
            System.out.println(
                    Figures.row("until the relay has taken it", 0, new Figures(accepted), new Figures(copies)));
            System.out.println(Figures.row("until the sink has it", 0, new Figures(ours), new Figures(copies)));
            System.out.printf(
                    Locale.ROOT,
                    "%nReachable heap of the relay afterwards %.1f MiB%n",
                    relay.gauge().heapKib() / 1024.0);
        }
    }

    private record Times(Duration accepted, Duration arrived) {}

    private static Times transfer(BenchedRelay relay, String identifier, long length)
            throws InterruptedException, P1Exception {
        long target = relay.peer().sink().transfers() + 1;
        Sender sender = new Sender(new BigMessage(identifier, length));
        relay.peer().open("relay", sender);
        sender.opened.join();
        long begin = System.nanoTime();
        sender.begin.complete(null);
        sender.taken.join();
        Duration accepted = Duration.ofNanos(System.nanoTime() - begin);
        relay.awaitArrived(target);
        return new Times(accepted, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Duration copy(Path file, long length) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> receiver = CompletableFuture.runAsync(() -> store(server, file, length));
            long begin = System.nanoTime();
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                OutputStream out = socket.getOutputStream();
                byte[] buffer = new byte[BUFFER];
                for (long left = length; left > 0; left -= buffer.length) {
                    out.write(buffer, 0, (int) Math.min(left, buffer.length));
                }
                if (socket.getInputStream().read() != 0) {
                    throw new IOException("no answer");
                }
            }
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            receiver.join();
            Files.delete(file);
            return time;
        }
    }

    private static void store(ServerSocket server, Path file, long length) {
        try (Socket socket = server.accept();
                FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException("ended early");
                }
                out.write(ByteBuffer.wrap(buffer, 0, read));
                left -= read;
            }
            out.force(false);
            socket.getOutputStream().write(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double megabytes(long octets, Duration time) {
        return Figures.perSecond(octets, time) / 1e6;
    }

    /** Sends one message when it is told to. */
    private static final class Sender implements AssociationPort.User {
        private final BigMessage message;
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final CompletableFuture<Void> begin = new CompletableFuture<>();
        private final CompletableFuture<Void> taken = new CompletableFuture<>();

        Sender(BigMessage message) {
            this.message = message;
        }

        @Override
        public void opened(AssociationPort association, boolean turnHere) {
            opened.complete(null);
            begin.thenRun(() -> association.transfer(message));
        }

        @Override
        public void openFailed(String layer, String why) {
            fail(layer + ": " + why);
        }

        @Override
        public void transferred(AssociationPort association) {
            taken.complete(null);
            association.close();
        }

        @Override
        public void transferRefused(AssociationPort association, int reason, String why) {
            fail("refused: " + reason + " " + why);
        }

        @Override
        public void turn(AssociationPort association) {}

        @Override
        public void turnWanted(AssociationPort association) {}

        @Override
        public void ended(AssociationPort association, boolean inOrder, String why) {
            fail("ended: " + why);
        }

        private void fail(String why) {
            opened.completeExceptionally(new IllegalStateException(why));
            taken.completeExceptionally(new IllegalStateException(why));
        }
    }
}
