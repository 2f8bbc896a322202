package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.openx400.mta.cli.admin.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "reload",
        mixinStandardHelpOptions = true,
        description = {
            "Has the running service load its configuration again; SIGHUP does the same.",
            "Connectors that are new, different or gone, local users and expiry times take effect at once. Only the associations of"
                    + " connectors that changed are closed, after the transfer under way; what waits for one that is gone is"
                    + " routed again. What needs a restart is told, and stays as it was.",
            "A file with a fault changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta config diff && mta reload", "  mta reload -c /etc/mta/mta.yaml"})
final class ReloadCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        print(
                ServiceOption.call(configuration.load(), "reload", naming(configuration), PATIENCE),
                spec.commandLine().getOut());
        return ExitCode.DONE;
    }

    static ObjectNode naming(ConfigurationOption configuration) {
        return Json.object().put("file", configuration.file().toAbsolutePath().toString());
    }

    /** The changes that take effect without a restart, then the others. */
    static void print(JsonNode changes, PrintWriter out) {
        JsonNode now = changes.path("now");
        JsonNode afterRestart = changes.path("afterRestart");
        if (now.isEmpty() && afterRestart.isEmpty()) {
            out.println("no change");
        }
        now.forEach(change -> out.println(change.asString()));
        afterRestart.forEach(change -> out.println("with a restart: " + change.asString()));
    }
}
