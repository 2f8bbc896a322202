package org.openx400.mta.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which does nothing without a command. */
@Command(
        name = "mta",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "An X.400 message transfer agent over TCP (RFC 1006).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartCommand.class,
            DemoCommand.class,
            CheckConfigCommand.class,
            ConfigCommand.class,
            ReloadCommand.class,
            SendCommand.class,
            ProbeCommand.class,
            EventsCommand.class,
            QueueCommand.class,
            StoreCommand.class,
            MailboxCommand.class,
            RouteCommand.class,
            ResolveCommand.class,
            MapCommand.class,
            ConnectorsCommand.class,
            PeersCommand.class,
            DecodeCommand.class,
            ClusterCommand.class,
            HealthCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the reason is on standard error",
            "2:wrong usage or configuration",
            "3:the service is not running"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta demo                       see three MTAs at work",
            "  mta start                      run the service with config/mta.yaml",
            "  mta send --to 'C=US;A= ;P=EXAMPLE;O=Ops;S=Duty' -s Hello -m 'Are you there?'",
            "  mta events -f                  watch what happens",
            "  mta help send                  how to use a command"
        })
final class MtaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
