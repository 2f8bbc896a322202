package org.openx400.mta.internet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MailMemoryTest {
    private static final long MEGABYTE = 1 << 20;

    private final MailMemory memory = new MailMemory(MailMemory.FOR_EACH * 10 * MEGABYTE, Runnable::run);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> mail(long octets) {
        return memory.within(octets, () -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            begun.add(work);
            return work;
        });
    }

    @Test
    void largeMailsBeginInTheirOrderWhenThereIsRoom() {
        mail(4 * MEGABYTE);
        mail(4 * MEGABYTE);
        CompletableFuture<String> third = mail(5 * MEGABYTE);
        mail(MEGABYTE);
        assertThat(begun).as("the last one would fit, but is not first").hasSize(2);
        begun.get(0).complete("carried");
        assertThat(begun).hasSize(4);
        begun.get(2).complete("third");
        assertThat(third).isCompletedWithValue("third");
    }

    @Test
    void oneThatIsLargerThanAllHasAllForItself() {
        mail(MEGABYTE);
        mail(1000 * MEGABYTE);
        mail(MEGABYTE);
        assertThat(begun).hasSize(1);
        begun.get(0).completeExceptionally(new IllegalStateException("refused"));
        assertThat(begun).hasSize(2);
        begun.get(1).complete("carried");
        assertThat(begun).hasSize(3);
    }

    @Test
    void smallMailsWaitForNone() {
        mail(1000 * MEGABYTE);
        mail(MailMemory.SMALL);
        assertThat(begun).hasSize(2);
    }
}
