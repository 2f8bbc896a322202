package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openx400.mta.cli.admin.AdminClient;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminSocket;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.ApduSource;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** For commands that talk to the running service. */
final class ServiceOption {
    /** How long a command waits for the service. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    MtaConfiguration configuration() throws CommandFailure {
        return configuration.load();
    }

    JsonNode call(String command) throws CommandFailure {
        return call(command, Json.object());
    }

    JsonNode call(String command, ObjectNode arguments) throws CommandFailure {
        return call(configuration(), command, arguments, PATIENCE);
    }

    static JsonNode call(MtaConfiguration configuration, String command, ObjectNode arguments, Duration patience)
            throws CommandFailure {
        return exchange(configuration, patience, client -> client.call(command, arguments));
    }

    /** A request with content behind it. */
    static JsonNode call(MtaConfiguration configuration, String command, ObjectNode arguments, Octets content)
            throws CommandFailure {
        try (ApduSource source = new OctetsSource(content)) {
            return exchange(configuration, PATIENCE, client -> client.call(command, arguments, source));
        }
    }

    @FunctionalInterface
    private interface Exchange {
        JsonNode with(AdminClient client) throws IOException, AdminRefusal;
    }

    private static JsonNode exchange(MtaConfiguration configuration, Duration patience, Exchange exchange)
            throws CommandFailure {
        Path socket = configuration.data().resolve(AdminSocket.NAME);
        try (AdminClient client = connect(configuration.data(), socket, patience)) {
            return exchange.with(client);
        } catch (AdminRefusal refusal) {
            throw new CommandFailure(
                    refusal.isUsage() ? ExitCode.USAGE : ExitCode.FAILED, String.valueOf(refusal.getMessage()));
        } catch (IOException e) {
            throw CommandFailure.failed("no answer from the service at " + socket + ": " + e.getMessage());
        }
    }

    private static AdminClient connect(Path data, Path socket, Duration patience) throws CommandFailure {
        try {
            return AdminClient.connect(socket, patience);
        } catch (IOException e) {
            if (isClosedToUs(data, socket)) {
                throw CommandFailure.failed("only the user that the service runs as, the owner of " + data
                        + ", may ask it (" + socket + ": " + e.getMessage() + ")");
            }
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "the service is not running (" + socket + ": " + e.getMessage() + "); start it with 'mta start'");
        }
    }

    private static boolean isClosedToUs(Path data, Path socket) {
        return Files.isDirectory(data)
                && (!Files.isExecutable(data) || Files.exists(socket) && !Files.isWritable(socket));
    }
}
