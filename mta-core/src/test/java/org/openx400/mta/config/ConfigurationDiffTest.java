package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.config.Loading.MTA;
import static org.openx400.mta.config.Loading.connector;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.routing.LocalUser;

class ConfigurationDiffTest {
    @TempDir
    Path folder;

    private List<String> diff(String before, String after) throws ConfigurationException {
        Loading loading = new Loading(folder);
        return ConfigurationDiff.between(loading.load(before), loading.load(after)).stream()
                .map(ConfigurationChange::toString)
                .toList();
    }

    @Test
    void findsNothingBetweenTwoReadingsOfOneFile() throws Exception {
        String yaml = connector("remote: { addresses: [192.0.2.9] }", "sourceAddress: 127.0.0.1");
        assertThat(diff(yaml, yaml)).isEmpty();
    }

    @Test
    void tellsEachChangedKeyOfAConnector() throws Exception {
        assertThat(diff(
                        connector("remote: { addresses: [192.0.2.9] }", "sourceAddress: 127.0.0.1"),
                        connector("remote: { addresses: [192.0.2.10] }", "sourceAddress: 127.0.0.5")))
                .containsExactlyInAnyOrder(
                        "connectors[to-site2].remote.addresses removed: 192.0.2.9",
                        "connectors[to-site2].remote.addresses added: 192.0.2.10",
                        "connectors[to-site2].sourceAddress: 127.0.0.1 -> 127.0.0.5");
    }

    @Test
    void tellsConnectorsThatComeAndGo() throws Exception {
        String one = connector("remote: { addresses: [192.0.2.9] }");
        assertThat(diff(one, MTA)).containsExactly("connectors[to-site2] removed");
        assertThat(diff(MTA, one)).containsExactly("connectors[to-site2] added");
    }

    @Test
    void tellsOfAPasswordOnlyThatItIsAnother() throws Exception {
        String yaml = MTA.replace("name: HUB", "name: HUB\n  password: env:PASSWORD");
        assertThat(diff(MTA, yaml)).containsExactly("mta.password changed");
        assertThat(diff(yaml, MTA)).containsExactly("mta.password changed");
    }

    @Test
    void tellsWhenOnlyTheOrderOfConnectorsOrGroupsIsAnother() throws Exception {
        String cluster = MTA + """
                store: { url: "jdbc:postgresql://db/mta", user: mta }
                cluster:
                  node: a
                  groups:
                    - { name: EAST, address: 10.77.0.100 }
                    - { name: WEST, address: 10.77.0.200 }
                connectors:
                  - { name: one, group: EAST, remote: { addresses: [192.0.2.1] }, mta: { name: ONE } }
                  - { name: two, group: EAST, remote: { addresses: [192.0.2.2] }, mta: { name: TWO } }
                """;
        assertThat(diff(cluster, swapped(cluster, "EAST, address: 10.77.0.100", "WEST, address: 10.77.0.200")))
                .containsExactly("cluster.groups: [EAST, WEST] -> [WEST, EAST]");
        String other = swapped(
                swapped(swapped(cluster, "name: one", "name: two"), "name: ONE", "name: TWO"),
                "192.0.2.1",
                "192.0.2.2");
        assertThat(diff(cluster, other))
                .containsExactly(
                        "connectors: [one, two] -> [two, one]",
                        "cluster.groups[EAST].connectors: [one, two] -> [two, one]");
    }

    private static String swapped(String text, String one, String two) {
        return text.replace(one, "\0").replace(two, one).replace("\0", two);
    }

    @Test
    void usesTheWordsOfTheFile() throws Exception {
        String before = connector("remote: { addresses: [192.0.2.9] }");
        String after = connector(
                                "remote: { addresses: [192.0.2.9] }",
                                "dialogue: two-way-alternate",
                                "schedule: never",
                                "rts: { checkpointSize: 64KB }",
                                "selectors: { outgoing: { t: X } }",
                                "addressSpace: [{ address: C=US;A= ;P=FAR }]")
                        .replace("prmd: EXAMPLE }", "prmd: OTHER }\n  data: elsewhere\n  node: b")
                + "limits: { upperBounds: tolerate }\n";
        assertThat(diff(before, after).stream().map(change -> change.replace(folder + "/", "")))
                .contains(
                        "mta.domain: /C=US/A= /P=EXAMPLE -> /C=US/A= /P=OTHER",
                        "mta.data: data -> elsewhere",
                        "mta.node: node-a -> b",
                        "mta.mailboxes.folder: data/mailboxes -> elsewhere/mailboxes",
                        "connectors[to-site2].dialogue: monologue -> two-way-alternate",
                        "connectors[to-site2].schedule: always -> never",
                        "connectors[to-site2].rts.checkpointSize: 60KB -> 64KB",
                        "connectors[to-site2].selectors.outgoing: T none, S none, P none -> T \"X\", S none, P none",
                        "connectors[to-site2].addressSpace added: address C=US;A= ;P=FAR, cost 1",
                        "limits.upperBounds: enforce -> tolerate");
    }

    @Test
    void namesOnlyKeysThatTheFileHas() {
        Set<String> unknown = new TreeSet<>();
        check(MtaConfiguration.class, ConfigurationFile.class, "", unknown);
        check(SmtpConnector.class, SmtpFile.Connector.class, "connectors.", unknown);
        assertThat(unknown)
                .as("beside which connectors of a group, which the file has the other way round")
                .containsExactly("cluster.groups.connectors");
    }

    /** Collects the paths of components that lead to no key. */
    private static void check(Class<?> meant, Class<?> written, String at, Set<String> unknown) {
        for (RecordComponent component : meant.getRecordComponents()) {
            String key = FileWords.key(component);
            Optional<RecordComponent> found = Optional.empty();
            Class<?> type = written;
            for (String word : key.split("\\.")) {
                found = Stream.of(type.getRecordComponents())
                        .filter(each -> each.getName().equals(word))
                        .findFirst();
                if (found.isEmpty()) {
                    break;
                }
                type = item(found.get());
            }
            Class<?> deeper = item(component);
            if (found.isEmpty()) {
                if (!component.getName().equals("warnings")) {
                    unknown.add(at + key);
                }
            } else if (deeper.isRecord()
                    && type.isRecord()
                    && deeper != SmtpConnector.class
                    && !deeper.getPackageName().equals("org.openx400.mta.address")
                    && deeper != LocalUser.class) {
                check(deeper, type, at + key + ".", unknown);
            }
        }
    }

    private static Class<?> item(RecordComponent component) {
        Type type = component.getGenericType();
        return type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> one
                ? one
                : component.getType();
    }
}
