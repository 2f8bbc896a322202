package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks addresses up backwards for {@link GatewayMatcher}. */
public interface HostNames {
    /**
     * The names of an address, at least one. May block, for a bounded time. Whoever owns the address chooses the name, so
     * it proves nothing before it is confirmed forward.
     *
     * @throws UnknownHostException if it has none or no answer came in time; its message says which
     */
    List<String> of(InetAddress address) throws UnknownHostException;
}
