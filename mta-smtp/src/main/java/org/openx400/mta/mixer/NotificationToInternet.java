package org.openx400.mta.mixer;

import java.time.Instant;
import org.openx400.mta.envelope.MessageTransferEnvelope;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.InterpersonalNotification.NonReceipt;
import org.openx400.mta.ipm.InterpersonalNotification.Outcome;
import org.openx400.mta.ipm.InterpersonalNotification.Receipt;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailPath;

/** IPNs as message disposition notifications of RFC 8098. */
final class NotificationToInternet {
    private final AddressMapper addresses;
    private final MessageIds identifiers;

    NotificationToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.identifiers = new MessageIds(addresses);
    }

    MailContent content(
            MessageTransferEnvelope envelope, InterpersonalNotification ipn, MailPath to, Instant submitted) {
        MailPath from = from(envelope);
        String subject = identifiers.toInternet(ipn.subjectIpm());
        HeaderWriter header = new HeaderWriter();
        header.field("From", new Mailboxes.Named(null, from).format());
        header.field("To", new Mailboxes.Named(null, to).format());
        header.field("Subject", ipn.outcome() instanceof Receipt ? "Receipt notification" : "Non-receipt notification");
        header.field("Date", MailDates.format(submitted));
        header.field("References", subject);
        header.field("X400-MTS-Identifier", TraceFields.toInternet(envelope.messageIdentifier()));
        TraceFields.toInternet(envelope.traceInformation())
                .forEach(element -> header.field(TraceFields.RECEIVED, element));
        MultipartReport report = new MultipartReport(
                header, "disposition-notification", X400ToInternet.boundary(Octets.utf8(header.toString())));
        report.text(text(ipn.outcome()));
        HeaderWriter fields = new HeaderWriter();
        fields.field("Reporting-UA", addresses.gateway().domain() + "; X.400");
        fields.field("Final-Recipient", "rfc822; " + from);
        fields.field("Original-Message-ID", subject);
        fields.field("Disposition", disposition(ipn.outcome()));
        report.part("message/disposition-notification", fields.toString());
        return report.end();
    }

    private MailPath from(MessageTransferEnvelope envelope) {
        try {
            return addresses.toInternet(envelope.originatorName().address()).mailbox();
        } catch (AddressMappingException e) {
            return new MailPath("postmaster", addresses.gateway().domain());
        }
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

    private static String text(Outcome outcome) {
        if (outcome instanceof Receipt receipt) {
            Instant time = receipt.receiptTime();
            return "The message was received" + (time == null ? "" : " on " + MailDates.format(time)) + ".\r\n"
                    + (receipt.supplementaryInformation() == null ? "" : receipt.supplementaryInformation() + "\r\n");
        }
        if (outcome instanceof NonReceipt non && non.reason() == NonReceipt.IPM_AUTO_FORWARDED) {
            return "The message was forwarded without having been read.\r\n"
                    + (non.autoForwardComment() == null ? "" : non.autoForwardComment() + "\r\n");
        }
        return "The message was discarded without having been read.\r\n";
    }
}
