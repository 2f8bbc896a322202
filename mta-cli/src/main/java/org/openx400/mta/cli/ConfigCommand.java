package org.openx400.mta.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Compares the configuration of the running service with its file.",
        footerHeading = "%nExamples:%n",
        footer = {"  mta config diff", "  mta config diff -c /etc/mta/mta.yaml"})
final class ConfigCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "diff?");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Shows what 'mta reload' and a restart would change in the running service.",
                "One line for each change; of a password only that it changed. Nothing is changed.",
                "The file names the data folder of the service that is asked."
            })
    int diff(@Mixin ConfigurationOption configuration) throws CommandFailure {
        JsonNode changes =
                ServiceOption.call(configuration.load(), "config.diff", ReloadCommand.naming(configuration), PATIENCE);
        ReloadCommand.print(changes, spec.commandLine().getOut());
        return ExitCode.DONE;
    }
}
