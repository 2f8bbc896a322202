package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.WayOut;

class ReloadTest {
    @TempDir
    Path folder;

    private Reload reload(String before, String after) throws ConfigurationException {
        Loading loading = new Loading(folder);
        return Reload.of(loading.load(before), loading.load(after));
    }

    private static List<String> texts(List<ConfigurationChange> changes) {
        return changes.stream().map(ConfigurationChange::toString).toList();
    }

    private static String cluster(String... connectors) {
        StringBuilder text = new StringBuilder("""
                mta:
                  name: HUB
                  domain: { country: US, admd: " ", prmd: EXAMPLE }
                store: { url: "jdbc:postgresql://db/mta", user: mta }
                cluster:
                  node: a
                  groups:
                    - { name: EAST, address: 10.77.0.100 }
                    - { name: WEST, address: 10.77.0.200 }
                connectors:
                """);
        for (String connector : connectors) {
            text.append("  - ").append(connector).append('\n');
        }
        return text.toString();
    }

    private static String connector(String name, String group, String address) {
        return "{ name: " + name + ", group: " + group + ", remote: { addresses: [" + address + "] }, mta: { name: "
                + name + " } }";
    }

    private static List<String> names(MtaConfiguration configuration, int group) {
        return configuration.groups().get(group).connectors().stream()
                .map(Connector::name)
                .toList();
    }

    @Test
    void connectorsUsersExpiryAndLimitsTakeEffectAndTheRestNeedsARestart() throws Exception {
        Reload reload = reload(Loading.MTA, Loading.MTA.replace("name: HUB", "name: HUB2") + """
                expiry: { urgent: 3h }
                limits: { recipients: 7 }
                localUsers:
                  - { address: "C=US;A= ;P=EXAMPLE;S=Duty", mailbox: duty }
                """);
        assertThat(texts(reload.now()))
                .hasSize(3)
                .anyMatch(change -> change.startsWith("expiry.urgent: "))
                .contains("limits.recipients: 32767 -> 7");
        assertThat(texts(reload.afterRestart())).containsExactly("mta.name: HUB -> HUB2");
        assertThat(reload.effective().mta().name()).isEqualTo("HUB");
        assertThat(reload.effective().localUsers()).hasSize(1);
    }

    @Test
    void connectorsOfAClusterComeAndGoInTheirGroups() throws Exception {
        Reload reload = reload(
                cluster(connector("ONE", "EAST", "192.0.2.1"), connector("TWO", "WEST", "192.0.2.2")),
                cluster(connector("ONE", "EAST", "192.0.2.9"), connector("THREE", "WEST", "192.0.2.3")));
        assertThat(reload.afterRestart()).isEmpty();
        assertThat(names(reload.effective(), 0)).containsExactly("ONE");
        assertThat(names(reload.effective(), 1)).containsExactly("THREE");
    }

    @Test
    void aConnectorThatMovesToAnotherGroupStaysAsItIsUntilARestart() throws Exception {
        String before = cluster(connector("ONE", "EAST", "192.0.2.1"), connector("TWO", "WEST", "192.0.2.2"));
        String after = cluster(connector("ONE", "WEST", "192.0.2.9"), connector("TWO", "WEST", "192.0.2.2"));
        Reload reload = reload(before, after);
        assertThat(reload.now()).isEmpty();
        assertThat(names(reload.effective(), 0)).containsExactly("ONE");
        assertThat(names(reload.effective(), 1)).containsExactly("TWO");
        assertThat(texts(reload.afterRestart())).anyMatch(change -> change.startsWith("connectors[ONE].remote"));
    }

    private static String mail(String name, String group, String more) {
        return "{ name: " + name + ", type: smtp, " + group
                + "hostName: gw.example.org, mapping: { domain: gw.example.org,"
                + " address: \"C=US;A= ;P=EXAMPLE;O=Internet\" }" + more + " }";
    }

    @Test
    void connectorsOfInternetMailTakeEffectToo() throws Exception {
        String limits = ", limits: { size: 1MB }, outgoing: { retry: 5m }";
        Reload reload = reload(
                Loading.MTA + "connectors:\n  - " + mail("internet", "", "") + "\n  - " + mail("gone", "", "") + "\n",
                Loading.MTA + "connectors:\n  - " + mail("internet", "", limits) + "\n  - " + mail("new", "", "")
                        + "\n");
        assertThat(texts(reload.now()))
                .containsExactlyInAnyOrder(
                        "connectors[internet].limits.size: 52428800 -> 1048576",
                        "connectors[internet].outgoing.retry: 900s -> 300s",
                        "connectors[gone] removed",
                        "connectors[new] added");
        assertThat(reload.afterRestart()).isEmpty();
        assertThat(reload.effective().groups().get(0).smtpConnectors())
                .extracting(WayOut::name)
                .containsExactly("internet", "new");
    }

    @Test
    void aConnectorThatBecomesAnotherKindStaysAsItIsUntilARestart() throws Exception {
        String mta = Loading.MTA + "connectors:\n  - ";
        Reload reload = reload(
                mta + "{ name: A, remote: { addresses: [192.0.2.1] }, mta: { name: A } }\n",
                mta + mail("A", "", "") + "\n");
        assertThat(reload.now()).isEmpty();
        assertThat(reload.effective().connectors()).hasSize(1);
        assertThat(reload.effective().smtpConnectors()).isEmpty();
        assertThat(texts(reload.afterRestart())).containsExactly("connectors[A] removed", "connectors[A] added");
    }

    @Test
    void mailComesInAtTheAddressesThatTheGroupHasUntilARestart() throws Exception {
        String before = cluster(mail("internet", "group: EAST, ", ""));
        Reload reload =
                reload(before, before.replace("10.77.0.100", "10.77.0.101").replace("gw.example", "mx.example"));
        assertThat(texts(reload.now())).contains("connectors[internet].hostName: gw.example.org -> mx.example.org");
        MtaConfiguration.Group east = reload.effective().groups().get(0);
        assertThat(east.addresses()).extracting(InetAddress::getHostAddress).containsExactly("10.77.0.100");
        assertThat(east.smtpConnectors().get(0).listen())
                .extracting(end -> end.getAddress().getHostAddress())
                .containsExactly("10.77.0.100");
        Reload other = reload(before, cluster(mail("internet", "group: WEST, ", "")));
        assertThat(other.now()).isEmpty();
        assertThat(other.effective().groups().get(0).smtpConnectors().get(0).listen())
                .hasSize(1);
    }
}
