package org.openx400.mta.testkit;

import java.io.IOException;

/**
 * What joins a host to a switch.
 *
 * @param port the interface of the switch
 * @param device the interface of the host
 */
public record Cable(NetworkHost lan, String port, String device) {
    /** Pulls it out of the switch: the host sees that its link is down. */
    public void cut() throws IOException {
        lan.run("ip", "link", "set", port, "down");
    }

    public void plugIn() throws IOException {
        lan.run("ip", "link", "set", port, "up");
    }
}
