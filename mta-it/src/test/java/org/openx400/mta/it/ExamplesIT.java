package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openx400.mta.testkit.MtaProcess;

/** Every configuration that is shipped starts as it is. */
class ExamplesIT {
    private static final Path SHIPPED = Path.of("..", "config");

    @TempDir
    Path folder;

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void starts(String example) throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, config.resolve(SHIPPED.relativize(file).toString()));
            }
        }
        try (MtaProcess mta = MtaProcess.start(config.resolve(example))) {
            assertThat(mta.run("health").exit()).isZero();
            assertThat(mta.stop()).isZero();
        }
    }
}
