package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.EditDistance;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.event.EventFilter;
import org.openx400.mta.event.EventFollower;
import org.openx400.mta.event.EventReader;
import org.openx400.mta.event.EventRecord;
import org.openx400.mta.event.Severity;
import org.openx400.mta.relay.RelaySettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the event log, and follows it.",
            "docs/events.md explains the events number by number. Reads the log's files: the service need not run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta events                     the last 20",
            "  mta events -f                  and what comes, until interrupted",
            "  mta events -n 5 --severity warning",
            "  mta events -f --connector to-site2 --json | jq .message",
            "  mta events -n 100 --message 261121004934.8polz.1   the way of one message"
        })
final class EventsCommand implements Callable<Integer> {
    private static final long POLL_MILLIS = 200;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "-n",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "The last so many. Default: ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with the events as they come.")
    private boolean follow;

    @Option(names = "--id", paramLabel = "NUMBER", split = ",", description = "Only events of these numbers.")
    private Set<Integer> ids = Set.of();

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            defaultValue = "INFO",
            description = "info, warning or error, and what is worse. Default: info")
    private Severity severity = Severity.INFO;

    @Option(names = "--connector", paramLabel = "NAME", description = "Only events of this connector.")
    private @Nullable String connector;

    @Option(names = "--message", paramLabel = "TEXT", description = "Only events whose MTS identifier contains this.")
    private @Nullable String message;

    @Option(names = "--json", description = "The lines of the log as they are.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (count < 1) {
            throw CommandFailure.usage("-n " + count + " shows nothing: give 1 or more");
        }
        MtaConfiguration mta = configuration.load();
        checkConnector(mta);
        EventFilter filter =
                new EventFilter(ids, severity, Optional.ofNullable(connector), Optional.ofNullable(message));
        EventReader reader = new EventReader(DataFolder.log(mta), filter);
        if (!follow) {
            print(reader.last(count));
            return ExitCode.DONE;
        }
        try (EventFollower follower = reader.follow()) {
            print(reader.last(count));
            while (!spec.commandLine().getOut().checkError()) {
                Thread.sleep(POLL_MILLIS);
                print(follower.poll());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.DONE;
    }

    /** A mistyped name would show nothing, which looks like peace. */
    private void checkConnector(MtaConfiguration mta) throws CommandFailure {
        List<String> known = Stream.concat(mta.waysOut().stream().map(WayOut::name), Stream.of(RelaySettings.LOCAL))
                .toList();
        if (connector != null && !known.contains(connector)) {
            String given = connector;
            String nearest = Collections.min(known, Comparator.comparingInt(name -> EditDistance.between(given, name)));
            throw CommandFailure.usage("no connector is called " + given + "; did you mean " + nearest + "?");
        }
    }

    private void print(List<EventRecord> events) {
        PrintWriter out = spec.commandLine().getOut();
        events.forEach(event -> out.println(json ? event.json() : event.plain()));
        out.flush();
    }
}
