package org.openx400.mta.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The leases of the groups of a cluster, in the store that its nodes share. Times are those of the store's clock.
 *
 * <p>On failure: the future completes exceptionally with {@link QueueException}.
 */
public interface LeaseStore {
    /** How long a lease holds that is not renewed. */
    Duration TIME_TO_LIVE = Duration.ofSeconds(2);

    /**
     * A row.
     *
     * @param remaining time until it expires, not positive when it has expired or was released
     */
    record State(Lease lease, Duration remaining) {}

    /** Takes the lease whoever holds it. */
    CompletableFuture<Lease> take(String group, String node);

    /** Takes the lease if nobody holds it or it has expired. */
    CompletableFuture<Optional<Lease>> takeIfFree(String group, String node);

    /** Makes it last from now on; false when another node has taken it since. */
    CompletableFuture<Boolean> renew(Lease lease);

    /** Gives it up, so that it is free at once. */
    CompletableFuture<Void> release(Lease lease);

    /** All rows. */
    List<State> states() throws QueueException;
}
