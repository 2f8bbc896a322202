package org.openx400.mta.relay;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connector does at the moment.
 *
 * @param name of the connector
 * @param retryAt null, or when it is dialled again after it could not be opened or was lost
 * @param lastProblem null, or why
 * @param reached whether the last opening, by us or by the peer, succeeded
 * @param dials false if only the peer opens associations, schedule never
 * @param waiting entries that are due, as far as memory holds them
 * @param associations those that are open
 */
public record ConnectorStatus(
        String name,
        @Nullable Instant retryAt,
        @Nullable String lastProblem,
        boolean reached,
        boolean dials,
        int waiting,
        List<OpenAssociation> associations) {

    /**
     * @param id as in events
     * @param initiator true if we opened it
     * @param local as the kernel reports it
     * @param remote as the kernel reports it
     * @param transferring MTS identifier of what is under way to the peer, or null
     */
    public record OpenAssociation(
            String id,
            boolean initiator,
            @Nullable InetSocketAddress local,
            @Nullable InetSocketAddress remote,
            @Nullable String transferring) {}

    /** What is known of the peer. */
    public enum State {
        /** An association is open, or the last one that was opened ended well. */
        UP,
        /** Nothing has been tried since the start, or since the wait after the last problem ended. */
        IDLE,
        /** Could not be opened, or was lost: dialled again at {@link ConnectorStatus#retryAt}. */
        RETRY
    }

    public State state() {
        if (!associations.isEmpty()) {
            return State.UP;
        }
        if (retryAt != null) {
            return State.RETRY;
        }
        return reached ? State.UP : State.IDLE;
    }
}
