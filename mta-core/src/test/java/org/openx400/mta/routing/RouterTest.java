package org.openx400.mta.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Connectors;

class RouterTest {
    private static final GlobalDomainIdentifier OURS = GlobalDomainIdentifier.of("US", " ", "HUB");

    private final Set<String> down = new HashSet<>();
    private final List<LocalUser> users =
            List.of(new LocalUser(List.of(address("C=US;A= ;P=HUB;S=Duty"), address("C=DE;S=Duty")), "duty"));

    private Router router(Connectors... connectors) {
        List<Connector> built =
                java.util.Arrays.stream(connectors).map(Connectors::build).toList();
        return new Router(OURS, built, users, connector -> !down.contains(connector));
    }

    private static ORAddress address(String text) {
        try {
            return ORAddressText.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static RouteDecision route(Router router, String address) {
        return router.route(address(address), Set.of());
    }

    private static RouteDecision relay(String... connectors) {
        return new RouteDecision.Relay(List.of(connectors));
    }

    @Test
    void deliversToALocalUserWhateverThePatternsSay() {
        Router router =
                router(Connectors.named("a").serves("C=US;A= ;P=HUB;S=Duty", 0).serves("C=DE", 0));
        assertThat(route(router, "c=us;p=hub;s=DUTY")).isEqualTo(new RouteDecision.Local("duty"));
        assertThat(route(router, "C=DE;S=Duty")).isEqualTo(new RouteDecision.Local("duty"));
    }

    @Test
    void knowsALocalUserInWhateverStringFormsTheAddressIsSaid() {
        LocalUser boss = new LocalUser(List.of(address("C=US;A= ;P=HUB;O=Bank;CN=Boss")), "boss");
        LocalUser chief = new LocalUser(List.of(address("C=US;A= ;P=HUB;CN=Mueller;CN(T)=Miller")), "chief");
        Router router = new Router(OURS, List.of(), List.of(boss, chief), connector -> true);
        for (String address : List.of(
                "C=US;A= ;P=HUB;O=Bank;CN=Boss;CN(T)=Boss",
                "C=US;A= ;P=HUB;O=Bank;CN(T)=Boss",
                "C=US;A= ;P=HUB;O(T)=Bank;CN(U)=Boss",
                "C=US;A= ;P=HUB;O=Bank;CN=Boss;CN(T)=Bo\u00df")) {
            assertThat(route(router, address)).isEqualTo(new RouteDecision.Local("boss"));
        }
        assertThat(route(router, "C=US;A= ;P=HUB;CN(U)=Miller")).isEqualTo(new RouteDecision.Local("chief"));
        assertThat(route(router, "C=US;A= ;P=HUB;O=Bank;CN(T)=Bus")).isInstanceOf(RouteDecision.Unroutable.class);
    }

    @Test
    void prefersTheLongestPattern() {
        Router router = router(
                Connectors.named("default").serves("C=*", 0),
                Connectors.named("country").serves("C=US", 0),
                Connectors.named("organization").serves("C=US;A= ;P=SITE2;O=*", 100),
                Connectors.named("site").serves("C=US;A= ;P=SITE2", 0));
        assertThat(route(router, "C=US;A= ;P=SITE2;O=X;S=A")).isEqualTo(relay("organization"));
        assertThat(route(router, "C=US;A= ;P=SITE2;S=A")).isEqualTo(relay("site"));
        assertThat(route(router, "C=US;A= ;P=OTHER;S=A")).isEqualTo(relay("country"));
        assertThat(route(router, "C=FR;A= ;P=OTHER;S=A")).isEqualTo(relay("default"));
    }

    @Test
    void prefersTheCheaperThenTheFirstOfTheConfiguration() {
        Router router = router(
                Connectors.named("dear").serves("C=FR", 9),
                Connectors.named("first").serves("C=FR", 1),
                Connectors.named("second").serves("C=FR", 1));
        assertThat(route(router, "C=FR;S=A")).isEqualTo(relay("first", "second", "dear"));
    }

    @Test
    void triesASecondRouteWhenTheFirstIsDown() {
        Router router = router(
                Connectors.named("cheap").serves("C=FR", 1),
                Connectors.named("dear").serves("C=FR", 9));
        down.add("cheap");
        assertThat(route(router, "C=FR;S=A")).isEqualTo(relay("dear", "cheap"));
        down.add("dear");
        assertThat(route(router, "C=FR;S=A")).isEqualTo(relay("cheap", "dear"));
    }

    @Test
    void waitsForADownConnectorRatherThanUseAShorterPattern() {
        Router router = router(
                Connectors.named("exact").serves("C=FR;A=X", 1),
                Connectors.named("default").serves("C=*", 1));
        down.add("exact");
        assertThat(route(router, "C=FR;A=X;S=A")).isEqualTo(relay("exact"));
    }

    @Test
    void sendsBackToWhereItCameFromOnlyWhenThereIsNoOther() {
        Router router = router(
                Connectors.named("a").serves("C=FR", 1),
                Connectors.named("b").serves("C=FR", 1).serves("C=DE", 1));
        assertThat(router.route(address("C=FR;S=A"), Set.of("a"))).isEqualTo(relay("b", "a"));
        assertThat(router.route(address("C=DE;S=A"), Set.of("b"))).isEqualTo(relay("b"));
    }

    @Test
    void namesAConnectorOnceThoughSeveralOfItsPatternsMatch() {
        Router router = router(Connectors.named("a").serves("C=FR;O=*", 1).serves("C=FR;P=*", 2));
        assertThat(route(router, "C=FR;A=X;P=Y;O=Z;S=A")).isEqualTo(relay("a"));
    }

    @Test
    void doesNotRecogniseWhatNobodyServes() {
        Router router = router(Connectors.named("a").serves("C=FR", 1));
        assertThat(route(router, "C=DE;S=Nobody"))
                .isEqualTo(new RouteDecision.Unroutable(1, 0, "no connector serves this address"));
    }

    @Test
    void keepsUnknownUsersOfItsOwnDomainOffTheDefaultRoute() {
        Router router = router(
                Connectors.named("default").serves("C=*", 1).serves("C=US;O=*", 1),
                Connectors.named("branch").serves("C=US;A= ;P=HUB;O=Branch", 1));
        assertThat(route(router, "C=US;A= ;P=HUB;O=X;S=Nobody"))
                .isEqualTo(new RouteDecision.Unroutable(1, 0, "no user of our domain has this address"));
        assertThat(route(router, "C=US;A= ;P=HUB;O=Branch;S=A")).isEqualTo(relay("branch"));
        assertThat(route(router, "C=US;A= ;P=OTHER;O=X;S=A")).isEqualTo(relay("default"));
    }

    @Test
    void ownsNoPrivateDomainWhenItIsAnAdmdItself() {
        Router router = new Router(
                GlobalDomainIdentifier.of("US", "ADMD", null),
                List.of(Connectors.named("a").serves("C=US", 1).build()),
                List.of(),
                connector -> true);
        assertThat(route(router, "C=US;A=ADMD;P=X;S=A")).isEqualTo(relay("a"));
        assertThat(route(router, "C=US;A=ADMD;S=A")).isInstanceOf(RouteDecision.Unroutable.class);
    }

    @Test
    void explainsEveryCandidate() {
        Router router = router(
                Connectors.named("default").serves("C=*", 0),
                Connectors.named("dear").serves("C=FR;P=X", 9),
                Connectors.named("down").serves("C=FR;P=X", 0),
                Connectors.named("best").serves("C=FR;P=X", 1),
                Connectors.named("later").serves("C=FR;P=X", 1));
        down.add("down");
        assertThat(explanation(router, "C=FR;A=A;P=X;S=A")).isEqualTo("""
                * best C=FR;P=X cost 1: best
                - later C=FR;P=X cost 1: comes later in the configuration
                - dear C=FR;P=X cost 9: costs more
                - down C=FR;P=X cost 0: waits to try again
                - default C=* cost 0: a longer pattern matches""");
        assertThat(explanation(router, "C=US;A= ;P=HUB;S=Nobody"))
                .isEqualTo("- default C=* cost 0: the address is of our own domain, which this pattern does not name");
        assertThat(explanation(router, "C=US;A= ;P=HUB;S=Duty")).isEmpty();
    }

    private static String explanation(Router router, String address) {
        return router.explain(address(address)).stream()
                .map(c -> (c.chosen() ? "* " : "- ") + c.connector() + " " + c.pattern() + " cost " + c.cost() + ": "
                        + c.why())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void findsOneOfTenThousandPatternsAtOnce() {
        List<Connector> connectors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Connectors connector = Connectors.named("c" + i);
            for (int j = 0; j < 100; j++) {
                connector = connector.serves("C=FR;A=X;P=P" + i + ";O=O" + j, 1);
            }
            connectors.add(connector.build());
        }
        Router router = new Router(OURS, connectors, users, connector -> true);
        ORAddress address = address("C=FR;A=X;P=P77;O=O33;OU1=U;S=A");
        long before = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
            assertThat(router.route(address, Set.of()).equals(relay("c77"))).isTrue();
        }
        // A scan of all patterns would need a hundred million comparisons.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }
}
