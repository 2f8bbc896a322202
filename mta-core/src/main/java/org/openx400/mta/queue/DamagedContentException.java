package org.openx400.mta.queue;

import java.io.IOException;

/** A stored content is not what was written: it is missing or has another length. To try again does not help. */
public class DamagedContentException extends IOException {
    private static final long serialVersionUID = 1L;

    public DamagedContentException(String message) {
        super(message);
    }
}
