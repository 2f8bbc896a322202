package org.openx400.mta.cli;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openx400.mta.cli.admin.AdminCommand;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.cli.admin.Json;
import org.openx400.mta.cluster.GroupMembership.State;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.QueueException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service's side of {@code mta cluster status}. */
final class ClusterAdmin {
    private final String node;
    private final Groups groups;
    private final ClusterMembers members;
    private final LeaseStore leases;

    ClusterAdmin(String node, Groups groups, ClusterMembers members, LeaseStore leases) {
        this.node = node;
        this.groups = groups;
        this.members = members;
        this.leases = leases;
    }

    void addTo(Map<String, AdminCommand> commands) {
        commands.put("cluster.status", this::status);
    }

    private JsonNode status(AdminRequest request) {
        ObjectNode answer = Json.object().put("node", node);
        Map<String, LeaseStore.State> held = new HashMap<>();
        try {
            leases.states().forEach(state -> held.put(state.lease().group(), state));
        } catch (QueueException e) {
            answer.put("problem", "the leases cannot be read: " + e.getMessage());
        }
        ArrayNode all = answer.putArray("groups");
        for (MtaConfiguration.Group group : groups.all()) {
            State state = members.state(group.name());
            ObjectNode one = all.addObject()
                    .put("group", group.name())
                    .put(
                            "address",
                            group.addresses().stream()
                                    .map(InetAddress::getHostAddress)
                                    .collect(Collectors.joining(", ")))
                    .put("addressHere", members.isHere(group.name()))
                    .put("state", state.name().toLowerCase(Locale.ROOT));
            LeaseStore.State lease = held.get(group.name());
            if (lease != null) {
                one.put("holder", lease.lease().holder())
                        .put("epoch", lease.lease().epoch())
                        .put("remainingMilliseconds", lease.remaining().toMillis());
            }
        }
        return answer;
    }
}
