package org.openx400.mta.octets;

import org.jspecify.annotations.Nullable;

/** Octets that are not what they should be. The message names the field and the octet offset where reading stopped. */
public class DecodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String field;
    private final String problem;
    private final transient @Nullable Limit limit;

    /**
     * @param field what was being read, in the standard's words
     * @param offset octet offset from the start of the outermost value that was given to the reader
     * @param problem what is wrong
     */
    public DecodeException(String field, int offset, String problem) {
        this(field, offset, problem, null);
    }

    /** @param limit of the configuration that is exceeded, or null */
    public DecodeException(String field, int offset, String problem, @Nullable Limit limit) {
        super(field + " at octet " + offset + ": " + problem);
        this.field = field;
        this.offset = offset;
        this.problem = problem;
        this.limit = limit;
    }

    public int offset() {
        return offset;
    }

    public String field() {
        return field;
    }

    /** The limit of the configuration that is exceeded; null if it is anything else. */
    public @Nullable Limit limit() {
        return limit;
    }

    /** What is wrong, without field and offset. */
    public String problem() {
        return problem;
    }
}
