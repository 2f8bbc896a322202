package org.openx400.mta.queue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something in the stored queue that is not as it should be.
 *
 * @param entries that it concerns, may be none
 * @param message that it concerns, or 0
 * @param content name of the large content that it concerns, or null
 * @param why what is wrong, with the octet offset where there is one
 */
public record QueueFault(
        Kind kind,
        List<Long> entries,
        long message,
        @Nullable String content,
        String why) {
    /** What is wrong, and what can be done about it. */
    public enum Kind {
        /** The database says that it is damaged itself. */
        DATABASE(QueueRepair.REBUILD_INDEXES),
        /** An entry, its envelope or its content cannot be read, or is not what was written. */
        DAMAGED(QueueRepair.HOLD_DAMAGED, QueueRepair.DELETE_DAMAGED),
        /** Two entries lead to the same recipient. */
        RECIPIENT_TWICE(QueueRepair.HOLD_DAMAGED),
        ENTRY_WITHOUT_MESSAGE(QueueRepair.DELETE_LOST_ENTRIES),
        MESSAGE_WITHOUT_ENTRY(QueueRepair.DELETE_LOST_MESSAGES),
        /** The entry has another priority or expiry than its message. */
        ENTRY_DIFFERS(QueueRepair.REALIGN_ENTRIES),
        /** Two messages name the same content. */
        CONTENT_SHARED,
        CONTENT_WITHOUT_MESSAGE(QueueRepair.REMOVE_LEFT_OVERS);

        private final Set<QueueRepair> repairs;

        Kind(QueueRepair... repairs) {
            this.repairs = repairs.length == 0 ? Set.of() : EnumSet.copyOf(List.of(repairs));
        }

        /** Any of these does something about it. */
        public Set<QueueRepair> repairs() {
            return repairs;
        }
    }

    /** Where it is, and what is wrong. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        String before = ": ";
        if (!entries.isEmpty()) {
            String numbers = entries.stream().map(String::valueOf).collect(Collectors.joining(", "));
            text.append(before)
                    .append(entries.size() == 1 ? "entry " : "entries ")
                    .append(numbers);
            before = ", ";
        }
        if (message != 0) {
            text.append(before).append("message ").append(message);
            before = ", ";
        }
        if (content != null) {
            text.append(before).append("content ").append(content);
        }
        return text.append(": ").append(why).toString();
    }
}
