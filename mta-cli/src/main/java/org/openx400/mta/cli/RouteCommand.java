package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.routing.RouteCandidate;
import org.openx400.mta.routing.RouteDecision;
import org.openx400.mta.routing.Router;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "route",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Explains where messages go.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta route explain 'C=US;A= ;P=SITE2;O=Ops;S=Duty'",
            "  mta route explain '/C=US/A= /P=SITE2/S=Duty' -c config/hub.yaml"
        })
final class RouteCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "route what?");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Tells where a recipient of this O/R address goes, and every pattern that was considered.",
                "Reads the configuration only: the service need not run, and each connector counts as up.",
                "Exit code 1 if the address leads nowhere."
            })
    int explain(
            @Mixin ConfigurationOption configuration,
            @Parameters(paramLabel = "ADDRESS", description = "C=..;A=..;P=..;O=..;S=.. or /C=../A=../..")
                    String address)
            throws CommandFailure {
        ORAddress parsed = parse(address);
        MtaConfiguration mta = configuration.load();
        Router router = new Router(mta.domain(), mta.waysOut(), mta.localUsers(), connector -> true);
        PrintWriter out = spec.commandLine().getOut();
        out.println(parsed);
        explain(router.explain(parsed), out);
        RouteDecision decision = router.route(parsed, Set.of());
        if (decision instanceof RouteDecision.Local local) {
            out.println("is delivered here, to mailbox " + local.mailbox());
            return ExitCode.DONE;
        }
        if (decision instanceof RouteDecision.Relay relay) {
            out.println("is transferred to connector " + String.join(", else ", relay.connectors()));
            return ExitCode.DONE;
        }
        RouteDecision.Unroutable unroutable = (RouteDecision.Unroutable) decision;
        out.println("is not delivered: " + unroutable.why() + " (reason " + unroutable.reason() + ", diagnostic "
                + unroutable.diagnostic() + ")");
        return ExitCode.FAILED;
    }

    private static ORAddress parse(String text) throws CommandFailure {
        try {
            return ORAddressText.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw CommandFailure.usage("not an O/R address: " + e.getMessage());
        }
    }

    private static void explain(List<RouteCandidate> candidates, PrintWriter out) {
        TextTable table = new TextTable("  PATTERN", "COST", "CONNECTOR", "WHY");
        for (RouteCandidate candidate : candidates) {
            table.add("  " + candidate.pattern(), candidate.cost(), candidate.connector(), candidate.why());
        }
        if (!table.isEmpty()) {
            table.print(out);
        }
    }
}
