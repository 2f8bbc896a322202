package org.openx400.mta.rfc1006.rtse;

import org.jspecify.annotations.Nullable;

/** What is known of transfers that one peer began on earlier associations. */
public interface InterruptedTransfers {
    /** Nothing was kept. */
    InterruptedTransfers NONE = new InterruptedTransfers() {
        @Override
        public boolean completed(Activity activity) {
            return false;
        }

        @Override
        public @Nullable InterruptedTransfer take(Activity activity, int serial) {
            return null;
        }
    };

    /** Whether responsibility was taken for the APDU of this activity. */
    boolean completed(Activity activity);

    /**
     * The transfer that was interrupted and can go on behind this checkpoint; it is the caller's now. Null if there is none.
     */
    @Nullable
    InterruptedTransfer take(Activity activity, int serial);
}
