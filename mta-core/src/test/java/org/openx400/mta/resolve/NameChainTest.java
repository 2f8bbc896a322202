package org.openx400.mta.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.resolve.ResolverSettings.Kind;

class NameChainTest {
    private final List<Event> events = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A step that says the same to every question. */
    private record Says(String name, Answer<InetAddress> address, Answer<String> host) implements NameSource {
        @Override
        public Answer<InetAddress> addresses(String asked) {
            return address;
        }

        @Override
        public Answer<String> names(InetAddress asked) {
            return host;
        }
    }

    private static final NameSource NONE =
            new Says("first", new Answer.None<>("no", Duration.ZERO), new Answer.None<>("no", Duration.ZERO));
    private static final NameSource NOT_ASKED =
            new Says("second", new Answer.NotAsked<>("dots"), new Answer.NotAsked<>("IPv6"));
    private static final NameSource FAILED =
            new Says("third", new Answer.Failed<>("SERVFAIL"), new Answer.Failed<>("SERVFAIL"));
    private static final NameSource FOUND = new Says(
            "fourth",
            new Answer.Found<>(List.of(InetAddress.getLoopbackAddress()), Duration.ofSeconds(1)),
            new Answer.Found<>(List.of("me"), Duration.ofSeconds(1)));

    @Test
    void asksTheNextStepUntilOneKnows() throws Exception {
        NameChain chain = new NameChain(List.of(NONE, NOT_ASKED, FOUND, FAILED), null, System::nanoTime);
        assertThat(chain.of("host")).containsExactly(InetAddress.getLoopbackAddress());
        assertThat(chain.of(InetAddress.getLoopbackAddress())).containsExactly("me");
        assertThat(chain.addresses("host")).extracting(Step::source).containsExactly("first", "second", "fourth");
        assertThat(chain.mailExchanges("host")).isEmpty();
    }

    @Test
    void stopsAtATemporaryFailureAndSaysSo() {
        NameChain chain = new NameChain(List.of(NONE, FAILED, FOUND), null, System::nanoTime);
        assertThatThrownBy(() -> chain.of("host"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("host host is not known now, temporary failure of third: SERVFAIL");
        assertThat(chain.addresses("host")).extracting(Step::source).containsExactly("first", "third");
    }

    @Test
    void saysWhatEachStepSaidWhenNoneKnows() {
        assertThatThrownBy(() -> new NameChain(List.of(NONE, NOT_ASKED), null, System::nanoTime).of("host"))
                .hasMessage("host host is unknown (first: no)");
    }

    @Test
    void looksNamesUpSideBySide() {
        CyclicBarrier bothAsk = new CyclicBarrier(2);
        List<String> asked = new CopyOnWriteArrayList<>();
        NameSource slow = new NameSource() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Answer<InetAddress> addresses(String host) {
                asked.add(host);
                try {
                    bothAsk.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("the other name is not looked up meanwhile", e);
                }
                return new Answer.Failed<>("SERVFAIL");
            }

            @Override
            public Answer<String> names(InetAddress address) {
                return new Answer.NotAsked<>("not here");
            }
        };
        assertThat(new NameChain(List.of(slow), null, System::nanoTime).all(List.of("a", "b")))
                .allSatisfy((name, answer) -> assertThat(answer.join()).isEmpty());
        assertThat(asked).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anAddressInPlaceOfANameIsNotLookedUp() throws Exception {
        assertThat(new NameChain(List.of(FAILED), null, System::nanoTime).of("192.0.2.9"))
                .containsExactly(InetAddress.getByName("192.0.2.9"));
    }

    @Test
    void readsAHostsFileBothWaysAndAgainWhenItChanges() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), """
                # comment
                192.0.2.9   mta2.example.org MTA2   # another
                2001:db8::9 mta2.example.org
                192.0.2.8
                nonsense    mta3.example.org
                """);
        NameChain chain = NameChain.of(settings(List.of(Kind.HOSTS), hosts), events::add, System::nanoTime);
        assertThat(chain.of("Mta2.Example.Org."))
                .containsExactly(InetAddress.getByName("192.0.2.9"), InetAddress.getByName("2001:db8::9"));
        assertThat(chain.of("mta2")).containsExactly(InetAddress.getByName("192.0.2.9"));
        assertThat(chain.of(InetAddress.getByName("192.0.2.9"))).containsExactly("mta2.example.org", "MTA2");
        assertThatThrownBy(() -> chain.of("mta3.example.org")).hasMessageContaining("hosts: is not in the file");

        Files.writeString(hosts, "192.0.2.10 mta3.example.org mta2\n");
        assertThat(chain.of("mta2")).containsExactly(InetAddress.getByName("192.0.2.10"));
        Files.delete(hosts);
        assertThatThrownBy(() -> chain.of("mta2")).hasMessageContaining("temporary failure of hosts");
    }

    @Test
    void tellsOnceWhatItFoundOnTheNetwork() throws Exception {
        CachedSource cached = new CachedSource(FOUND, events::add, () -> 0);
        cached.addresses("Host");
        cached.addresses("HOST");
        assertThat(events).extracting(Event::id).containsExactly(EventId.NAME_RESOLVED);
        assertThat(events.get(0).message()).isEqualTo("host is 127.0.0.1, says fourth; good for 1 s");
    }

    private static ResolverSettings settings(List<Kind> chain, Path hosts) {
        return new ResolverSettings(chain, Duration.ofSeconds(1), null, List.of(), null, List.of(), hosts, null);
    }
}
