package org.openx400.mta.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openx400.mta.config.ConfigurationChange;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.internet.InternetGateway;
import org.openx400.mta.relay.Relay;

/** The ways to Internet mail of one group while it is active on this node. */
final class InternetServices {
    private final NodeParts parts;
    private final Supplier<Relay> relay;
    private final BooleanSupplier mayAct;
    private volatile List<InternetService> present;

    /** One way and what it is to work by. */
    private record Step(InternetService service, InternetService.Work work) {}

    /** What is to be different; nothing is before {@link #serve}. */
    static final class Change {
        private final List<Step> steps = new ArrayList<>();
        private final List<InternetService> added = new ArrayList<>();
        private final List<ConfigurationChange> contents = new ArrayList<>();

        /** What is different in files that the configuration names as before. */
        List<ConfigurationChange> contents() {
            return contents;
        }

        /** It is not to be. */
        void cancel() {
            added.forEach(InternetService::close);
        }
    }

    /** @throws IOException if the files of a way cannot be used */
    InternetServices(NodeParts parts, MtaConfiguration.Group group, Supplier<Relay> relay, BooleanSupplier mayAct)
            throws IOException {
        this.parts = parts;
        this.relay = relay;
        this.mayAct = mayAct;
        this.present = List.of();
        serve(prepare(group));
    }

    /**
     * Makes what the group is to have.
     *
     * @throws IOException if the files of a way cannot be used; then nothing is left of it
     */
    Change prepare(MtaConfiguration.Group group) throws IOException {
        Change change = new Change();
        try {
            for (SmtpConnector connector : group.smtpConnectors()) {
                Optional<InternetService> before = named(connector.name());
                if (before.isPresent()) {
                    InternetService.Work work = before.get().prepare(connector);
                    change.contents.addAll(before.get().work().files().changes(connector.name(), work.files()));
                    change.steps.add(new Step(before.get(), work));
                } else {
                    InternetService service = new InternetService(parts, group, connector, relay, mayAct);
                    change.added.add(service);
                    change.steps.add(new Step(service, service.work()));
                }
            }
            return change;
        } catch (IOException | RuntimeException e) {
            change.cancel();
            throw e;
        }
    }

    /** Goes on with that; returns the ways that are gone: they listen no more, and are to be closed. */
    List<InternetService> serve(Change change) {
        List<InternetService> next = change.steps.stream().map(Step::service).toList();
        List<InternetService> gone =
                present.stream().filter(service -> !next.contains(service)).toList();
        change.steps.forEach(step -> step.service().serve(step.work()));
        present = next;
        gone.forEach(InternetService::stopListening);
        return gone;
    }

    /** The way of this name; empty if there is none. */
    Optional<InternetService> named(String name) {
        return present.stream().filter(service -> service.name().equals(name)).findFirst();
    }

    List<InternetService> all() {
        return present;
    }

    List<InternetGateway> gateways() {
        return present.stream().map(InternetService::gateway).toList();
    }

    /** Where peers may connect, as the kernel reports it. */
    List<InetSocketAddress> listening() {
        return present.stream().flatMap(service -> service.listening().stream()).toList();
    }

    void stopListening() {
        present.forEach(InternetService::stopListening);
    }

    void close() {
        present.forEach(InternetService::close);
    }
}
