package org.openx400.mta.queue;

/**
 * The right of one node to work for a group, as the row of the group in the shared store tells.
 *
 * @param holder name of the node
 * @param epoch one more each time that a node takes the lease; a write under an earlier one is refused
 */
public record Lease(String group, String holder, long epoch) {}
