package org.openx400.mta.queue;

/** Nothing was written, because another node has taken the lease under which it was to be. */
public final class FencedException extends QueueException {
    private static final long serialVersionUID = 1L;

    public FencedException(Lease lease) {
        super("The lease of group " + lease.group() + " with epoch " + lease.epoch() + " is not held any more");
    }
}
