package org.openx400.mta.mixer;

import org.openx400.mta.smtp.SmtpReply;

/** Whether mail for a mailbox goes to X.400. */
public sealed interface RecipientDecision {
    /** It does, to this address. */
    record Accepted(AddressMapper.ToX400 mapped) implements RecipientDecision {}

    /** It does not; the reply says why. */
    record Refused(SmtpReply reply) implements RecipientDecision {}
}
