package org.openx400.mta.connector;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Tries the way to a peer step by step, from the connector's source address, without a message. */
public interface PeerChecker {
    /** The steps in order; the way is open if the last one is done. Never completes exceptionally. */
    CompletableFuture<List<Step>> check(Connector connector);

    /**
     * @param name of the step
     * @param done whether it ended as it should
     * @param result what came of it, with addresses as the kernel reports them, or why it failed
     * @param took until the result was there
     */
    record Step(String name, boolean done, String result, Duration took) {}
}
