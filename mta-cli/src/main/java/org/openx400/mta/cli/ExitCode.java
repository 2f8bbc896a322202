package org.openx400.mta.cli;

/** How a command ends. */
public final class ExitCode {
    public static final int DONE = 0;

    /** The reason is on standard error. */
    public static final int FAILED = 1;

    /** The command line or the configuration is wrong. */
    public static final int USAGE = 2;

    public static final int NOT_RUNNING = 3;

    private ExitCode() {}
}
