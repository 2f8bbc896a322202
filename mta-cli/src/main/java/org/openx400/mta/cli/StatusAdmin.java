package org.openx400.mta.cli;

import java.net.InetSocketAddress;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.ConnectorStatus;
import org.openx400.mta.relay.Relay;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta health} and {@code mta connectors}. */
final class StatusAdmin {
    private final String mtaName;
    private final Relay relay;

    StatusAdmin(String mtaName, Relay relay) {
        this.mtaName = mtaName;
        this.relay = relay;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("health", this::health);
        commands.put("connectors", this::connectors);
    }

    private JsonNode health(AdminRequest request) throws AdminRefusal {
        long waiting = 0;
        long held = 0;
        try {
            for (QueueCount count : relay.queue().counts()) {
                waiting += count.ready();
                held += count.held();
            }
        } catch (QueueException e) {
            throw AdminRefusal.failed("the queue cannot be read: " + e.getMessage());
        }
        return Json.object().put("mta", mtaName).put("waiting", waiting).put("held", held);
    }

    private JsonNode connectors(AdminRequest request) throws AdminRefusal {
        ArrayNode all = Json.array();
        for (ConnectorStatus status : Waiting.forResult(relay.connectors())) {
            ObjectNode connector = all.addObject()
                    .put("name", status.name())
                    .put("state", state(status))
                    .put("waiting", status.waiting());
            if (status.lastProblem() != null) {
                connector.put("lastProblem", status.lastProblem());
            }
            ArrayNode associations = connector.putArray("associations");
            for (ConnectorStatus.OpenAssociation association : status.associations()) {
                associations
                        .addObject()
                        .put("id", association.id())
                        .put("openedBy", association.initiator() ? "us" : "peer")
                        .put("local", text(association.local()))
                        .put("remote", text(association.remote()))
                        .put("transferring", association.transferring());
            }
        }
        return all;
    }

    private static String state(ConnectorStatus status) {
        return status.state() == ConnectorStatus.State.RETRY && status.retryAt() != null
                ? "retry " + status.retryAt().truncatedTo(ChronoUnit.SECONDS)
                : status.state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable InetSocketAddress address) {
        return address == null ? null : SocketAddresses.text(address);
    }
}
