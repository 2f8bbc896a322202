package org.openx400.mta.queue;

/** A stored message is not what was written. To try again does not help. */
public class DamagedMessageException extends QueueException {
    private static final long serialVersionUID = 1L;

    public DamagedMessageException(String problem) {
        super(problem);
    }
}
