package org.openx400.mta.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Loads configurations that a test writes. Variables: PASSWORD, LONG, CYRILLIC. Only loopback
 * addresses are ours, and we are in the network 10.77.0.0/24.
 */
record Loading(Path folder) {
    static final String MTA = """
            mta:
              name: HUB
              domain: { country: US, admd: " ", prmd: EXAMPLE }
            """;

    private static final Surroundings SURROUNDINGS = new Surroundings(
            Map.of("PASSWORD", "s3cret", "LONG", "x".repeat(63), "CYRILLIC", "\u0416")::get,
            InetAddress::isLoopbackAddress,
            address -> address.getHostAddress().startsWith("10.77.0."),
            "node-a");

    MtaConfiguration load(String yaml) throws ConfigurationException {
        return ConfigurationLoader.load(write(yaml), SURROUNDINGS);
    }

    /** All faults, one in a line, the file without its folder. */
    String faults(String yaml) {
        try {
            load(yaml);
            return "no fault";
        } catch (ConfigurationException e) {
            return withoutFolder(String.valueOf(e.getMessage()));
        }
    }

    String warnings(String yaml) throws ConfigurationException {
        return withoutFolder(load(yaml).warnings().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    }

    /** A connector with these further keys; the first stands in line 7, column 5. */
    static String connector(String... lines) {
        return MTA + "connectors:\n  - name: to-site2\n    mta: { name: MTA2 }\n"
                + java.util.Arrays.stream(lines)
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining());
    }

    private Path write(String yaml) {
        try {
            return Files.writeString(folder.resolve("mta.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String withoutFolder(String text) {
        return text.replace(folder + "/", "");
    }
}
