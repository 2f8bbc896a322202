package org.openx400.mta.testkit;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process and all that it started, as they are now. */
public record ProcessTree(List<ProcessHandle> processes) {
    private static final int SECONDS = 10;

    public static ProcessTree of(ProcessHandle root) {
        return new ProcessTree(
                Stream.concat(Stream.of(root), root.descendants()).toList());
    }

    public static ProcessTree of(Process root) {
        return of(root.toHandle());
    }

    /** SIGKILL to all of them; returns when they are gone. */
    public void kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(ProcessTree::await);
    }

    /** SIGTERM to all of them, and SIGKILL to those that are still there after ten seconds; returns when they are gone. */
    public void end() {
        processes.forEach(ProcessHandle::destroy);
        try {
            processes.forEach(ProcessTree::await);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            kill();
        }
    }

    private static void await(ProcessHandle process) {
        process.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
