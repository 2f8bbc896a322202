package org.openx400.mta.queue;

/** The entry that was to be changed is not in the queue, or not any more. */
public class EntryGoneException extends QueueException {
    private static final long serialVersionUID = 1L;

    public EntryGoneException(long entryId) {
        super("The queue has no entry " + entryId);
    }
}
