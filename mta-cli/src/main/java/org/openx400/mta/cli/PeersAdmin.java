package org.openx400.mta.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.PeerChecker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The service's side of {@code mta peers check}. */
final class PeersAdmin {
    private final Groups groups;

    PeersAdmin(Groups groups) {
        this.groups = groups;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("peers.check", this::check);
    }

    private JsonNode check(AdminRequest request) throws AdminRefusal {
        String name = request.text("connector");
        MtaConfiguration.Group group = groups.groupOf(name);
        Optional<InternetService> internet = groups.service(group).internet(name);
        if (internet.isPresent()) {
            return json(Waiting.forResult(internet.get().check(request.text("domain"))));
        }
        Connector connector = named(group.connectors(), name);
        return json(Waiting.forResult(groups.service(group).checker().check(connector)));
    }

    static Connector named(List<Connector> connectors, String name) throws AdminRefusal {
        return connectors.stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AdminRefusal.wrongUsage("there is no connector " + name));
    }

    static JsonNode json(List<PeerChecker.Step> steps) {
        ArrayNode all = Json.array();
        for (PeerChecker.Step step : steps) {
            all.addObject()
                    .put("step", step.name())
                    .put("done", step.done())
                    .put("microseconds", step.took().toNanos() / 1000)
                    .put("result", step.result());
        }
        return all;
    }
}
