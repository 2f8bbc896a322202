package org.openx400.mta.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of loopback that nobody listens on. */
public final class FreePorts {
    private FreePorts() {}

    /** Different ports, below those that the kernel gives to outgoing connections. */
    public static List<Integer> find(int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        int candidate = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
        while (ports.size() < count) {
            candidate = candidate >= 32_000 ? 20_000 : candidate + 1;
            try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getByName("0.0.0.0"))) {
                ports.add(probe.getLocalPort());
            } catch (java.net.BindException e) {
                continue;
            }
        }
        return ports;
    }
}
