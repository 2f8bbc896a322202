package org.openx400.mta.mixer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import org.openx400.mta.envelope.MTSIdentifier;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.ipm.IpmContent;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.mixer.AddressRule.Kind;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;
import org.openx400.mta.smtp.MailPath;
import org.openx400.mta.smtp.SmtpReply;

/** Mail from the Internet as messages and reports of X.400, RFC 2156. Thread-safe. */
public final class InternetToX400 {
    /** RFC 5321 6.3. */
    private static final int MOST_RECEIVED = 100;

    private final AddressMapper addresses;
    private final MimeLimits limits;
    private final EnvelopeToX400 envelopes;
    private final HeadingToX400 headings;
    private final ReportToX400 reports;
    private final NotificationToX400 notifications;

    /** @param domain our X.400 domain, for the trace */
    public InternetToX400(AddressMapper addresses, GlobalDomainIdentifier domain, MimeLimits limits) {
        this.addresses = addresses;
        this.limits = limits;
        this.envelopes = new EnvelopeToX400(addresses, domain);
        this.headings = new HeadingToX400(addresses);
        this.reports = new ReportToX400(addresses, domain);
        this.notifications = new NotificationToX400(addresses);
    }

    /**
     * Whether mail for this mailbox goes to X.400: to be asked for each RCPT of a peer that may not relay. A mailbox that would
     * only be encapsulated and go back to the Internet is refused.
     */
    public RecipientDecision recipient(MailPath mailbox) {
        try {
            AddressMapper.ToX400 mapped = addresses.toX400(mailbox);
            if (mapped.rule().kind() == Kind.GATEWAY) {
                return new RecipientDecision.Refused(
                        mailbox.domain().isEmpty()
                                        || mailbox.domain()
                                                .equalsIgnoreCase(
                                                        addresses.gateway().domain())
                                ? SmtpReply.of(550, "5.1.1", "no such user at the gateway")
                                : SmtpReply.of(550, "5.7.1", "the domain is none of ours, and nothing is relayed"));
            }
            if (mailbox.localPart().startsWith("/") && AddressMapper.isEncapsulation(mapped.address())) {
                return new RecipientDecision.Refused(SmtpReply.of(
                        550, "5.7.1", "the O/R address leads back to the Internet, and nothing is relayed"));
            }
            return new RecipientDecision.Accepted(mapped);
        } catch (AddressMappingException e) {
            return new RecipientDecision.Refused(SmtpReply.of(550, "5.1.3", String.valueOf(e.getMessage())));
        }
    }

    /**
     * Converts a whole mail.
     *
     * @param envelope with recipients for which {@link #recipient} said yes, or that may be relayed
     * @param identifier for the message or report
     * @param now when we took it
     * @throws IOException if the content cannot be read
     */
    public Conversion convert(MailEnvelope envelope, MailContent content, MTSIdentifier identifier, Instant now)
            throws IOException {
        try (InputStream octets = content.open()) {
            return convert(envelope, MimeReader.read(octets, limits), identifier, now);
        } catch (MailRefusal refusal) {
            return new Conversion.Refused(refusal.reply());
        }
    }

    private Conversion convert(MailEnvelope envelope, MimeEntity mail, MTSIdentifier identifier, Instant now)
            throws MailRefusal {
        HeaderFields header = mail.header();
        if (header.all("Received").size() > MOST_RECEIVED) {
            throw MailRefusal.of("5.4.6", "the mail has been through more than " + MOST_RECEIVED + " hosts");
        }
        BodyToX400 bodies = new BodyToX400(headings, Prohibitions.of(header));
        if (envelope.reversePath().isNull()) {
            Optional<Conversion.Report> report = reports.report(envelope, mail, bodies, identifier, now);
            if (report.isPresent()) {
                return report.get();
            }
        }
        boolean distinct = header.first("Message-ID", "Received").isPresent();
        Optional<InterpersonalNotification> notification = notifications.notification(mail);
        if (notification.isPresent()) {
            return new Conversion.Message(
                    envelopes.envelope(
                            envelope,
                            header,
                            identifier,
                            ContentType.INTERPERSONAL_MESSAGING_1984,
                            EncodedInformationTypes.ofBuiltIn(),
                            now),
                    List.of(IpmCodec.encode(notification.get())),
                    distinct);
        }
        InterpersonalMessage ipm =
                bodies.message(mail, new IpmIdentifier(null, PrintableEncoding.encode(identifier.localIdentifier())));
        return new Conversion.Message(
                envelopes.envelope(
                        envelope,
                        header,
                        identifier,
                        IpmContent.contentType(ipm),
                        IpmContent.encodedInformationTypes(ipm),
                        now),
                IpmCodec.pieces(ipm),
                distinct);
    }
}
