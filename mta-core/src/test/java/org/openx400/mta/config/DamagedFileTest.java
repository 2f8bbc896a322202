package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the file, it loads or its faults are told: {@link Loading#faults} lets nothing else pass. */
class DamagedFileTest {
    private static final String SIGNS = "{}[]:,-#&*!|>'\"%@`?~ \n\t\u0000\u00e9019azAZ/.\\<=";

    @TempDir
    Path folder;

    private static String hub() throws IOException {
        return Files.readString(Path.of("../config/hub.yaml"));
    }

    @Test
    void answersEveryTruncation() throws IOException {
        Loading loading = new Loading(folder);
        String hub = hub();
        for (int length = 0; length < hub.length(); length += 5) {
            assertThat(loading.faults(hub.substring(0, length))).isNotEmpty();
        }
    }

    @Test
    void answersRandomDamage() throws IOException {
        Loading loading = new Loading(folder);
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            StringBuilder damaged = new StringBuilder(hub());
            for (int j = 0; j <= i % 4; j++) {
                int at = random.nextInt(damaged.length());
                damaged.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            assertThat(loading.faults(damaged.toString())).isNotEmpty();
        }
    }
}
