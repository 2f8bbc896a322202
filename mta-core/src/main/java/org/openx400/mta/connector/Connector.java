package org.openx400.mta.connector;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a peer MTA and of how we talk with it. The words are those of the configuration.
 *
 * @param name unique
 * @param remote where the peer is
 * @param match how an incoming connection is recognised
 * @param sourceAddress local address of every connection to this peer, null if the kernel chooses
 * @param mta the peer's MTA name and password, as it must give them
 * @param local the MTA name and password that we give to this peer
 * @param outgoing selectors that we call
 * @param incoming selectors that the peer calls; empty ones match any
 * @param mode way of P1
 * @param twoWayAlternate dialogue mode that we ask for and accept; false is monologue
 * @param rts values of RTSE
 * @param retry when to try again
 * @param association how associations are kept
 * @param addressSpace what is routed to this peer
 * @param schedule whether we dial
 * @param peculiarities what this peer needs beside the standard
 */
public record Connector(
        String name,
        Remote remote,
        Match match,
        @Nullable InetAddress sourceAddress,
        MtaCredentials mta,
        MtaCredentials local,
        Selectors outgoing,
        Selectors incoming,
        Mode mode,
        boolean twoWayAlternate,
        Rts rts,
        Retry retry,
        Association association,
        List<AddressSpaceEntry> addressSpace,
        Schedule schedule,
        Peculiarities peculiarities)
        implements WayOut {

    /**
     * @param hosts names, tried in order
     * @param addresses addresses to dial (single ones) and to match (single ones and blocks)
     * @param port TCP port, 102 by default
     */
    public record Remote(List<String> hosts, List<CidrBlock> addresses, int port) {}

    public enum Match {
        ADDRESS,
        CREDENTIALS
    }

    public enum Schedule {
        /** We dial whenever there is something to transfer. */
        ALWAYS,
        /** We never dial: the peer does, and fetches by two-way alternate, or nothing goes out. */
        NEVER
    }

    /**
     * @param checkpointSize in units of 1024 octets, 1..
     * @param windowSize checkpoints not yet acknowledged, 1..
     * @param recoveryTimeout how long an interrupted transfer may be resumed
     */
    public record Rts(int checkpointSize, int windowSize, Duration recoveryTimeout) {}

    /**
     * @param openInterval from a failed opening of an association to the next
     * @param transferInterval from a failed transfer to the next
     * @param maximumTransferRetries refusals of one message over a working association, after the first, until it is
     *     reported as not delivered
     */
    public record Retry(Duration openInterval, Duration transferInterval, int maximumTransferRetries) {}

    /**
     * @param lifetime idle time before RT-CLOSE
     * @param disconnect wait for the answer to a release
     * @param threshold one more association per so many queued messages
     * @param maximum associations at once, both those reserved and not
     * @param reservedForUrgent of the maximum, kept for urgent messages
     * @param transferTimeout wait for the acknowledgement of a transfer or checkpoint without progress
     */
    public record Association(
            Duration lifetime,
            Duration disconnect,
            int threshold,
            int maximum,
            int reservedForUrgent,
            Duration transferTimeout) {}

    /**
     * @param extensionTypeForm1988 write ExtensionField.type as PP 6 does, {@code a0 03 02 01 nn}
     * @param omitInternalTrace send no internal-trace-information
     * @param recogniseDuplicates acknowledge a transfer that repeats one and do not relay it again
     */
    public record Peculiarities(
            boolean extensionTypeForm1988, boolean omitInternalTrace, boolean recogniseDuplicates) {}
}
