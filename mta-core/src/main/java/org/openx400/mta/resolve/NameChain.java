package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.HostAddresses;
import org.openx400.mta.connector.HostNames;
import org.openx400.mta.event.EventLog;
import org.xbill.DNS.ResolverConfig;

/**
 * The steps in which host names are looked up. A step without such a name or data hands on to the next; one that could
 * not find out ends the look-up, as the name of a host may be another's in the next step. Blocks, at most as long as the
 * deadlines of its steps together; may be used by any thread.
 */
public final class NameChain implements HostAddresses, HostNames {
    private static final int AT_ONCE = 16;

    private static final Executor SIDE_BY_SIDE = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "host-names");
        thread.setDaemon(true);
        return thread;
    });

    private final List<NameSource> sources;
    private final @Nullable DnsSource dns;
    private final TtlCache<String, MailExchange> exchanges;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    NameChain(List<NameSource> sources, @Nullable DnsSource dns, LongSupplier nanoTime) {
        this.sources = List.copyOf(sources);
        this.dns = dns;
        this.exchanges = new TtlCache<>(nanoTime);
    }

    /** @param nanoTime monotonic clock by which answers become too old */
    public static NameChain of(ResolverSettings settings, EventLog events, LongSupplier nanoTime) {
        UdpExchange udp = new UdpExchange(settings.sourceAddress(), events);
        NetbiosNames netbios = new NetbiosNames(settings.netbiosDomains());
        List<NameSource> sources = new ArrayList<>();
        DnsSource dns = null;
        for (ResolverSettings.Kind kind : settings.chain()) {
            switch (kind) {
                case HOSTS -> sources.add(new FileSource("hosts", settings.hosts(), Optional::of, new HostsFormat()));
                case DNS -> {
                    dns = new DnsSource(dnsServers(settings), settings.deadline(), udp);
                    sources.add(new CachedSource(dns, events, nanoTime));
                }
                case WINS ->
                    sources.add(new CachedSource(
                            new WinsSource(
                                    Objects.requireNonNull(settings.winsServer()), netbios, settings.deadline(), udp),
                            events,
                            nanoTime));
                case LMHOSTS ->
                    sources.add(new FileSource(
                            "lmhosts",
                            Objects.requireNonNull(settings.lmhosts()),
                            netbios::of,
                            new LmhostsFormat(events)));
            }
        }
        return new NameChain(sources, dns, nanoTime);
    }

    /** One step: whatever this machine does by itself. */
    public static NameChain ofThisMachine() {
        return new NameChain(List.of(new MachineSource()), null, System::nanoTime);
    }

    private static List<InetSocketAddress> dnsServers(ResolverSettings settings) {
        return settings.dnsServers().isEmpty()
                ? ResolverConfig.getCurrentConfig().servers()
                : settings.dnsServers();
    }

    /** What each step says that is asked, the last one being the answer. */
    public List<Step<InetAddress>> addresses(String host) {
        return ask(source -> source.addresses(host));
    }

    /** What each step says that is asked for the names of an address, the last one being the answer. */
    public List<Step<String>> names(InetAddress address) {
        return ask(source -> source.names(address));
    }

    /** The mail exchanges of a domain, which only DNS knows; no step if the chain has no DNS. */
    public List<Step<MailExchange>> mailExchanges(String domain) {
        DnsSource asked = dns;
        if (asked == null) {
            return List.of();
        }
        long begin = System.nanoTime();
        Answer<MailExchange> answer = exchanges.get(domain.toLowerCase(Locale.ROOT), asked::mailExchanges);
        return List.of(new Step<>(asked.name(), answer, since(begin)));
    }

    private <T> List<Step<T>> ask(Function<NameSource, Answer<T>> question) {
        List<Step<T>> steps = new ArrayList<>();
        for (NameSource source : sources) {
            long begin = System.nanoTime();
            Answer<T> answer = question.apply(source);
            steps.add(new Step<>(source.name(), answer, since(begin)));
            if (answer instanceof Answer.Found<T> || answer instanceof Answer.Failed<T>) {
                break;
            }
        }
        return List.copyOf(steps);
    }

    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
        Optional<InetAddress> literal = literal(host);
        return literal.isPresent() ? List.of(literal.get()) : values(addresses(host), "host " + host);
    }

    @Override
    public List<InetAddress> again(String host) throws UnknownHostException {
        Optional<InetAddress> literal = literal(host);
        return literal.isPresent()
                ? List.of(literal.get())
                : values(ask(source -> source.addressesAgain(host)), "host " + host);
    }

    @Override
    public Map<String, CompletableFuture<List<InetAddress>>> all(Collection<String> names) {
        return names.stream().collect(Collectors.toMap(Function.identity(), this::begun));
    }

    /** Whoever asks for a name that is asked for already waits for the same answer, and no thread for him. */
    private CompletableFuture<List<InetAddress>> begun(String host) {
        CompletableFuture<List<InetAddress>> answer =
                underWay.computeIfAbsent(host, name -> CompletableFuture.supplyAsync(() -> orNone(name), SIDE_BY_SIDE));
        answer.whenComplete((addresses, failure) -> underWay.remove(host, answer));
        return answer;
    }

    private List<InetAddress> orNone(String host) {
        try {
            return of(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @Override
    public List<String> of(InetAddress address) throws UnknownHostException {
        return values(names(address), "address " + address.getHostAddress());
    }

    private static <T> List<T> values(List<Step<T>> steps, String what) throws UnknownHostException {
        List<String> told = new ArrayList<>();
        for (Step<T> step : steps) {
            if (step.answer() instanceof Answer.Found<T> found) {
                return found.values();
            }
            if (step.answer() instanceof Answer.Failed<T> failed) {
                throw new UnknownHostException(
                        what + " is not known now, temporary failure of " + step.source() + ": " + failed.why());
            }
            if (step.answer() instanceof Answer.None<T> none) {
                told.add(step.source() + ": " + none.why());
            }
        }
        throw new UnknownHostException(what + " is unknown (" + String.join("; ", told) + ")");
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(CidrBlock.parseAddress(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** A name from elsewhere, without what would spoil a line. */
    static String printable(String name) {
        String text = name.replaceAll("[^ -~]", "?");
        return text.length() > 255 ? text.substring(0, 255) + "..." : text;
    }
}
