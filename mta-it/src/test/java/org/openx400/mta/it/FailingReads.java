package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * While it is open a process reads some files in vain: EIO. By strace, and only these files, since the Java machine does not
 * survive it when its own cannot be read.
 */
final class FailingReads implements AutoCloseable {
    private static final long SECONDS = 10;

    private final Process strace;

    private FailingReads(Process strace) {
        this.strace = strace;
    }

    static FailingReads of(long pid, List<Path> files) throws IOException {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-p", Long.toString(pid)));
        command.addAll(List.of("-e", "trace=pread64", "-e", "inject=pread64:error=EIO"));
        for (Path file : files) {
            command.addAll(List.of("-P", file.toString()));
        }
        return new FailingReads(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Reads work again when this returns. */
    @Override
    public void close() throws InterruptedException, IOException {
        strace.destroy();
        if (!strace.waitFor(SECONDS, TimeUnit.SECONDS)) {
            strace.destroyForcibly();
            throw new IOException("strace does not end");
        }
    }
}
