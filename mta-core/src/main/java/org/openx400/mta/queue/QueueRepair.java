package org.openx400.mta.queue;

import java.util.Locale;

/** What can be done about a {@link QueueFault}; each only when an administrator asks for it. */
public enum QueueRepair {
    /** Sets the entries of damaged messages aside, so that they are not tried and do not expire. */
    HOLD_DAMAGED,
    /** Deletes the entries of damaged messages; nobody is told. */
    DELETE_DAMAGED,
    /** Deletes entries whose message is not there. */
    DELETE_LOST_ENTRIES,
    /** Deletes messages that no entry leads to. */
    DELETE_LOST_MESSAGES,
    /** Writes priority and expiry into entries as their message has them. */
    REALIGN_ENTRIES,
    /** Removes contents that no message has. */
    REMOVE_LEFT_OVERS,
    /** Has the database make its indexes anew. */
    REBUILD_INDEXES;

    /** Its name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
