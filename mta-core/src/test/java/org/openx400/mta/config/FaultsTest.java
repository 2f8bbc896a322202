package org.openx400.mta.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a faulty file, word by word: the cases are in {@code faults.txt}. */
class FaultsTest {
    private static final Path CASES = Path.of("src/test/resources/org/openx400/mta/config/faults.txt");

    @TempDir
    Path folder;

    private record Case(String name, String yaml, String faults) {
        static Case of(String text) {
            int name = text.indexOf('\n');
            int yaml = text.indexOf("\n--\n", name);
            return new Case(text.substring(0, name), text.substring(name + 1, yaml + 1), text.substring(yaml + 4));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        String[] texts = Files.readString(CASES).split("(?m)^== ");
        List<Case> cases = new ArrayList<>();
        for (int i = 1; i < texts.length; i++) {
            cases.add(Case.of(texts[i]));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void namesLineColumnKeyAndWhatIsWrong(Case given) {
        assertThat(new Loading(folder).faults(given.yaml()) + "\n").isEqualTo(given.faults());
    }

    @Test
    void noFaultShowsASecret() throws IOException {
        Loading loading = new Loading(folder);
        for (Case given : cases()) {
            assertThat(loading.faults(given.yaml())).doesNotContain("s3cret", "12345", "plain", "xxxxx", "\u0416");
        }
    }
}
