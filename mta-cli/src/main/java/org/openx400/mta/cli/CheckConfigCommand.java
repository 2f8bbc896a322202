package org.openx400.mta.cli;

import java.util.concurrent.Callable;
import org.openx400.mta.config.MtaConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = {
            "Tells every fault of a configuration.",
            "Each comes with file, line, column and key. Nothing is started or changed."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta check-config", "  mta check-config -c config/hub.yaml"})
final class CheckConfigCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        MtaConfiguration mta = configuration.load();
        mta.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        spec.commandLine()
                .getOut()
                .println(configuration.file() + " is right: MTA " + mta.mta().name() + ", "
                        + counted(
                                mta.groups().stream()
                                        .mapToInt(MtaConfiguration.Group::listeners)
                                        .sum(),
                                "listening address",
                                "listening addresses")
                        + ", " + counted(mta.waysOut().size(), "connector", "connectors")
                        + ", " + counted(mta.localUsers().size(), "local user", "local users"));
        return ExitCode.DONE;
    }

    private static String counted(int count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }
}
