package org.openx400.mta.relay;

import java.time.Duration;
import java.util.function.Function;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.p1.P1Limits;

/**
 * What the relay is told by the configuration.
 *
 * @param domain our global domain identifier
 * @param mtaName our MTA name, 1..32 characters of IA5
 * @param expiry how long a message of each priority lives, from its arrival or the end of its deferral
 * @param maximumContent octets of one content
 * @param maximumApdu octets of one APDU
 * @param maximumEnvelope octets of one envelope
 * @param maximumNesting levels of values within values in an envelope
 * @param maximumRecipients of one message
 * @param maximumHops trace elements, external and internal, of one message
 * @param enforceUpperBounds whether what exceeds an upper bound of X.411 Annex B is reported instead of passed on
 * @param maximumReturnedContent octets of content that a report may return
 * @param largestReportRead octets of the content of a report that is read into memory; a larger one is passed on unread
 * @param duplicateWindow how long a transfer is remembered, so that its repetition is recognised
 * @param resumption what is kept of transfers that were interrupted
 * @param minimumFreeDisk octets below which nothing is accepted
 * @param ratePerPeer messages, probes and reports of one peer in a second
 * @param queuedPerPeer messages of one peer in the queue
 */
public record RelaySettings(
        GlobalDomainIdentifier domain,
        String mtaName,
        Function<Priority, Duration> expiry,
        long maximumContent,
        long maximumApdu,
        int maximumEnvelope,
        int maximumNesting,
        int maximumRecipients,
        int maximumHops,
        boolean enforceUpperBounds,
        long maximumReturnedContent,
        long largestReportRead,
        Duration duplicateWindow,
        Resumption resumption,
        long minimumFreeDisk,
        int ratePerPeer,
        int queuedPerPeer) {

    /**
     * @param age how long what was secured of a transfer is kept for its peer
     * @param octets of contents that are kept so, all peers together; what is older goes first
     */
    public record Resumption(Duration age, long octets) {}

    /** The destination and source that is this MTA itself. */
    public static final String LOCAL = "local";

    /** What is taken of an APDU. */
    P1Limits p1Limits() {
        return new P1Limits(maximumEnvelope, maximumApdu, maximumRecipients, maximumNesting, enforceUpperBounds);
    }
}
