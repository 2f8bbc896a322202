package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.event.FailureText;
import org.openx400.mta.queue.QueueCopy;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.queue.jdbc.JdbcMessageQueue;
import org.openx400.mta.queue.jdbc.QueueSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Makes or upgrades the store of the queue, or moves it to another database. See also 'mta queue check'.",
            "The service must be stopped. Tables of an earlier version are brought to this one, as a start does."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta store migrate", "  mta store copy -c config/mta.yaml --to config/with-postgresql.yaml"})
final class StoreCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "store what?");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Makes the tables, or brings those of an earlier version to this one.")
    int migrate(@Mixin ConfigurationOption configuration) throws CommandFailure {
        MtaConfiguration loaded = configuration.load();
        try (JdbcMessageQueue queue = open(loaded)) {
            spec.commandLine()
                    .getOut()
                    .println("schema version " + queue.schemaVersion() + " in "
                            + loaded.store().url());
            return ExitCode.DONE;
        } catch (QueueException e) {
            throw CommandFailure.failed(FailureText.of(e));
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Copies the queue into the empty store of another configuration, and compares the two.")
    int copy(
            @Mixin ConfigurationOption configuration,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "FILE",
                            description = "The configuration whose store is the target.")
                    Path target)
            throws CommandFailure {
        try (JdbcMessageQueue from = open(StoreFile.existing(configuration.load()));
                JdbcMessageQueue to = open(ConfigurationOption.load(target))) {
            int messages = QueueCopy.all(from, to);
            spec.commandLine()
                    .getOut()
                    .println(messages + " messages copied and compared by digest; the original is unchanged");
            return ExitCode.DONE;
        } catch (QueueException | IOException e) {
            throw CommandFailure.failed(FailureText.of(e));
        }
    }

    private static JdbcMessageQueue open(MtaConfiguration configuration) throws QueueException {
        MtaConfiguration.Store store = configuration.store();
        return JdbcMessageQueue.open(new QueueSettings(
                store.url(), store.user(), () -> store.password().octets().toLatin1(), configuration.data()));
    }
}
