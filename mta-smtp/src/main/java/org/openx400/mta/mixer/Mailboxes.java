package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.smtp.MailPath;

/** The address lists of header fields, RFC 5322 3.4. */
final class Mailboxes {
    /**
     * A mailbox and whose it is.
     *
     * @param name decoded, or null
     */
    record Named(@Nullable String name, MailPath mailbox) {
        /** As in a header field. */
        String format() {
            String angled = "<" + mailbox + ">";
            return name == null
                    ? (mailbox.toString().startsWith("\"") ? angled : mailbox.toString())
                    : EncoderUtil.encodeAddressDisplayName(withoutControls(name)) + " " + angled;
        }
    }

    private Mailboxes() {}

    /** Groups are taken apart; what is no mailbox is passed over. */
    static List<Named> parse(String body) {
        List<Named> mailboxes = new ArrayList<>();
        for (Mailbox mailbox :
                LenientAddressParser.DEFAULT.parseAddressList(body).flatten()) {
            try {
                if (mailbox.getDomain() != null && !mailbox.getLocalPart().isEmpty()) {
                    mailboxes.add(
                            new Named(mailbox.getName(), new MailPath(mailbox.getLocalPart(), mailbox.getDomain())));
                }
            } catch (IllegalArgumentException e) {
                continue; // RFC 5321 has no such mailbox
            }
        }
        return mailboxes;
    }

    /** Whether nothing was passed over. */
    static boolean areAll(List<Named> mailboxes, String body) {
        return LenientAddressParser.DEFAULT.parseAddressList(body).flatten().size() == mailboxes.size();
    }

    static String format(List<Named> mailboxes) {
        return String.join(", ", mailboxes.stream().map(Named::format).toList());
    }

    private static String withoutControls(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
