package org.openx400.mta.cli.admin;

/** A request that was not carried out. The message tells why, in words for the operator. */
public final class AdminRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean usage;

    private AdminRefusal(String message, boolean usage) {
        super(message);
        this.usage = usage;
    }

    /** The request was understood and failed. */
    public static AdminRefusal failed(String why) {
        return new AdminRefusal(why, false);
    }

    /** The request itself is wrong. */
    public static AdminRefusal wrongUsage(String why) {
        return new AdminRefusal(why, true);
    }

    public boolean isUsage() {
        return usage;
    }
}
