package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves host names for {@link GatewayMatcher}. */
public interface HostAddresses {
    /**
     * The addresses of a host. May block, for a bounded time.
     *
     * @throws UnknownHostException if there is no such host or no answer in time; its message says which
     */
    List<InetAddress> of(String host) throws UnknownHostException;
}
