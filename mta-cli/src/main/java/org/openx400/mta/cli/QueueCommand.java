package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.openx400.mta.cli.admin.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        subcommands = QueueCheckCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows and changes what waits in the queue.",
            "Each entry is one way out (a connector, or local delivery) for some recipients of a message."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta queue list                 what is there, and why it waits",
            "  mta queue show 17              all about entry 17, and why it is held",
            "  mta queue hold 17 -r 'wait for Ann'",
            "  mta queue release 17           let it go on",
            "  mta queue retry 17 18          attempt now instead of later",
            "  mta queue delete 17            remove without a report",
            "  mta queue check                read all of it, also while no service runs"
        })
final class QueueCommand implements Runnable {
    private static final int PAGE = 200;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "queue what?");
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the entries, oldest first.")
    int list(
            @Mixin ServiceOption service,
            @Option(
                            names = "-n",
                            paramLabel = "COUNT",
                            defaultValue = "1000",
                            description = "At most so many. Default: ${DEFAULT-VALUE}")
                    int count,
            @Option(names = "--json", description = "One JSON object per line.") boolean json)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        TextTable table = new TextTable(
                "ENTRY", "DESTINATION", "STATE", "NEXT", "TRIES", "PRIORITY", "OCTETS", "MESSAGE", "FROM", "WHY");
        long after = 0;
        int left = count;
        while (left > 0) {
            JsonNode page =
                    service.call("queue.list", Json.object().put("after", after).put("limit", Math.min(PAGE, left)));
            for (JsonNode entry : page) {
                if (json) {
                    out.println(entry);
                } else {
                    table.add(
                            entry.path("entry").asLong(),
                            entry.path("destination").asString(),
                            entry.path("state").asString(),
                            entry.path("next").asString(),
                            entry.path("attempts").asLong(),
                            entry.path("priority").asString(),
                            entry.path("octets").asLong(),
                            entry.path("mtsId").asString(),
                            entry.path("originator").asString(),
                            entry.path("why").asString());
                }
                after = entry.path("entry").asLong();
            }
            left = page.size() < PAGE ? 0 : left - page.size();
        }
        if (!json) {
            if (table.isEmpty()) {
                out.println("The queue is empty.");
            } else {
                table.print(out);
            }
        }
        return ExitCode.DONE;
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows an entry with its recipients and its last problem.")
    int show(@Mixin ServiceOption service, @Parameters(paramLabel = "ENTRY") long entry) throws CommandFailure {
        JsonNode shown = service.call("queue.show", Json.object().put("entry", entry));
        PrintWriter out = spec.commandLine().getOut();
        for (Map.Entry<String, JsonNode> field : shown.properties()) {
            if (field.getValue().isArray()) {
                out.println(field.getKey() + ":");
                field.getValue().forEach(value -> out.println("  " + value.asString()));
            } else {
                out.println(field.getKey() + ": " + field.getValue().asString());
            }
        }
        return ExitCode.DONE;
    }

    @Command(mixinStandardHelpOptions = true, description = "Sets entries aside until they are released.")
    int hold(
            @Mixin ServiceOption service,
            @Option(
                            names = {"-r", "--reason"},
                            paramLabel = "TEXT",
                            defaultValue = "held by the administrator",
                            description = "Why; 'queue list' tells it.")
                    String reason,
            @Parameters(paramLabel = "ENTRY", arity = "1..*") List<Long> entries)
            throws CommandFailure {
        return change(service, "queue.hold", Json.object().put("reason", reason), entries, "is held");
    }

    @Command(mixinStandardHelpOptions = true, description = "Lets held entries go on.")
    int release(@Mixin ServiceOption service, @Parameters(paramLabel = "ENTRY", arity = "1..*") List<Long> entries)
            throws CommandFailure {
        return change(service, "queue.release", Json.object(), entries, "is released");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Attempts waiting entries now; their connector is dialled without waiting for its timer.")
    int retry(@Mixin ServiceOption service, @Parameters(paramLabel = "ENTRY", arity = "1..*") List<Long> entries)
            throws CommandFailure {
        return change(service, "queue.retry", Json.object(), entries, "");
    }

    @Command(mixinStandardHelpOptions = true, description = "Removes entries. No report is made: nobody is told.")
    int delete(@Mixin ServiceOption service, @Parameters(paramLabel = "ENTRY", arity = "1..*") List<Long> entries)
            throws CommandFailure {
        return change(service, "queue.delete", Json.object(), entries, "is deleted");
    }

    /** @param done what the entry is then, unless the service tells more exactly */
    private int change(ServiceOption service, String command, ObjectNode arguments, List<Long> entries, String done)
            throws CommandFailure {
        for (long entry : entries) {
            JsonNode answer = service.call(command, arguments.deepCopy().put("entry", entry));
            spec.commandLine()
                    .getOut()
                    .println("entry " + entry + " " + answer.path("done").asString(done));
        }
        return ExitCode.DONE;
    }
}
