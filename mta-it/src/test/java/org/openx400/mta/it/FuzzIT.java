package org.openx400.mta.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openx400.mta.octets.Octets;

/**
 * All decoders under Jazzer for a bounded time, from our own vectors and every input that once did harm
 * ({@code src/test/resources/fuzz}): nothing but the exception that a decoder names may come out.
 */
class FuzzIT {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 20);
    private static final Path HARMFUL = Path.of("src/test/resources/fuzz");
    private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    @TempDir
    Path folder;

    @Test
    void whateverComesIsDecodedOrRefused() throws Exception {
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        List<Octets> seeds = DecodersFuzz.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed" + i), seeds.get(i).toArray());
        }
        if (Files.isDirectory(HARMFUL)) {
            try (Stream<Path> inputs = Files.list(HARMFUL)) {
                for (Path input : inputs.toList()) {
                    Files.copy(input, corpus.resolve("harmful-" + input.getFileName()));
                }
            }
        }
        Path output = folder.resolve("output");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + DecodersFuzz.class.getName(),
                        "--instrumentation_includes=org.openx400.**",
                        "--custom_hook_includes=org.openx400.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=4096",
                        "-timeout=120",
                        "-rss_limit_mb=2048",
                        corpus.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = fuzzer.waitFor();
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertThat(exit).as(text).isZero();
        Matcher runs = RUNS.matcher(text);
        assertThat(runs.find()).as(text).isTrue();
        System.out.println("t-fuzz: " + runs.group(1) + " inputs for nine decoders in " + runs.group(2) + " s, from "
                + seeds.size() + " seeds: none did harm");
    }
}
