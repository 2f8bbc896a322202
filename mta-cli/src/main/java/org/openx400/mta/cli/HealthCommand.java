package org.openx400.mta.cli;

import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = {
            "Tells whether the service is up.",
            "Exit code 0 if it answers and its queue can be read, else 1; it waits 2 seconds for the answer.",
            "In a cluster this is what makes the node eligible for the addresses of its groups, whether it has them or not:"
                    + " a node in standby that could take over is healthy. config/cluster/mta-health asks the same"
                    + " without the start of a Java machine, for a vrrp_script of keepalived."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta health && echo fine", "  mta health -c /etc/mta/mta.yaml"})
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        MtaConfiguration mta = configuration.load();
        try {
            JsonNode health = ServiceOption.call(mta, "health", Json.object(), PATIENCE);
            StringJoiner groups = new StringJoiner(", ", "", ", ").setEmptyValue("");
            health.path("groups").forEach(group -> groups.add(group.asString()));
            spec.commandLine()
                    .getOut()
                    .println("MTA " + health.path("mta").asString("") + " is up, " + groups
                            + health.path("waiting").asLong(0) + " waiting, "
                            + health.path("held").asLong(0) + " held");
            return ExitCode.DONE;
        } catch (CommandFailure failure) {
            throw CommandFailure.failed(String.valueOf(failure.getMessage()));
        }
    }
}
