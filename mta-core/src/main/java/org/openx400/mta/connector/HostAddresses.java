package org.openx400.mta.connector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

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
     * Begins to look these up side by side. Each future completes after a bounded time, with the addresses of its host or with
     * none; then {@link #of} does not have to wait for it. By default nothing is begun: {@link #of} answers at once.
     */
    default Map<String, CompletableFuture<List<InetAddress>>> all(Collection<String> names) {
        return names.stream()
                .collect(Collectors.toMap(
                        Function.identity(), name -> CompletableFuture.completedFuture(List.<InetAddress>of())));
    }
}
