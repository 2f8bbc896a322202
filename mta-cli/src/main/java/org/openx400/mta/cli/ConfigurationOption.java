package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.ConfigurationException;
import org.openx400.mta.config.ConfigurationLoader;
import org.openx400.mta.config.Fault;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.FailureText;
import picocli.CommandLine.Option;

/** The option that every command has which needs the configuration. */
final class ConfigurationOption {
    /** Where the launcher found itself. */
    static final String HOME_PROPERTY = "mta.home";

    private static final Path DEFAULT = Path.of("config", "mta.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration of the MTA. Default: config/mta.yaml here, else in the installation.")
    private @Nullable Path file;

    /** As given, or the default. */
    Path file() {
        if (file != null) {
            return file;
        }
        String home = System.getProperty(HOME_PROPERTY);
        return Files.exists(DEFAULT) || home == null ? DEFAULT : Path.of(home).resolve(DEFAULT);
    }

    MtaConfiguration load() throws CommandFailure {
        return load(file());
    }

    static MtaConfiguration load(Path file) throws CommandFailure {
        try {
            return checked(ConfigurationLoader.load(file));
        } catch (ConfigurationException e) {
            int count = e.faults().size();
            throw CommandFailure.usage(e.faults().stream()
                    .sorted(Comparator.naturalOrder())
                    .map(Fault::toString)
                    .collect(Collectors.joining(
                            "\n",
                            "the configuration has " + count + (count == 1 ? " fault" : " faults")
                                    + ", nothing was done:\n",
                            "")));
        }
    }

    /** With the files that only the way to Internet mail can read. */
    private static MtaConfiguration checked(MtaConfiguration configuration) throws CommandFailure {
        for (SmtpConnector connector : configuration.smtpConnectors()) {
            try {
                InternetService.addresses(connector.mapping());
                InternetService.tls(connector);
            } catch (IOException e) {
                throw CommandFailure.usage(
                        "connectors[" + connector.name() + "] cannot be used, nothing was done:\n" + FailureText.of(e));
            }
        }
        return configuration;
    }
}
