package org.openx400.mta.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cluster.GroupAddressMonitor;
import org.openx400.mta.cluster.GroupMember;
import org.openx400.mta.cluster.GroupMembership.State;
import org.openx400.mta.cluster.GroupMembership.Why;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.net.LocalAddresses;
import org.openx400.mta.queue.Lease;
import org.openx400.mta.queue.LeaseStore;
import org.openx400.mta.queue.MessageQueue;

/** This node as a member of its cluster: it works for those groups whose address is here and whose lease it holds. */
final class ClusterMembers implements AutoCloseable {
    private final Map<String, GroupMember> members = new LinkedHashMap<>();
    private final GroupAddressMonitor monitor;

    /**
     * @param node name of this node, unique in the cluster
     * @param under the queue as the holder of a lease writes it
     */
    ClusterMembers(
            NodeParts parts, String node, Groups groups, LeaseStore leases, Function<Lease, MessageQueue> under) {
        Map<String, List<InetAddress>> addresses = new HashMap<>();
        for (MtaConfiguration.Group group : groups.all()) {
            addresses.put(group.name(), group.addresses());
            members.put(
                    group.name(),
                    new GroupMember(
                            group.name(),
                            group.addresses(),
                            node,
                            leases,
                            new GroupWork(parts, group.name(), groups, under),
                            parts.events()));
        }
        monitor = new GroupAddressMonitor(addresses, LocalAddresses::present, this::changed, parts.events());
    }

    void start() {
        Set<String> here = monitor.start();
        members.forEach((group, member) -> member.start(here.contains(group)));
    }

    private void changed(String group, boolean here) {
        member(group).address(here);
    }

    boolean isHere(String group) {
        return monitor.isHere(group);
    }

    State state(String group) {
        return member(group).state();
    }

    private GroupMember member(String group) {
        GroupMember member = members.get(group);
        if (member == null) {
            throw new IllegalArgumentException("no such group: " + group);
        }
        return member;
    }

    /** Ends the work for all groups in order, side by side. */
    @Override
    public void close() {
        List<Thread> closing = members.values().stream()
                .map(member -> new Thread(member::close, "stop-group"))
                .toList();
        closing.forEach(Thread::start);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        monitor.close();
    }

    /** The service of one group, made and closed as its membership says. */
    private static final class GroupWork implements GroupMember.Work {
        private final NodeParts parts;
        private final String group;
        private final Groups groups;
        private final Function<Lease, MessageQueue> under;
        private @Nullable GroupService service;

        GroupWork(NodeParts parts, String group, Groups groups, Function<Lease, MessageQueue> under) {
            this.parts = parts;
            this.group = group;
            this.groups = groups;
            this.under = under;
        }

        @Override
        public void begin(Lease lease, BooleanSupplier mayAct) {
            try {
                GroupService made = GroupService.join(parts, groups.named(group), under.apply(lease), mayAct);
                service = made;
                groups.activated(group, made);
                MtaConfiguration.Group present = groups.named(group); // what was loaded while it was made
                made.serve(parts, present, made.prepare(present));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(Why why) {
            GroupService ending = service;
            service = null;
            groups.ceased(group);
            if (ending == null) {
                return;
            }
            switch (why) {
                case STOPPING -> ending.close();
                case ADDRESS_GONE -> ending.cease("the address of group " + group + " has left", false);
                case LEASE_TAKEN, LEASE_NOT_RENEWED -> ending.cease("the lease of group " + group + " is lost", true);
            }
        }
    }
}
