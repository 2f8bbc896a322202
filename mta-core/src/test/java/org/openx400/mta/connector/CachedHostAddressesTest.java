package org.openx400.mta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedHostAddressesTest {
    private final List<String> asked = new ArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();

    private CachedHostAddresses cache(java.util.concurrent.Executor executor) {
        HostAddresses source = host -> {
            asked.add(host);
            if (host.equals("none")) {
                throw new UnknownHostException(host);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        return new CachedHostAddresses(source, Duration.ofSeconds(30), Duration.ofMillis(20), nanoTime::get, executor);
    }

    @Test
    void asksAgainOnlyWhenTheAnswerIsOld() throws Exception {
        CachedHostAddresses cache = cache(Runnable::run);
        assertThat(cache.of("a")).containsExactly(InetAddress.getLoopbackAddress());
        nanoTime.set(Duration.ofSeconds(30).toNanos() - 1);
        cache.of("a");
        assertThat(asked).containsExactly("a");
        nanoTime.set(Duration.ofSeconds(30).toNanos());
        cache.of("a");
        assertThat(asked).containsExactly("a", "a");
    }

    @Test
    void remembersThatThereIsNoSuchHost() {
        CachedHostAddresses cache = cache(Runnable::run);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.of("none"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("host none has no address");
        }
        assertThat(asked).containsExactly("none");
    }

    @Test
    void doesNotWaitLongerThanTheDeadlineNorAskTwiceMeanwhile() {
        List<Runnable> tasks = new ArrayList<>();
        CachedHostAddresses cache = cache(tasks::add);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.of("slow"))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessage("host slow was not resolved within 0 s");
        }
        assertThat(tasks).hasSize(1);
    }
}
