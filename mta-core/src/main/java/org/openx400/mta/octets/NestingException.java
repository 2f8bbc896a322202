package org.openx400.mta.octets;

/** Values within values, more levels of them than the reader was told to follow. */
public final class NestingException extends DecodeException {
    private static final long serialVersionUID = 1L;

    NestingException(String field, int offset, int maximum) {
        super(field, offset, "nested deeper than " + maximum + " levels");
    }
}
