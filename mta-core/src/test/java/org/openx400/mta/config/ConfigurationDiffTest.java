package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openx400.mta.config.Loading.MTA;
import static org.openx400.mta.config.Loading.connector;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
