package org.openx400.mta.mixer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.InterpersonalNotification.NonReceipt;
import org.openx400.mta.ipm.InterpersonalNotification.Outcome;
import org.openx400.mta.ipm.InterpersonalNotification.Receipt;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;

/** Message disposition notifications of RFC 8098 as IPNs. */
final class NotificationToX400 {
    private final HeadingToX400 headings;
    private final MessageIds identifiers;

    NotificationToX400(AddressMapper addresses) {
        this.headings = new HeadingToX400(addresses);
        this.identifiers = new MessageIds(addresses);
    }

    /** The notification that a mail is; empty if it is none, or says what no IPN can say. */
    Optional<InterpersonalNotification> notification(MimeEntity mail) {
        List<HeaderFields> blocks = ReportPart.blocks(mail, "message/disposition-notification");
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        HeaderFields fields = blocks.get(0);
        Optional<IpmIdentifier> subject = fields.first("Original-Message-ID")
                .flatMap(body -> identifiers.toX400(body).stream().findFirst());
        Optional<Outcome> outcome = outcome(fields.first("Disposition").orElse(""), mail.header());
        if (subject.isEmpty() || outcome.isEmpty()) {
            return Optional.empty();
        }
        List<ORDescriptor> from =
                headings.descriptors(mail.header().first("From").orElse(""));
        return Optional.of(
                new InterpersonalNotification(subject.get(), from.isEmpty() ? null : from.get(0), null, outcome.get()));
    }

    /** {@code action-mode/sending-mode; type/modifier}, RFC 8098 3.2.6. */
    private static Optional<Outcome> outcome(String disposition, HeaderFields header) {
        String[] sides = disposition.toLowerCase(Locale.ROOT).split(";", 2);
        if (sides.length < 2) {
            return Optional.empty();
        }
        boolean automatic = sides[0].strip().startsWith("automatic-action");
        return switch (sides[1].strip().split("/", 2)[0].strip()) {
            case "displayed", "processed" ->
                Optional.of(new Receipt(
                        header.first("Date").flatMap(MailDates::parse).orElse(null), automatic, null));
            case "deleted" -> Optional.of(new NonReceipt(NonReceipt.IPM_DISCARDED, null, null, null));
            case "dispatched" -> Optional.of(new NonReceipt(NonReceipt.IPM_AUTO_FORWARDED, null, null, null));
            default -> Optional.empty();
        };
    }
}
