package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.mixer.AddressMapper;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which gateway maps, and by which table: that of a connector, or one that the options describe. */
final class MapOptions {
    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--connector",
            paramLabel = "NAME",
            description = "The connector whose mapping is meant. Needed only if there are several of type smtp.")
    private @Nullable String connector;

    @ArgGroup(exclusive = false, heading = "Without a configuration, for a table that is not in use:%n")
    private @Nullable Described described;

    /** A gateway that no configuration has. */
    static final class Described {
        @Option(
                names = {"-t", "--table"},
                paramLabel = "FILE",
                description = "The mapping table. Default: none, so every address is encapsulated.")
        private @Nullable Path table;

        @Option(
                names = {"-d", "--domain"},
                paramLabel = "DOMAIN",
                required = true,
                description = "The Internet domain of the gateway.")
        private String domain = "";

        @Option(
                names = {"-a", "--address"},
                paramLabel = "ADDRESS",
                required = true,
                description = "The O/R attributes of the gateway, under which Internet addresses are encapsulated.")
        private String address = "";

        SmtpConnector.Mapping mapping() throws CommandFailure {
            return new SmtpConnector.Mapping(
                    domain, Addresses.parse(address, "--address").address(), table);
        }
    }

    AddressMapper mapper() throws CommandFailure {
        SmtpConnector.Mapping mapping =
                described == null ? configured(configuration.load()).mapping() : described.mapping();
        try {
            return InternetService.addresses(mapping);
        } catch (IOException e) {
            throw CommandFailure.usage("the mapping table cannot be used, nothing was done:\n" + FailureText.of(e));
        }
    }

    private SmtpConnector configured(MtaConfiguration mta) throws CommandFailure {
        List<SmtpConnector> found = mta.smtpConnectors().stream()
                .filter(each -> connector == null || each.name().equals(connector))
                .toList();
        if (found.isEmpty()) {
            throw CommandFailure.usage(
                    connector == null
                            ? "the configuration has no connector of type smtp; --domain and --address describe a gateway"
                            : "the configuration has no connector '" + connector + "' of type smtp");
        }
        if (found.size() > 1) {
            throw CommandFailure.usage("--connector is needed: there are "
                    + String.join(", ", found.stream().map(SmtpConnector::name).toList()));
        }
        return found.get(0);
    }
}
