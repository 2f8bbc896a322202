package org.openx400.mta.queue;

/** The store could not do what was asked; nothing has changed. */
public class QueueException extends Exception {
    private static final long serialVersionUID = 1L;

    public QueueException(String message) {
        super(message);
    }

    public QueueException(String message, Throwable cause) {
        super(message, cause);
    }
}
