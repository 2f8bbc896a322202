package org.openx400.mta.cli;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.connector.WayOut;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.QueueException;

/** The groups of this node for its administrator: those that are active here, and why others cannot be told anything. */
final class Groups {
    private final RunningConfiguration running;
    private final UnaryOperator<String> whyNot;
    private final Map<String, GroupService> active = new ConcurrentHashMap<>();

    /**
     * @param whyNot tells of a group why it is not active here; may block
     */
    Groups(RunningConfiguration running, UnaryOperator<String> whyNot) {
        this.running = running;
        this.whyNot = whyNot;
    }

    /** The one group of a single machine. */
    static Groups ofSingleMachine(RunningConfiguration running) {
        return new Groups(running, group -> "the service is starting or stopping");
    }

    /** The groups of a cluster. */
    static Groups ofCluster(RunningConfiguration running, LeaseStore leases) {
        return new Groups(
                running, group -> "this node is STANDBY for group " + group + ", active is " + holder(group, leases));
    }

    private static String holder(String group, LeaseStore leases) {
        try {
            return leases.states().stream()
                    .filter(state -> state.lease().group().equals(group)
                            && state.remaining().toMillis() > 0)
                    .map(state -> state.lease().holder())
                    .findFirst()
                    .orElse("no node");
        } catch (QueueException e) {
            return "not known: " + e.getMessage();
        }
    }

    void activated(String group, GroupService service) {
        active.put(group, service);
    }

    void ceased(String group) {
        active.remove(group);
    }

    /** As they are in the configuration that is in force, in its order. */
    List<MtaConfiguration.Group> all() {
        return running.present().groups();
    }

    /** As it is in the configuration that is in force. */
    MtaConfiguration.Group named(String name) {
        return all().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isActive(MtaConfiguration.Group group) {
        return active.containsKey(group.name());
    }

    /** The services of those that are active here. */
    List<GroupService> active() {
        return all().stream()
                .map(group -> active.get(group.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The groups that are active here now, each with its service. */
    Map<String, GroupService> services() {
        return Map.copyOf(active);
    }

    /** The service of the group. */
    GroupService service(MtaConfiguration.Group group) throws AdminRefusal {
        GroupService service = active.get(group.name());
        if (service == null) {
            throw AdminRefusal.failed(whyNot.apply(group.name()));
        }
        return service;
    }

    /** The service that works on what the queue holds for this destination: the first group has what is no connector's. */
    GroupService serviceOf(String destination) throws AdminRefusal {
        return service(groupOf(destination));
    }

    /** Tells the group that works on this destination, if it is active here, that there are new entries. */
    void wake(String destination) {
        GroupService service = active.get(groupOf(destination).name());
        if (service != null) {
            service.wake();
        }
    }

    MtaConfiguration.Group groupOf(String destination) {
        return all().stream()
                .filter(group -> group.waysOut().stream().map(WayOut::name).anyMatch(destination::equals))
                .findFirst()
                .orElse(all().get(0));
    }

    /** Any service, for what each of them can do. */
    GroupService any() throws AdminRefusal {
        List<GroupService> services = active();
        return services.isEmpty() ? service(all().get(0)) : services.get(0);
    }
}
