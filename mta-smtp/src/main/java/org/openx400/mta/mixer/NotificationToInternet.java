package org.openx400.mta.mixer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.InterpersonalNotification.NonReceipt;
import org.openx400.mta.ipm.InterpersonalNotification.Outcome;
import org.openx400.mta.ipm.InterpersonalNotification.Receipt;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailPath;

/** IPNs as message disposition notifications of RFC 8098. */
final class NotificationToInternet {
    /** By their number in X.420 8.2.2. */
    private static final List<String> DISCARD_REASONS = List.of("Expired", "Obsoleted", "User Subscription Terminated");

    private final AddressMapper addresses;
    private final MessageIds identifiers;

    NotificationToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.identifiers = new MessageIds(addresses);
    }

    MailContent content(
            MessageTransferEnvelope envelope, InterpersonalNotification ipn, MailPath to, Instant submitted) {
        MailPath from = from(envelope, ipn);
        String subject = identifiers.toInternet(ipn.subjectIpm());
        HeaderWriter header = new HeaderWriter();
        TraceFields.toInternet(envelope.traceInformation())
                .forEach(element -> header.field(TraceFields.RECEIVED, element));
        header.field("From", new Mailboxes.Named(null, from).format());
        header.field("To", new Mailboxes.Named(null, to).format());
        header.field(
                "Subject",
                "X.400 Inter-Personal Notification" + (ipn.outcome() instanceof NonReceipt ? " (failure)" : ""));
        header.field("Message-Type", "InterPersonal Notification");
        header.field("Date", MailDates.format(submitted));
        header.field(
                "Message-ID",
                identifiers.toInternet(new IpmIdentifier(
                        envelope.originatorName(), envelope.messageIdentifier().localIdentifier())));
        header.field("References", subject);
        header.field("X400-MTS-Identifier", TraceFields.toInternet(envelope.messageIdentifier()));
        MultipartReport report = new MultipartReport(
                header, "disposition-notification", X400ToInternet.boundary(Octets.utf8(header.toString())));
        report.text(text(ipn, from));
        HeaderWriter fields = new HeaderWriter();
        fields.field("Reporting-UA", addresses.gateway().domain() + "; X.400");
        fields.field("Final-Recipient", "rfc822; " + from);
        fields.field("Original-Message-ID", subject);
        fields.field("Disposition", disposition(ipn.outcome()));
        report.part("message/disposition-notification", fields.toString());
        InterpersonalMessage returned = ipn.outcome() instanceof NonReceipt non ? non.returnedIpm() : null;
        if (returned != null) {
            report.original(X400ToInternet.output(addresses, returned, Octets.utf8(header.toString())), "");
        }
        return report.end();
    }

    private MailPath from(MessageTransferEnvelope envelope, InterpersonalNotification ipn) {
        ORDescriptor originator = ipn.ipnOriginator();
        return Optional.ofNullable(originator == null ? null : originator.formalName())
                .flatMap(addresses::mailbox)
                .or(() -> addresses.mailbox(envelope.originatorName()))
                .orElseGet(() -> new MailPath("postmaster", addresses.gateway().domain()));
    }

    // RFC 8098 3.2.6
    private static String disposition(Outcome outcome) {
        if (outcome instanceof Receipt receipt) {
            return receipt.automatic()
                    ? "automatic-action/MDN-sent-automatically; displayed"
                    : "manual-action/MDN-sent-manually; displayed";
        }
        boolean forwarded = outcome instanceof NonReceipt non && non.reason() == NonReceipt.IPM_AUTO_FORWARDED;
        return "automatic-action/MDN-sent-automatically; " + (forwarded ? "dispatched" : "deleted");
    }

    /** RFC 2156 5.3.5, ipn-body-format. */
    private String text(InterpersonalNotification ipn, MailPath from) {
        ORDescriptor intended = ipn.ipmIntendedRecipient();
        String recipient = Optional.ofNullable(intended == null ? null : intended.formalName())
                .flatMap(addresses::mailbox)
                .orElse(from)
                .toString();
        return "Your message to: " + recipient + "\r\n" + text(ipn.outcome());
    }

    private static String text(Outcome outcome) {
        if (outcome instanceof Receipt receipt) {
            Instant time = receipt.receiptTime();
            return "was received" + (time == null ? "" : " at " + MailDates.format(time))
                    + "\r\n\r\nThis notification was generated "
                    + (receipt.automatic() ? "Automatically" : "Manually") + "\r\n"
                    + (receipt.supplementaryInformation() == null
                            ? ""
                            : "The following extra information was given:\r\n" + receipt.supplementaryInformation()
                                    + "\r\n");
        }
        if (!(outcome instanceof NonReceipt non)) {
            return "was the subject of a notification that says no more.\r\n";
        }
        String original = non.returnedIpm() == null
                ? "\r\nThe Original Message is not available\r\n"
                : "\r\nThe Original Message follows:\r\n";
        if (non.reason() == NonReceipt.IPM_AUTO_FORWARDED) {
            return "was automatically forwarded.\r\n"
                    + (non.autoForwardComment() == null
                            ? ""
                            : "The following comment was made:\r\n" + non.autoForwardComment() + "\r\n")
                    + original;
        }
        Integer reason = non.discardReason();
        return "was discarded for the following reason: "
                + (reason == null || reason >= DISCARD_REASONS.size() ? "IPM Deleted" : DISCARD_REASONS.get(reason))
                + "\r\n" + original;
    }
}
