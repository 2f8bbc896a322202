package org.openx400.mta.smtp;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recipient of a mail, with what is asked about notifications (RFC 3461 4.1, 4.2).
 *
 * @param path where it goes
 * @param notifyOn empty: not said, which means failures and perhaps delays; {@link Notify#NEVER} stands alone
 * @param orcpt the recipient as the sender wrote it; null: not said
 */
public record MailRecipient(
        MailPath path, Set<Notify> notifyOn, @Nullable OriginalRecipient orcpt) {
    public MailRecipient {
        notifyOn = Set.copyOf(notifyOn);
    }

    /** Without a word about notifications. */
    public static MailRecipient of(MailPath path) {
        return new MailRecipient(path, Set.of(), null);
    }

    /** When a notification is wanted. */
    public enum Notify {
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    /**
     * RFC 3461 4.2.
     *
     * @param type of address, such as {@code rfc822} or {@code x400}
     * @param address decoded from xtext
     */
    public record OriginalRecipient(String type, String address) {
        public OriginalRecipient {
            if (!type.matches("[A-Za-z0-9-]+")) {
                throw new IllegalArgumentException("a type of addresses has letters, digits and hyphens");
            }
        }
    }
}
