package org.openx400.mta.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.connector.Connectors.named;
import static org.openx400.mta.connector.Connectors.selectors;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openx400.mta.event.Event;
import org.openx400.mta.event.EventId;
import org.openx400.mta.octets.Octets;

class GatewayMatcherTest {
    private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.9", 4711);

    private final List<String> lookedUp = new ArrayList<>();

    private Candidates tcp(Connectors... connectors) {
        HostAddresses hosts = host -> {
            lookedUp.add(host);
            if (!host.equals("peer.example.org")) {
                throw new UnknownHostException("host " + host + " has no address");
            }
            return List.of(InetAddress.getByName("192.0.2.8"), InetAddress.getByName("192.0.2.9"));
        };
        return new GatewayMatcher(Stream.of(connectors).map(Connectors::build).toList(), hosts).tcp(PEER);
    }

    private static List<String> names(Candidates candidates) {
        return candidates.connectors().stream().map(Connector::name).toList();
    }

    private static PeerIdentity peer(String mtaName, @Nullable String password) {
        return peer(Mode.NORMAL_1988, Selectors.NONE, Selectors.NONE, mtaName, password, false);
    }

    private static PeerIdentity peer(
            Mode mode,
            Selectors called,
            Selectors calling,
            @Nullable String mtaName,
            @Nullable String password,
            boolean twoWayAlternate) {
        Octets octets = password == null ? null : Octets.latin1(password);
        return new PeerIdentity(mode, called, calling, mtaName, octets, twoWayAlternate);
    }

    private static String matched(MatchResult result) {
        return result instanceof MatchResult.Matched m ? m.connector().name() : result.toString();
    }

    @Test
    void findsByAddressOrBlockWithoutLookingNamesUp() {
        Candidates candidates = tcp(
                named("other").addresses("192.0.2.8"),
                named("block").addresses("198.51.100.0/24", "192.0.2.0/28"),
                named("single").addresses("192.0.2.9"),
                named("host").hosts("peer.example.org"));
        assertThat(names(candidates)).containsExactly("block", "single");
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void findsByHostNameWhenNoAddressMatches() {
        Candidates candidates = tcp(
                named("other").addresses("192.0.2.8"),
                named("unknown").hosts("unknown.example.org"),
                named("host").hosts("unknown.example.org", "peer.example.org"));
        assertThat(names(candidates)).containsExactly("host");
        assertThat(lookedUp).containsExactly("unknown.example.org", "unknown.example.org", "peer.example.org");
    }

    @Test
    void takesThoseThatMatchByCredentialsFromAnyAddress() {
        assertThat(names(tcp(named("any").anyAddress(), named("single")))).containsExactly("single", "any");
    }

    @Test
    void explainsARefusalWithTheAddressInDigitsAndHexadecimal() {
        Candidates candidates = tcp(
                named("a").addresses("192.0.2.8", "198.51.100.0/24"), named("b").hosts("unknown.example.org"));
        assertThat(candidates.isEmpty()).isTrue();
        Event event = Event.of(EventId.CONNECTOR_NOT_FOUND)
                .with("address", candidates.trail().networkAddress())
                .with("called", new Selectors(Octets.latin1("X400"), Octets.NONE, Octets.NONE))
                .with("calling", Selectors.NONE)
                .with("mta", "not known yet")
                .with("why", candidates.trail())
                .build();
        assertThat(event.message())
                .isEqualTo(
                        "The message transfer gateway that uses the network address 192.0.2.9 (C0000209) and the"
                                + " transport stack TCP could not be found. Check the configuration of the mail gateway. Called"
                                + " selectors: T \"X400\", S none, P none; calling: T none, S none, P none; MTA name: not known yet."
                                + " Tried: a: addresses are 192.0.2.8, 198.51.100.0/24; b: host unknown.example.org has no address");
        assertThat(tcp().trail()).hasToString("nothing, as there is no connector");
    }

    @Test
    void anAddressThatIsListedNeedsNoLookUp() {
        HostAddresses never = host -> {
            throw new AssertionError(host + " is looked up");
        };
        GatewayMatcher matcher = new GatewayMatcher(
                List.of(
                        named("a").addresses("192.0.2.9").build(),
                        named("b").hosts("b.example.org").build()),
                never);
        assertThat(matcher.listed(new InetSocketAddress("192.0.2.9", 1)))
                .hasValueSatisfying(found -> assertThat(names(found)).containsExactly("a"));
        assertThat(matcher.listed(new InetSocketAddress("192.0.2.10", 1))).isEmpty();
    }

    @Test
    void aNameThatIsNotAnsweredDelaysNobodyWhoseOwnNameIs() throws Exception {
        CompletableFuture<List<InetAddress>> never = new CompletableFuture<>();
        List<InetAddress> peer = List.of(PEER.getAddress());
        HostAddresses hosts = new HostAddresses() {
            @Override
            public List<InetAddress> of(String host) {
                if (host.equals("dead.example.org")) {
                    throw new AssertionError("is not waited for");
                }
                return peer;
            }

            @Override
            public Map<String, CompletableFuture<List<InetAddress>>> all(Collection<String> names) {
                return Map.of("dead.example.org", never, "peer.example.org", CompletableFuture.completedFuture(peer));
            }
        };
        GatewayMatcher matcher = new GatewayMatcher(
                List.of(
                        named("a").hosts("dead.example.org").build(),
                        named("b").hosts("peer.example.org").build()),
                hosts);
        assertThat(names(matcher.tcp(PEER))).containsExactly("b");
    }

    private Candidates backwards(HostNames names, Connectors... connectors) {
        HostAddresses hosts = host -> {
            lookedUp.add(host);
            // The first look-up of a name fails for a moment, so that only the reverse name finds it.
            if (lookedUp.indexOf(host) == lookedUp.size() - 1 || !host.equalsIgnoreCase("peer.example.org")) {
                throw new UnknownHostException("host " + host + " has no address");
            }
            return List.of(InetAddress.getByName("192.0.2.9"));
        };
        return new GatewayMatcher(Stream.of(connectors).map(Connectors::build).toList(), hosts, names).tcp(PEER);
    }

    @Test
    void findsByTheReverseNameOnlyWhenItIsConfirmedForward() {
        HostNames names = address -> List.of("PEER.example.org.", "other.example.org");
        Candidates found = backwards(
                names,
                named("a").hosts("peer.example.org"),
                named("b").hosts("other.example.org"),
                named("c").hosts("third.example.org"));
        assertThat(names(found)).containsExactly("a");
        assertThat(found.trail().steps())
                .endsWith(
                        "reverse name is PEER.example.org., other.example.org",
                        "b: reverse name other.example.org is not confirmed forward");
    }

    @Test
    void tellsInARefusalThatThereIsNoReverseName() {
        HostNames names = address -> {
            throw new UnknownHostException("address " + address.getHostAddress() + " is unknown");
        };
        assertThat(backwards(names, named("a").addresses("192.0.2.8")).trail().steps())
                .containsExactly("a: addresses are 192.0.2.8", "no reverse name: address 192.0.2.9 is unknown");
    }

    @Test
    void looksNoAddressUpBackwardsThatMatchedOrThatCredentialsWillTell() {
        List<InetAddress> asked = new ArrayList<>();
        HostNames names = address -> {
            asked.add(address);
            return List.of("peer.example.org");
        };
        backwards(names, named("single"), named("host").hosts("peer.example.org"));
        backwards(names, named("other").addresses("192.0.2.8"), named("any").anyAddress());
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsTheReverseNameOnceInARefusalThatNeededNone() {
        List<InetAddress> asked = new ArrayList<>();
        HostNames names = address -> {
            asked.add(address);
            return List.of("peer.example.org");
        };
        List<Connector> connectors = Stream.of(named("single"), named("host").hosts("peer.example.org"))
                .map(Connectors::build)
                .toList();
        HostAddresses never = host -> {
            throw new AssertionError(host + " is looked up");
        };
        GatewayMatcher matcher = new GatewayMatcher(connectors, never, names);
        MatchTrail whole = matcher.whole(matcher.tcp(PEER).trail());
        assertThat(whole.steps()).containsExactly("reverse name is peer.example.org");
        assertThat(matcher.whole(whole)).isSameAs(whole);
        assertThat(asked).hasSize(1);
    }

    @Test
    void narrowsByTheCalledTransportSelector() {
        Candidates candidates = tcp(
                named("text").incoming("X400", "", ""),
                named("any"),
                named("octets").incoming("\u0001\u0002", "", ""));
        assertThat(names(candidates.transport(Octets.latin1("X400"), Octets.NONE)))
                .containsExactly("text", "any");
        Candidates none = tcp(
                        named("text").incoming("X400", "", ""), named("octets").incoming("\u0001\u0002", "", ""))
                .transport(Octets.of(3), Octets.NONE);
        assertThat(none.isEmpty()).isTrue();
        assertThat(none.trail().steps())
                .containsExactly(
                        "text: incoming T-selector is \"X400\", called 0x03",
                        "octets: incoming T-selector is 0x0102, called 0x03");
    }

    @Test
    void tellsConnectorsOfOneAddressApartByNameAndPassword() {
        Candidates candidates = tcp(
                named("a").mta("MTA2", "one"),
                named("b").mta("MTA2", "two"),
                named("c").mta("mta2", ""));
        assertThat(matched(candidates.bind(peer("MTA2", "two")))).isEqualTo("b");
        assertThat(matched(candidates.bind(peer("MTA2", "one")))).isEqualTo("a");
        assertThat(matched(candidates.bind(peer("mta2", null)))).isEqualTo("c");
        assertThat(matched(candidates.bind(peer("mta2", "")))).isEqualTo("c");
    }

    @Test
    void doesNotKnowAnotherMtaName() {
        MatchResult result = tcp(named("a").mta("MTA2", "one")).bind(peer("mta2\u0007", "one"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        MatchResult.UnknownMta.class,
                        unknown -> assertThat(unknown.trail().steps())
                                .containsExactly("a: MTA name is \"MTA2\", called itself \"mta2?\""));
        PeerIdentity anonymous = peer(Mode.NORMAL_1988, Selectors.NONE, Selectors.NONE, null, null, false);
        assertThat(tcp(named("a").mta("MTA2", "")).bind(anonymous))
                .isInstanceOfSatisfying(
                        MatchResult.UnknownMta.class,
                        unknown -> assertThat(unknown.trail().steps())
                                .containsExactly("a: MTA name is \"MTA2\", called itself none"));
    }

    @Test
    void refusesAnotherPasswordWithoutShowingEither() {
        for (String password : new String[] {"S3CRET", "s3cret ", "", null}) {
            MatchResult result = tcp(named("a").mta("MTA2", "s3cret")).bind(peer("MTA2", password));
            assertThat(result).isInstanceOfSatisfying(MatchResult.BadCredentials.class, bad -> {
                assertThat(bad.connector().name()).isEqualTo("a");
                assertThat(bad.trail().steps()).containsExactly("a: password is another");
                assertThat(bad.toString()).doesNotContainIgnoringCase("s3cret");
            });
        }
    }

    @Test
    void refusesAPasswordWhereNoneIsConfigured() {
        assertThat(tcp(named("a")).bind(peer("a", "x"))).isInstanceOf(MatchResult.BadCredentials.class);
    }

    @Test
    void narrowsByModeAndUpperSelectors() {
        Candidates candidates = tcp(
                named("1984").mta("M", "").mode(Mode.X410_1984),
                named("s").mta("M", "").incoming("", "S1", ""),
                named("p").mta("M", "").incoming("", "S2", "P2"));
        assertThat(matched(candidates.bind(
                        peer(Mode.X410_1984, selectors("T", "", ""), Selectors.NONE, "M", null, false))))
                .isEqualTo("1984");
        assertThat(matched(candidates.bind(
                        peer(Mode.NORMAL_1988, selectors("T", "S2", "P2"), Selectors.NONE, "M", null, false))))
                .isEqualTo("p");
        assertThat(candidates.bind(peer(Mode.NORMAL_1988, selectors("T", "S2", ""), Selectors.NONE, "M", null, false)))
                .isInstanceOfSatisfying(
                        MatchResult.NoCandidate.class,
                        none -> assertThat(none.trail().steps())
                                .containsExactly(
                                        "1984: mode is 1984, not 1988-normal",
                                        "s: incoming S-selector is \"S1\", called \"S2\"",
                                        "p: incoming P-selector is \"P2\", called none"));
    }

    @Test
    void refusesAnotherDialogueModeOnlyWhenAllElseFits() {
        PeerIdentity twoWay = peer(Mode.NORMAL_1988, Selectors.NONE, Selectors.NONE, "M", null, true);
        assertThat(tcp(named("a").mta("M", "")).bind(twoWay))
                .isInstanceOfSatisfying(MatchResult.WrongDialogueMode.class, wrong -> {
                    assertThat(wrong.connector().name()).isEqualTo("a");
                    assertThat(wrong.trail().steps()).containsExactly("a: dialogue is monologue");
                });
        assertThat(matched(tcp(named("a").mta("M", ""), named("b").mta("M", "").twoWayAlternate())
                        .bind(twoWay)))
                .isEqualTo("b");
    }

    @Test
    void prefersTheConnectorWhoseSelectorsThePeerGivesForItself() {
        Candidates candidates = tcp(
                named("a").mta("M", "").outgoing("A"),
                named("b").mta("M", "").outgoing("B").addresses("192.0.2.0/24"));
        assertThat(matched(candidates.bind(
                        peer(Mode.NORMAL_1988, Selectors.NONE, selectors("B", "", ""), "M", null, false))))
                .isEqualTo("b");
        assertThat(matched(candidates.bind(
                        peer(Mode.NORMAL_1988, Selectors.NONE, selectors("C", "", ""), "M", null, false))))
                .isEqualTo("a");
    }

    @Test
    void prefersTheLongerPrefixWhenNothingElseTellsThemApart() {
        Candidates candidates = tcp(
                named("any").mta("M", "x").anyAddress(),
                named("24").mta("M", "x").addresses("192.0.2.0/24"),
                named("28").mta("M", "x").addresses("192.0.2.0/28"),
                named("16").mta("M", "x").addresses("192.0.0.0/16"));
        assertThat(matched(candidates.bind(peer("M", "x")))).isEqualTo("28");
    }
}
