package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

@Command(
        name = "connectors",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how each connector of the running service does.",
            "Its associations with their real local and remote addresses, what waits, and when it is dialled again.",
            "Waiting: all entries that are not held; due: those of them that could go now, 1000 of each priority at most,",
            "since no more are in memory.",
            "State: idle (nothing tried yet), up (open, or the last opening succeeded), retry TIME (dialled again then).",
            "In a cluster standby: the group of the connector is not active on this node."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta connectors", "  mta connectors --json"})
final class ConnectorsCommand implements Callable<Integer> {
    @Mixin
    private ServiceOption service = new ServiceOption();

    @Option(names = "--json", description = "One JSON object per line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode connectors = service.call("connectors");
        if (json) {
            connectors.forEach(out::println);
            return ExitCode.DONE;
        }
        TextTable table = new TextTable(
                "CONNECTOR", "STATE", "WAITING", "DUE", "ASSOCIATION", "LOCAL", "REMOTE", "UNDER WAY", "LAST PROBLEM");
        for (JsonNode connector : connectors) {
            String name = connector.path("name").asString();
            String state = connector.path("state").asString();
            long waiting = connector.path("waiting").asLong();
            String due = connector.path("due").asString("-");
            String problem = connector.path("lastProblem").asString("-");
            if (connector.path("associations").isEmpty()) {
                table.add(name, state, waiting, due, "-", "-", "-", "-", problem);
            }
            for (JsonNode association : connector.path("associations")) {
                table.add(
                        name,
                        state,
                        waiting,
                        due,
                        association.path("id").asString(),
                        association.path("local").asString("-"),
                        association.path("remote").asString("-"),
                        association.path("transferring").asString("-"),
                        problem);
            }
        }
        table.print(out);
        return ExitCode.DONE;
    }
}
