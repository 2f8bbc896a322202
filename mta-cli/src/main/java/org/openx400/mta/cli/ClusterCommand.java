package org.openx400.mta.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tells what this node is in its cluster.",
        footerHeading = "%nExamples:%n",
        footer = {"  mta cluster status", "  mta cluster status --json"})
final class ClusterCommand implements Runnable {
    private static final String NONE = "-";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "cluster what?");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Shows each group: whether its address is here, what this node is for it, and who holds its lease.",
                "State: active (works here), standby (the address is not here), waiting (the address is here, the lease"
                        + " is another's), lapsed (the lease could not be renewed), fenced (another node has taken it;"
                        + " this one keeps off until the address has left and come back), stopped.",
                "EXPIRES is the time left of the lease by the database's clock; a node that works renews it to 2 s"
                        + " every 0.5 s."
            })
    int status(
            @Mixin ServiceOption service,
            @Option(names = "--json", description = "One JSON object per line.") boolean json)
            throws CommandFailure {
        if (service.configuration().cluster() == null) {
            throw CommandFailure.usage("the configuration has no section cluster: this is a single machine");
        }
        PrintWriter out = spec.commandLine().getOut();
        JsonNode status = service.call("cluster.status");
        JsonNode groups = status.path("groups");
        if (json) {
            groups.forEach(out::println);
        } else {
            print(status.path("node").asString(), groups, out);
        }
        String problem = status.path("problem").asString("");
        if (!problem.isEmpty()) {
            throw CommandFailure.failed(problem);
        }
        return ExitCode.DONE;
    }

    private static void print(String node, JsonNode groups, PrintWriter out) {
        out.println("node " + node);
        TextTable table = new TextTable("GROUP", "ADDRESS", "HERE", "STATE", "LEASE OF", "EPOCH", "EXPIRES");
        for (JsonNode group : groups) {
            long remaining = group.path("remainingMilliseconds").asLong(0);
            table.add(
                    group.path("group").asString(),
                    group.path("address").asString(),
                    group.path("addressHere").asBoolean() ? "yes" : "no",
                    group.path("state").asString(),
                    group.path("holder").asString(NONE),
                    group.path("epoch").asString(NONE),
                    group.has("holder") ? remaining > 0 ? "in " + remaining + " ms" : "expired" : NONE);
        }
        table.print(out);
    }
}
