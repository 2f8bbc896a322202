package org.openx400.mta.smtp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What SMTP says about a mail beside its content.
 *
 * @param reversePath where notifications go; {@link MailPath#NULL} for none
 * @param ret what of the content a notification of failure is to bring back (RFC 3461 4.3); null: not said
 * @param envid the sender's own identifier (RFC 3461 4.4), decoded from xtext; null: not said
 * @param recipients in the order in which they were given
 * @param body8bit the content may have octets above 127 (RFC 6152)
 * @param smtpUtf8 addresses or header fields may be in UTF-8 (RFC 6531)
 */
public record MailEnvelope(
        MailPath reversePath,
        @Nullable Ret ret,
        @Nullable String envid,
        List<MailRecipient> recipients,
        boolean body8bit,
        boolean smtpUtf8) {
    public MailEnvelope {
        recipients = List.copyOf(recipients);
    }

    /** What a notification of failure brings back. */
    public enum Ret {
        FULL,
        HDRS
    }

    /** The same mail for other recipients. */
    public MailEnvelope to(List<MailRecipient> others) {
        return new MailEnvelope(reversePath, ret, envid, others, body8bit, smtpUtf8);
    }
}
