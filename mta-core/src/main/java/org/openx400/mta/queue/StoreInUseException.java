package org.openx400.mta.queue;

/** Another process has the queue open, and only one may change it. */
public class StoreInUseException extends QueueException {
    private static final long serialVersionUID = 1L;

    public StoreInUseException(String message) {
        super(message);
    }

    public StoreInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
