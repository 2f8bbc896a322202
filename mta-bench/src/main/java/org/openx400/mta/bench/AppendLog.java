package org.openx400.mta.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The least that makes octets durable: one file that grows, one writer, one synchronisation for all records that wait at
 * the same time. Nothing can be found again in it.
 */
final class AppendLog implements AutoCloseable {
    private record Waiting(byte[] record, CompletableFuture<Void> durable) {}

    private final FileChannel file;
    private final Thread writer = new Thread(this::run, "append-log");
    private List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    AppendLog(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        writer.start();
    }

    /** Completes, on the writer, when the record is on stable storage. */
    CompletableFuture<Void> append(byte[] record) {
        Waiting appended = new Waiting(record, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(appended);
            notifyAll();
        }
        return appended.durable();
    }

    private synchronized List<Waiting> next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<Waiting> group = waiting;
        waiting = new ArrayList<>();
        return group;
    }

    private void run() {
        try {
            for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
                ByteBuffer octets = ByteBuffer.allocate(
                        group.stream().mapToInt(each -> each.record().length).sum());
                group.forEach(each -> octets.put(each.record()));
                octets.flip();
                while (octets.hasRemaining()) {
                    file.write(octets);
                }
                file.force(false);
                group.forEach(each -> each.durable().complete(null));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        writer.join();
        file.close();
    }
}
