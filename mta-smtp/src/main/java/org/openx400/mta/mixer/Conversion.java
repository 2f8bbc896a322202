package org.openx400.mta.mixer;

import java.util.List;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.envelope.ReportTransferContent;
import org.openx400.mta.envelope.ReportTransferEnvelope;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.SmtpReply;

/** What a mail from the Internet became. */
public sealed interface Conversion {
    /**
     * A message.
     *
     * @param envelope complete, its recipients in the order of the mail's
     * @param content its octets, in pieces that share the memory of what was read
     * @param distinct whether the mail says something that no other mail says: its Message-ID, or how it was received before
     */
    record Message(MessageTransferEnvelope envelope, List<Octets> content, boolean distinct) implements Conversion {
        public Message {
            content = List.copyOf(content);
        }
    }

    /** A report on a message that had gone to the Internet: the mail was a notification of RFC 3464. */
    record Report(ReportTransferEnvelope envelope, ReportTransferContent content) implements Conversion {}

    /** It is not taken; the reply is for its sender. */
    record Refused(SmtpReply reply) implements Conversion {}
}
