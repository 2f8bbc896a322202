package org.openx400.mta.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.queue.QueueException;

class GroupCommitterTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnBehindAChangeForWhichMemoryDoesNotSuffice() throws Exception {
        try (GroupCommitter committer = new GroupCommitter(
                Dialect.of(new QueueSettings("jdbc:sqlite:queue.db", folder)).writer(), null, null)) {
            CompletableFuture<Integer> failed = committer.submit(
                    session -> {
                        throw new OutOfMemoryError("as if");
                    },
                    null);
            assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(QueueException.class)
                    .hasMessageContaining("as if");
            assertThat(committer.submit(session -> 1, null).get(10, TimeUnit.SECONDS))
                    .isEqualTo(1);
        }
    }
}
