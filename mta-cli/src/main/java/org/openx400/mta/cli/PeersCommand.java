package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.GatewayMatcher;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Explains and tries the ways between us and the peers.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta peers explain 192.0.2.9",
            "  mta peers explain 192.0.2.9 --called-tsel X400 --mta-name MTA2",
            "  mta peers check to-site2"
        })
final class PeersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "explain or check?");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Tells which connector a connection from an address would belong to.",
                "Each candidate comes with the test that it failed. Reads the configuration and looks host names up, but"
                        + " makes no connection: the service need not run.",
                "Exit code 1 if the connection would be refused."
            })
    int explain(
            @Mixin ConfigurationOption configuration,
            @Parameters(paramLabel = "ADDRESS", description = "The IP address that the peer connects from.")
                    String address,
            @Option(
                            names = "--tsel",
                            paramLabel = "T",
                            description =
                                    "T-selector that the peer gives for itself, text or 0x and hexadecimal digits.")
                    @Nullable
                    String calling,
            @Option(
                            names = "--called-tsel",
                            paramLabel = "T",
                            description = "T-selector that the peer calls, likewise.")
                    @Nullable
                    String called,
            @Option(
                            names = "--mta-name",
                            paramLabel = "NAME",
                            description = "MTA name that the peer gives in its bind.")
                    @Nullable
                    String mtaName)
            throws CommandFailure {
        MtaConfiguration mta = configuration.load();
        NameLookUp names = NameLookUp.of(mta, event -> {});
        GatewayMatcher matcher = new GatewayMatcher(mta.connectors(), names.hosts(), names.names());
        try {
            MatchExplanation explanation = MatchExplanation.of(
                    matcher, CidrBlock.parseAddress(address), selector(calling), selector(called), mtaName);
            explanation.print(spec.commandLine().getOut());
            return explanation.accepted() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** As in the configuration: text, or 0x and hexadecimal digits. */
    private static Octets selector(@Nullable String text) {
        if (text == null) {
            return Octets.NONE;
        }
        return text.startsWith("0x") ? Octets.hex(text.substring(2)) : Octets.latin1(text);
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Tries the way to the peer of a connector, without a message.",
                "Look-ups, connection from the source address, CR and CC, bind, unbind; each with its time, the addresses as"
                        + " the kernel reports them, and the peer's reason if it refuses.",
                "Of a connector of type smtp: the hosts for a domain, a connection to the first that greets us, QUIT.",
                "The running service does it; if none runs, this command does it itself, from the configuration, but not for"
                        + " type smtp.",
                "Exit code 1 if the way is not open."
            })
    int check(
            @Mixin ServiceOption service,
            @Parameters(paramLabel = "CONNECTOR", description = "Name of the connector.") String connector,
            @Option(
                            names = "--domain",
                            paramLabel = "DOMAIN",
                            defaultValue = "",
                            description = "Whose hosts are tried, type smtp only.")
                    String domain)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        requireDomain(service.configuration(), connector, domain);
        JsonNode steps;
        try {
            steps = service.call(
                    "peers.check", Json.object().put("connector", connector).put("domain", domain));
            out.println("Connector " + connector + ", tried by the running service:");
        } catch (CommandFailure e) {
            if (e.exitCode() != ExitCode.NOT_RUNNING) {
                throw e;
            }
            if (isSmtp(service.configuration(), connector)) {
                throw e;
            }
            steps = checkHere(service.configuration(), connector);
            out.println("Connector " + connector + ", tried by this command, as no service runs:");
        }
        TextTable table = new TextTable("STEP", "OUTCOME", "TIME", "RESULT");
        boolean open = false;
        for (JsonNode step : steps) {
            open = step.path("done").asBoolean();
            table.add(
                    step.path("step").asString(),
                    open ? "done" : "failed",
                    String.format(
                            Locale.ROOT, "%.1f ms", step.path("microseconds").asLong() / 1000.0),
                    step.path("result").asString());
        }
        table.print(out);
        out.println(open ? "The way is open." : "The way is not open.");
        return open ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void requireDomain(MtaConfiguration configuration, String connector, String domain)
            throws CommandFailure {
        if (isSmtp(configuration, connector) == domain.isEmpty()) {
            throw CommandFailure.usage(
                    domain.isEmpty()
                            ? "connector " + connector + " is of type smtp: give --domain, whose hosts are tried"
                            : "--domain is for connectors of type smtp, which " + connector + " is not");
        }
    }

    private static boolean isSmtp(MtaConfiguration configuration, String connector) {
        return configuration.smtpConnectors().stream()
                .anyMatch(each -> each.name().equals(connector));
    }

    private static JsonNode checkHere(MtaConfiguration configuration, String connector) throws CommandFailure {
        try {
            return PeersAdmin.json(Node.check(configuration, PeersAdmin.named(configuration.connectors(), connector)));
        } catch (AdminRefusal e) {
            String why = String.valueOf(e.getMessage());
            throw e.isUsage() ? CommandFailure.usage(why) : CommandFailure.failed(why);
        }
    }
}
