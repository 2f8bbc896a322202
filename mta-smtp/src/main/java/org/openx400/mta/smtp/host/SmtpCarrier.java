package org.openx400.mta.smtp.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.PeerChecker;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.net.PeerSocket;
import org.openx400.mta.net.SourceBinder;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.smtp.MailCarrier;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailRecipient;
import org.openx400.mta.smtp.RecipientReply;
import org.openx400.mta.smtp.SmtpReply;

/** Carries mail by SMTP to the hosts of its recipients' domains, as a connector says. */
public final class SmtpCarrier implements MailCarrier, AutoCloseable {
    /** RFC 5321 4.5.3.1.8: every server takes as many. */
    private static final int RECIPIENTS_TOGETHER = 100;

    private final SmtpConnector connector;
    private final SmtpHosting hosting;
    private final SourceBinder binder;
    private final Function<InetAddress, @Nullable InetAddress> sources;
    private final TlsContexts tls;
    private final Executor lookUps;
    private final Ways ways;
    private final MailHosts hosts;
    private final Map<Way, Destination> destinations = new ConcurrentHashMap<>();
    private final Set<ClientConnection> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param sources gives the local address for a remote one; null lets the kernel choose
     * @param lookUps where names are looked up; may block
     * @param random for exchangers of equal preference
     */
    public SmtpCarrier(
            SmtpConnector connector,
            SmtpHosting hosting,
            SourceBinder binder,
            Function<InetAddress, @Nullable InetAddress> sources,
            TlsContexts tls,
            NameChain names,
            Executor lookUps,
            Random random) {
        this.connector = connector;
        this.hosting = hosting;
        this.binder = binder;
        this.sources = sources;
        this.tls = tls;
        this.lookUps = lookUps;
        this.ways = new Ways(connector.outgoing());
        Set<InetAddress> ours =
                connector.listen().stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
        this.hosts = new MailHosts(names, ours::contains, random);
    }

    @Override
    public CompletableFuture<List<RecipientReply>> carry(MailEnvelope envelope, MailContent content) {
        List<MailRecipient> recipients = envelope.recipients();
        Map<Way, List<Integer>> byWay = new LinkedHashMap<>();
        for (int i = 0; i < recipients.size(); i++) {
            byWay.computeIfAbsent(ways.of(recipients.get(i).path().domain()), none -> new ArrayList<>())
                    .add(i);
        }
        List<@Nullable RecipientReply> replies = new ArrayList<>(Collections.nCopies(recipients.size(), null));
        List<CompletableFuture<Void>> parts = new ArrayList<>();
        byWay.forEach((way, indexes) -> {
            for (int from = 0; from < indexes.size(); from += RECIPIENTS_TOGETHER) {
                List<Integer> part = indexes.subList(from, Math.min(indexes.size(), from + RECIPIENTS_TOGETHER));
                Delivery delivery = new Delivery(
                        envelope.to(part.stream().map(recipients::get).toList()), content);
                parts.add(delivery.result().thenAccept(results -> {
                    synchronized (replies) {
                        for (int i = 0; i < part.size(); i++) {
                            replies.set(part.get(i), results.get(i));
                        }
                    }
                }));
                submit(way, delivery);
            }
        });
        return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> {
                    synchronized (replies) {
                        return List.copyOf(replies);
                    }
                });
    }

    private void submit(Way way, Delivery delivery) {
        if (closed) {
            delivery.end(SmtpReply.of(451, "4.3.2", "The MTA stops"));
            return;
        }
        destinations
                .compute(way, (key, there) -> (there == null ? new Destination(key, this) : there).reserve())
                .submit(delivery);
    }

    /**
     * Tries the way that mail for a domain takes, step by step, without a mail. Never completes exceptionally.
     *
     * @param domain or an address literal
     */
    public CompletableFuture<List<PeerChecker.Step>> check(String domain) {
        return new HostCheck(this, ways.of(domain)).begin();
    }

    /** How many connections there are. */
    public int live() {
        return live.size();
    }

    /** Whether it has nothing under way and no connection. */
    public boolean isUnused() {
        return destinations.isEmpty() && live.isEmpty();
    }

    /** Ends all connections; what is under way is temporarily refused. */
    @Override
    public void close() {
        closed = true;
        destinations.values().forEach(Destination::stop);
        live.forEach(connection -> connection.abort("the MTA stops"));
    }

    ClientConnection connected(Destination destination, Delivery delivery, Target target, PeerSocket socket) {
        ClientConnection connection = new ClientConnection(destination, delivery, target, socket);
        live.add(connection);
        if (closed) { // it was still being opened
            connection.abort("the MTA stops");
        }
        return connection;
    }

    void gone(ClientConnection connection) {
        live.remove(connection);
    }

    void forgetIfUnused(Way way) {
        destinations.computeIfPresent(way, (key, there) -> there.isUnused() ? null : there);
    }

    String connector() {
        return connector.name();
    }

    String hostName() {
        return connector.hostName();
    }

    int perDestination() {
        return connector.outgoing().perDestination();
    }

    SmtpHosting hosting() {
        return hosting;
    }

    SourceBinder binder() {
        return binder;
    }

    @Nullable
    InetAddress source(InetAddress remote) {
        return sources.apply(remote);
    }

    TlsContexts tls() {
        return tls;
    }

    MailHosts hosts() {
        return hosts;
    }

    Executor lookUps() {
        return lookUps;
    }
}
