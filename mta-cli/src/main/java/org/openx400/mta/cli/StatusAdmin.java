package org.openx400.mta.cli;

import java.net.InetSocketAddress;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.queue.QueueCount;
import org.openx400.mta.queue.QueueException;
import org.openx400.mta.relay.ConnectorStatus;
import org.openx400.mta.relay.QueueView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta health} and {@code mta connectors}. */
final class StatusAdmin {
    private final String mtaName;
    private final QueueView queue;
    private final Groups groups;

    StatusAdmin(String mtaName, QueueView queue, Groups groups) {
        this.mtaName = mtaName;
        this.queue = queue;
        this.groups = groups;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("health", this::health);
        commands.put("connectors", this::connectors);
    }

    private JsonNode health(AdminRequest request) throws AdminRefusal {
        long waiting = 0;
        long held = 0;
        try {
            for (QueueCount count : queue.counts()) {
                waiting += count.ready();
                held += count.held();
            }
        } catch (QueueException e) {
            throw AdminRefusal.failed("the queue cannot be read: " + e.getMessage());
        }
        ObjectNode health =
                Json.object().put("mta", mtaName).put("waiting", waiting).put("held", held);
        ArrayNode standings = health.putArray("groups");
        for (MtaConfiguration.Group group : groups.all()) {
            if (!group.name().isEmpty()) {
                standings.add(group.name() + " " + (groups.isActive(group) ? "active" : "standby"));
            }
        }
        return health;
    }

    private JsonNode connectors(AdminRequest request) throws AdminRefusal {
        ArrayNode all = Json.array();
        Map<String, Long> waiting = waiting();
        for (GroupService service : groups.active()) {
            for (ConnectorStatus status : Waiting.forResult(service.relay().connectors())) {
                add(status, waiting.getOrDefault(status.name(), 0L), all);
            }
        }
        for (MtaConfiguration.Group group : groups.all()) {
            if (!groups.isActive(group)) {
                addStandby(group, waiting, all);
            }
        }
        return all;
    }

    /** Entries by destination that are not held, whenever they are due. */
    private Map<String, Long> waiting() throws AdminRefusal {
        Map<String, Long> waiting = new HashMap<>();
        try {
            queue.counts().forEach(count -> waiting.put(count.destination(), count.ready()));
        } catch (QueueException e) {
            throw AdminRefusal.failed("the queue cannot be read: " + e.getMessage());
        }
        return waiting;
    }

    /** Their associations are on the node where the group is active, and only that one knows why something waits. */
    private static void addStandby(MtaConfiguration.Group group, Map<String, Long> waiting, ArrayNode all) {
        for (WayOut connector : group.waysOut()) {
            all.addObject()
                    .put("name", connector.name())
                    .put("state", "standby")
                    .put("waiting", waiting.getOrDefault(connector.name(), 0L))
                    .putArray("associations");
        }
    }

    private static void add(ConnectorStatus status, long waiting, ArrayNode all) {
        ObjectNode connector = all.addObject()
                .put("name", status.name())
                .put("state", state(status))
                .put("waiting", waiting)
                .put("due", status.waiting());
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

    private static String state(ConnectorStatus status) {
        return status.state() == ConnectorStatus.State.RETRY && status.retryAt() != null
                ? "retry " + status.retryAt().truncatedTo(ChronoUnit.SECONDS)
                : status.state().name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable InetSocketAddress address) {
        return address == null ? null : SocketAddresses.text(address);
    }
}
