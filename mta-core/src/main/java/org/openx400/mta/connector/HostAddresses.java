package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;

/** Resolves host names for {@link GatewayMatcher}. */
public interface HostAddresses {
    /**
     * The addresses of a host. May block, for a bounded time.
     *
     * @throws UnknownHostException if there is no such host or no answer in time; its message says which
     */
    List<InetAddress> of(String host) throws UnknownHostException;

    /** As {@link #of}, past what is in memory: for a host that may have moved. */
    default List<InetAddress> again(String host) throws UnknownHostException {
        return of(host);
    }

    /**
     * Looks these up side by side, so that {@link #of} has them in memory: hosts that take long do not add up. May block,
     * about as long as for one of them.
     */
    default void prepare(Collection<String> names) {}
}
