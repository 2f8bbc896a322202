package org.openx400.mta.address;

/** Text that is not an O/R address. The message names the position, from 1, and the label. */
public class ORAddressSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    ORAddressSyntaxException(int position, String label, String problem) {
        super("O/R address, character " + position + (label.isEmpty() ? "" : ", " + label) + ": " + problem);
        this.position = position;
    }

    /** Character position, from 1. */
    public int position() {
        return position;
    }
}
