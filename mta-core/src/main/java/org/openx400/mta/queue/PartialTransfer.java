package org.openx400.mta.queue;

import java.time.Instant;
import org.openx400.mta.octets.Octets;

/**
 * A transfer as far as it has come in and was made safe, so that the peer can go on with it behind its checkpoint, also
 * after a restart of ours (X.228 7.8).
 *
 * @param serial of its last checkpoint
 * @param octets of the APDU that came
 * @param contentLength those of them that are in the spool: the content, without what stands before it
 * @param checkpointSize as agreed, in units of 1024 octets
 * @param windowSize as agreed
 * @param at when it was made safe
 * @param state what reliable transfer must know to go on
 * @param head the octets of the APDU before its content
 */
public record PartialTransfer(
        Key key,
        int serial,
        long octets,
        long contentLength,
        int checkpointSize,
        int windowSize,
        Instant at,
        Octets state,
        Octets head) {

    /**
     * Whose transfer it is.
     *
     * @param connector by which the peer calls
     * @param connection session connection identifier of the association on which the activity began
     * @param activity identifier of the activity on it
     */
    public record Key(String connector, Octets connection, Octets activity) {}

    /** One that goes on, with its content so far; it is the caller's, as one from {@link MessageQueue#newSpool} is. */
    public record TakenUp(PartialTransfer transfer, Spool content) {}
}
