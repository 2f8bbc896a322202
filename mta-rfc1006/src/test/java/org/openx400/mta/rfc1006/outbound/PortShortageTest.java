package org.openx400.mta.rfc1006.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.connector.Connector;
import org.openx400.mta.connector.Mode;
import org.openx400.mta.connector.MtaCredentials;
import org.openx400.mta.connector.Secret;
import org.openx400.mta.connector.Selectors;
import org.openx400.mta.event.Event;
import org.openx400.mta.net.ConnectFailure.PortUse;

class PortShortageTest {
    private final AtomicLong nanoTime = new AtomicLong(-5); // it may be anything
    private final List<String> told = new ArrayList<>();
    private final PortShortage shortage = new PortShortage(event -> told.add(message(event)), nanoTime::get);

    @Test
    void aWantOfPortsIsToldOnceAMinuteForEachConnector() {
        tell("one", 32);
        tell("one", 31);
        tell("other", 30);
        nanoTime.addAndGet(Duration.ofSeconds(59).toNanos());
        tell("one", 29);
        assertThat(told)
                .containsExactly(
                        "20017: No local port is free from 192.0.2.1 to 192.0.2.9:102 for connector one:"
                                + " 32 connections of ours have one, 32 are allowed",
                        "20017: No local port is free from 192.0.2.1 to 192.0.2.9:102 for connector other:"
                                + " 30 connections of ours have one, 32 are allowed");

        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        tell("one", 28);
        assertThat(told).hasSize(3).last().asString().contains("28 connections");
    }

    private void tell(String connector, long current) {
        InetAddress peer = CidrBlock.parseAddress("192.0.2.9");
        shortage.tell(
                connector(connector),
                CidrBlock.parseAddress("192.0.2.1"),
                new InetSocketAddress(peer, 102),
                new PortUse(current, 32));
    }

    private static String message(Event event) {
        return event.id().number() + ": " + event.message();
    }

    private static Connector connector(String name) {
        Duration any = Duration.ofSeconds(5);
        return new Connector(
                name,
                new Connector.Remote(List.of(), List.of(), 102),
                Connector.Match.ADDRESS,
                CidrBlock.parseAddress("192.0.2.1"),
                new MtaCredentials("PEER", Secret.NONE),
                new MtaCredentials("MTA", Secret.NONE),
                Selectors.NONE,
                Selectors.NONE,
                Mode.NORMAL_1988,
                false,
                new Connector.Rts(30, 5, any),
                new Connector.Retry(any, any, 2),
                new Connector.Association(any, any, 50, 10, 1, any),
                List.of(),
                Connector.Schedule.ALWAYS,
                new Connector.Peculiarities(false, false, true));
    }
}
