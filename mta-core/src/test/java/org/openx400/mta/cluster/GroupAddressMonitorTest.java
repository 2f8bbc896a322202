package org.openx400.mta.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.event.Event;

class GroupAddressMonitorTest {
    private static final InetAddress EAST = CidrBlock.parseAddress("10.77.0.100");
    private static final InetAddress WEST = CidrBlock.parseAddress("10.77.0.200");
    private static final InetAddress WEST6 = CidrBlock.parseAddress("2001:db8::200");

    private final Set<InetAddress> here = ConcurrentHashMap.newKeySet();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private final GroupAddressMonitor monitor = new GroupAddressMonitor(
            Map.of("EAST", List.of(EAST), "WEST", List.of(WEST, WEST6)),
            this::present,
            (group, isHere) -> told.add(group + " " + isHere),
            events::add);

    private Set<InetAddress> present(Set<InetAddress> wanted) throws SocketException {
        if (broken) {
            throw new SocketException("out of descriptors");
        }
        assertThat(wanted).containsExactlyInAnyOrder(EAST, WEST, WEST6);
        return Set.copyOf(here);
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    @Test
    void tellsEachArrivalAndLeavingOnce() {
        here.add(EAST);
        assertThat(monitor.start()).containsExactly("EAST");
        here.remove(EAST);
        await().until(() -> told.equals(List.of("EAST false")));
        here.add(EAST);
        await().until(() -> told.equals(List.of("EAST false", "EAST true")));
        assertThat(monitor.isHere("EAST")).isTrue();
    }

    @Test
    void aGroupIsHereWhenAllItsAddressesAre() {
        monitor.start();
        here.add(WEST);
        here.add(EAST);
        await().until(() -> told.contains("EAST true"));
        assertThat(told).doesNotContain("WEST true");
        here.add(WEST6);
        await().until(() -> told.contains("WEST true"));
        here.remove(WEST);
        await().until(() -> told.contains("WEST false"));
    }

    @Test
    void holdsWhatItSawLastWhileTheInterfacesCannotBeRead() {
        here.add(EAST);
        monitor.start();
        broken = true;
        await().until(() -> !events.isEmpty());
        here.remove(EAST);
        assertThat(monitor.isHere("EAST")).isTrue();
        broken = false;
        await().until(() -> told.equals(List.of("EAST false")));
        assertThat(events).hasSize(1);
    }
}
