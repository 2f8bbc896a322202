package org.openx400.mta.net;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP keepalive in times of our own: the kernel's two hours would leave the association of a peer that has vanished
 * without a word among those that are counted. Such a peer is missed after half a minute; a cluster whose address has moved to
 * another node answers the first probe, after ten seconds, with a reset.
 */
final class KeepAlive {
    static final int IDLE_SECONDS = 10;
    static final int INTERVAL_SECONDS = 5;
    static final int PROBES = 4;

    private KeepAlive() {}

    /** Where the system has no such options, the kernel's times stay. */
    static void watch(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(channel, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    private static void set(SocketChannel channel, SocketOption<Integer> option, int value) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, value);
        }
    }
}
