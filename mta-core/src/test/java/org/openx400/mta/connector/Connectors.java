package org.openx400.mta.connector;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.openx400.mta.address.AddressPattern;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.octets.Octets;

/** Makes connectors for tests: the defaults of the configuration, changed step by step. */
public record Connectors(Connector build) {
    /** MTA name as the connector, no passwords, address 192.0.2.9, no address space. */
    public static Connectors named(String name) {
        return new Connectors(new Connector(
                name,
                new Connector.Remote(List.of(), List.of(CidrBlock.parse("192.0.2.9")), 102),
                Connector.Match.ADDRESS,
                null,
                new MtaCredentials(name, Secret.NONE),
                new MtaCredentials("US", Secret.NONE),
                Selectors.NONE,
                Selectors.NONE,
                Mode.NORMAL_1988,
                false,
                new Connector.Rts(30, 5, Duration.ofSeconds(60)),
                new Connector.Retry(Duration.ofSeconds(600), Duration.ofSeconds(120), 2),
                new Connector.Association(
                        Duration.ofSeconds(300), Duration.ofSeconds(120), 50, 10, 1, Duration.ofSeconds(300)),
                List.of(),
                Connector.Schedule.ALWAYS,
                new Connector.Peculiarities(false, false, true)));
    }

    public Connectors addresses(String... blocks) {
        return remote(new Connector.Remote(
                build.remote().hosts(), Stream.of(blocks).map(CidrBlock::parse).toList(), 102));
    }

    public Connectors hosts(String... hosts) {
        return remote(new Connector.Remote(List.of(hosts), List.of(), 102));
    }

    /** Found by MTA name and password alone. */
    public Connectors anyAddress() {
        return with(
                new Connector.Remote(List.of(), List.of(), 102),
                Connector.Match.CREDENTIALS,
                build.mta(),
                build.outgoing(),
                build.incoming(),
                build.mode(),
                build.twoWayAlternate(),
                build.addressSpace());
    }

    public Connectors mta(String name, String password) {
        return with(
                build.remote(),
                build.match(),
                new MtaCredentials(name, Secret.of(password)),
                build.outgoing(),
                build.incoming(),
                build.mode(),
                build.twoWayAlternate(),
                build.addressSpace());
    }

    public Connectors outgoing(String t) {
        return with(
                build.remote(),
                build.match(),
                build.mta(),
                selectors(t, "", ""),
                build.incoming(),
                build.mode(),
                build.twoWayAlternate(),
                build.addressSpace());
    }

    public Connectors incoming(String t, String s, String p) {
        return with(
                build.remote(),
                build.match(),
                build.mta(),
                build.outgoing(),
                selectors(t, s, p),
                build.mode(),
                build.twoWayAlternate(),
                build.addressSpace());
    }

    public Connectors mode(Mode mode) {
        return with(
                build.remote(),
                build.match(),
                build.mta(),
                build.outgoing(),
                build.incoming(),
                mode,
                build.twoWayAlternate(),
                build.addressSpace());
    }

    public Connectors twoWayAlternate() {
        return with(
                build.remote(),
                build.match(),
                build.mta(),
                build.outgoing(),
                build.incoming(),
                build.mode(),
                true,
                build.addressSpace());
    }

    /** One more pattern. */
    public Connectors serves(String pattern, int cost) {
        try {
            AddressSpaceEntry entry = new AddressSpaceEntry(AddressPattern.parse(pattern), cost);
            return with(
                    build.remote(),
                    build.match(),
                    build.mta(),
                    build.outgoing(),
                    build.incoming(),
                    build.mode(),
                    build.twoWayAlternate(),
                    Stream.concat(build.addressSpace().stream(), Stream.of(entry))
                            .toList());
        } catch (ORAddressSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Selectors selectors(String t, String s, String p) {
        return new Selectors(Octets.latin1(t), Octets.latin1(s), Octets.latin1(p));
    }

    private Connectors remote(Connector.Remote remote) {
        return with(
                remote,
                build.match(),
                build.mta(),
                build.outgoing(),
                build.incoming(),
                build.mode(),
                build.twoWayAlternate(),
                build.addressSpace());
    }

    private Connectors with(
            Connector.Remote remote,
            Connector.Match match,
            MtaCredentials mta,
            Selectors outgoing,
            Selectors incoming,
            Mode mode,
            boolean twoWayAlternate,
            List<AddressSpaceEntry> addressSpace) {
        return new Connectors(new Connector(
                build.name(),
                remote,
                match,
                build.sourceAddress(),
                mta,
                build.local(),
                outgoing,
                incoming,
                mode,
                twoWayAlternate,
                build.rts(),
                build.retry(),
                build.association(),
                addressSpace,
                build.schedule(),
                build.peculiarities()));
    }
}
