package org.openx400.mta.cli;

import java.nio.file.Path;
import java.util.Map;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.ConfigurationDiff;
import org.openx400.mta.config.MtaConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The service's side of {@code mta config diff}: the file is read where its secrets are, in the service. */
final class ConfigAdmin {
    private final MtaConfiguration running;

    ConfigAdmin(MtaConfiguration running) {
        this.running = running;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("config.diff", this::diff);
    }

    private JsonNode diff(AdminRequest request) throws AdminRefusal {
        try {
            MtaConfiguration file = ConfigurationOption.load(Path.of(request.text("file")));
            ArrayNode changes = Json.array();
            ConfigurationDiff.between(running, file).forEach(change -> changes.add(change.toString()));
            return changes;
        } catch (CommandFailure faults) {
            throw AdminRefusal.wrongUsage(String.valueOf(faults.getMessage()));
        }
    }
}
