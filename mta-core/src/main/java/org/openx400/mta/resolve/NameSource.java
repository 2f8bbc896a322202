package org.openx400.mta.resolve;

import java.net.InetAddress;

/** One step of the chain. Blocks no longer than its deadline; may be used by any thread. */
interface NameSource {
    /** As it is written in the configuration. */
    String name();

    /** The addresses of a host. */
    Answer<InetAddress> addresses(String host);

    /** As {@link #addresses}, past what is in memory. */
    default Answer<InetAddress> addressesAgain(String host) {
        return addresses(host);
    }

    /** The names of an address, without a final dot. */
    Answer<String> names(InetAddress address);
}
