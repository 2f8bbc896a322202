package org.openx400.mta.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.ConfigurationChange;
import org.openx400.mta.config.Reload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta config diff} and {@code mta reload}: the file is read where its secrets are, in the service. */
final class ConfigAdmin {
    private final RunningConfiguration running;
    private final Reloading reloading;

    ConfigAdmin(RunningConfiguration running, Reloading reloading) {
        this.running = running;
        this.reloading = reloading;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("config.diff", this::diff);
        commands.put("reload", this::reload);
    }

    private JsonNode diff(AdminRequest request) throws AdminRefusal {
        try {
            return json(Reload.of(running.present(), ConfigurationOption.load(Path.of(request.text("file")))));
        } catch (CommandFailure faults) {
            throw AdminRefusal.wrongUsage(String.valueOf(faults.getMessage()));
        }
    }

    private JsonNode reload(AdminRequest request) throws AdminRefusal {
        Path file = Path.of(request.text("file"));
        Path ours = running.file().toAbsolutePath().normalize();
        if (!file.normalize().equals(ours)) {
            throw AdminRefusal.wrongUsage("the service was started with " + ours + ", not with " + file);
        }
        return json(reloading.reload());
    }

    private static JsonNode json(Reload reload) {
        ObjectNode answer = Json.object();
        add(answer.putArray("now"), reload.now());
        add(answer.putArray("afterRestart"), reload.afterRestart());
        return answer;
    }

    private static void add(ArrayNode array, List<ConfigurationChange> changes) {
        changes.forEach(change -> array.add(change.toString()));
    }
}
