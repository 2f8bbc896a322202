package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;

class ExampleFilesTest {
    private static final Path FOLDER = Path.of("../config");

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void loadsAndTellsEditorsItsSchema(Path file) throws Exception {
        assertThat(ConfigurationLoader.load(file).connectors()).isNotEmpty();
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("# yaml-language-server: $schema=mta.schema.json");
    }

    @Test
    void theDefaultFileNeedsNoSecretsAndNoPrivileges() throws Exception {
        MtaConfiguration configuration = ConfigurationLoader.load(FOLDER.resolve("mta.yaml"));
        assertThat(configuration.warnings()).isEmpty();
        assertThat(configuration.data())
                .isEqualTo(Path.of("../data").toAbsolutePath().normalize());
        assertThat(configuration.listen()).allMatch(a -> a.getAddress().isLoopbackAddress() && a.getPort() > 1024);
        assertThat(configuration.localUsers()).hasSize(1);
    }

    @Test
    void theHubSpeaksAllModes() throws Exception {
        MtaConfiguration configuration = ConfigurationLoader.load(FOLDER.resolve("hub.yaml"));
        assertThat(configuration.connectors()).extracting(Connector::mode).containsExactly(Mode.values());
    }
}
