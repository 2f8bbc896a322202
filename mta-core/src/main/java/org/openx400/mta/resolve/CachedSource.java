package org.openx400.mta.resolve;

import java.net.InetAddress;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.event.EventLog;

/** A source on the network, asked again only when its answer is too old. What it finds is an event. */
final class CachedSource implements NameSource {
    private final NameSource source;
    private final EventLog events;
    private final TtlCache<String, InetAddress> addresses;
    private final TtlCache<InetAddress, String> names;

    CachedSource(NameSource source, EventLog events, LongSupplier nanoTime) {
        this.source = source;
        this.events = events;
        this.addresses = new TtlCache<>(nanoTime);
        this.names = new TtlCache<>(nanoTime);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Answer<InetAddress> addresses(String host) {
        return addresses.get(
                host.toLowerCase(Locale.ROOT), name -> told(source.addresses(name), name, InetAddress::getHostAddress));
    }

    @Override
    public Answer<InetAddress> addressesAgain(String host) {
        addresses.forget(host.toLowerCase(Locale.ROOT));
        return addresses(host);
    }

    @Override
    public Answer<String> names(InetAddress address) {
        return names.get(address, known -> told(source.names(known), known.getHostAddress(), NameChain::printable));
    }

    private <T> Answer<T> told(Answer<T> answer, String question, java.util.function.Function<T, String> text) {
        if (answer instanceof Answer.Found<T> found) {
            Event.of(EventId.NAME_RESOLVED)
                    .with("name", question)
                    .with(
                            "answer",
                            String.join(", ", found.values().stream().map(text).toList()))
                    .with("source", source.name())
                    .with("seconds", found.ttl().toSeconds())
                    .to(events);
        }
        return answer;
    }
}
