package org.openx400.mta.queue;

import java.io.IOException;

/** A stored content is not what was written: it is missing, or has another length or other octets. To try again does not help. */
public class DamagedContentException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * @param octet of the content from which on it is not what was written, counted from 0
     * @param problem what is wrong there
     */
    public DamagedContentException(long octet, String problem) {
        super("octet " + octet + " of the content: " + problem);
    }
}
