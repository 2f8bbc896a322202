package org.openx400.mta.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openx400.mta.cli.admin.AdminRefusal;

/** Waits for what the relay does, on a client's own thread. */
final class Waiting {
    private static final long SECONDS = 50;

    private Waiting() {}

    static <T> T forResult(CompletableFuture<T> future) throws AdminRefusal {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AdminRefusal.failed("the service is stopping");
        } catch (TimeoutException e) {
            throw AdminRefusal.failed("not done after " + SECONDS + " s, it may still happen");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw AdminRefusal.failed(cause == null ? e.toString() : String.valueOf(cause.getMessage()));
        }
    }
}
