package org.openx400.mta.rfc1006.inbound;

import java.time.Duration;
import org.openx400.mta.rfc1006.mts.AssociationLimits;

/**
 * What peers may ask of the called side.
 *
 * @param associations bound at once, all peers together, 1..
 * @param perPeer bound at once by one connector's peer, 1..
 * @param halfOpen connected and not bound yet, all peers together, 1..
 * @param halfOpenPerAddress connected and not bound yet, from one IP address, 1..
 * @param connectDeadline from TCP to the transport connect request
 * @param association of each one
 */
public record InboundLimits(
        int associations,
        int perPeer,
        int halfOpen,
        int halfOpenPerAddress,
        Duration connectDeadline,
        AssociationLimits association) {}
