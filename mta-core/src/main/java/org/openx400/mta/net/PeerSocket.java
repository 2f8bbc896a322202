package org.openx400.mta.net;

import java.net.InetSocketAddress;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** One TCP connection with a peer. All calls return at once, from any thread. */
public interface PeerSocket {
    /** As the kernel reports it. */
    InetSocketAddress localAddress();

    /** As the kernel reports it. */
    InetSocketAddress remoteAddress();

    /** Queues octets to be written; after a close they are dropped. */
    default void write(Octets octets) {
        write(List.of(octets));
    }

    /** Queues octets that leave together, as far as the kernel takes them. */
    void write(List<Octets> pieces);

    /** How many octets are queued and not yet taken by the kernel. */
    long unwritten();

    /**
     * True while more than 256 KiB are unwritten. Who has much to write then waits for {@link PeerHandler#writable()}.
     */
    boolean congested();

    /** A piece that was delivered has been dealt with; only then does it leave the octet budget. */
    void consumed(Octets piece);

    /** Closes once everything queued has been written, or after 10 s; nothing more is delivered. */
    void closeAfterWrites();

    /** Closes and drops what is unwritten; nothing more is delivered. */
    void closeNow();
}
