package org.openx400.mta.relay;

import java.time.Duration;

/** Runs things later. */
public interface Timers {
    /** Runs the task once after the delay, on a thread that it must not block. */
    Pending after(Duration delay, Runnable task);

    /** Something that is to run later. */
    interface Pending {
        /** It will not run any more, if it has not begun. */
        void cancel();
    }
}
