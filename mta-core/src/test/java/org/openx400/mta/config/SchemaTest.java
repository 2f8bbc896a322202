package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The schema is what the records say; {@code -Dupdate=true} writes it anew. */
class SchemaTest {
    private static final Path IN_THE_PROGRAM = Path.of("src/main/resources/org/openx400/mta/config/mta.schema.json");
    private static final Path FOR_EDITORS = Path.of("../config/mta.schema.json");

    @Test
    void isGeneratedFromTheRecords() throws IOException {
        String schema = SchemaGeneration.generate();
        if (Boolean.getBoolean("update")) {
            Files.writeString(IN_THE_PROGRAM, schema);
            Files.writeString(FOR_EDITORS, schema);
        }
        assertThat(IN_THE_PROGRAM).hasContent(schema);
        assertThat(FOR_EDITORS).hasContent(schema);
    }
}
