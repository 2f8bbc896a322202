package org.openx400.mta.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Addresses as they are shown: digits only, never a name. */
final class AddressText {
    private AddressText() {}

    static String of(@Nullable InetAddress address) {
        return address == null ? "any address" : address.getHostAddress();
    }

    static String of(InetSocketAddress address) {
        String host = of(address.getAddress());
        boolean bracketed = address.getAddress() instanceof Inet6Address;
        return (bracketed ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
