package org.openx400.mta.mixer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.envelope.PerRecipientTransferFields;
import org.openx400.mta.envelope.Redirection;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtension;
import org.openx400.mta.p1.StandardExtensions;
import org.openx400.mta.smtp.MailPath;

/** What was asked for one recipient and mail cannot do, as comments behind his mailbox, RFC 2156 4.6.2.2. */
final class RecipientComments {
    private static final Map<StandardExtension<?>, String> REQUESTS = requests();
    private static final Map<Redirection.Reason, String> REASONS = Map.of(
            Redirection.Reason.RECIPIENT_ASSIGNED_ALTERNATE_RECIPIENT, "Recipient Assigned Alternate Recipient",
            Redirection.Reason.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT, "Originator Requested Alternate Recipient",
            Redirection.Reason.RECIPIENT_MD_ASSIGNED_ALTERNATE_RECIPIENT, "Recipient MD Assigned Alternate Recipient",
            Redirection.Reason.DIRECTORY_LOOK_UP, "Directory Look Up",
            Redirection.Reason.ALIAS, "Alias");

    private final AddressMapper addresses;

    RecipientComments(AddressMapper addresses) {
        this.addresses = addresses;
    }

    private static Map<StandardExtension<?>, String> requests() {
        Map<StandardExtension<?>, String> requests = new LinkedHashMap<>();
        requests.put(StandardExtensions.REQUESTED_DELIVERY_METHOD, "Delivery Method Requested");
        requests.put(StandardExtensions.PHYSICAL_FORWARDING_PROHIBITED, "Physical Forwarding Prohibited");
        requests.put(StandardExtensions.PHYSICAL_FORWARDING_ADDRESS_REQUEST, "Physical Forwarding Address Requested");
        requests.put(StandardExtensions.PHYSICAL_DELIVERY_MODES, "Physical Delivery Mode Requested");
        requests.put(StandardExtensions.REGISTERED_MAIL_TYPE, "Registered Mail Requested");
        requests.put(StandardExtensions.RECIPIENT_NUMBER_FOR_ADVICE, "Advice by Number Requested");
        requests.put(StandardExtensions.PHYSICAL_RENDITION_ATTRIBUTES, "Physical Rendition Requested");
        requests.put(StandardExtensions.PHYSICAL_DELIVERY_REPORT_REQUEST, "Physical Delivery Report Requested");
        requests.put(StandardExtensions.PROOF_OF_DELIVERY_REQUEST, "Proof of Delivery Requested");
        requests.put(
                StandardExtensions.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT,
                "Originator Requested Alternate Recipient");
        return requests;
    }

    /** Empty, or each with a space before it. */
    String of(PerRecipientTransferFields recipient) {
        String redirected = redirected(redirections(recipient));
        return redirected
                + REQUESTS.entrySet().stream()
                        .filter(request -> recipient.extensions().stream()
                                .anyMatch(extension ->
                                        extension.is(request.getKey().number())))
                        .map(request -> " (" + request.getValue() + ")")
                        .collect(Collectors.joining());
    }

    private String redirected(List<Redirection> redirections) {
        StringBuilder comment = new StringBuilder();
        for (Redirection redirection : redirections) {
            comment.append(comment.isEmpty() ? " (Originally To: " : " ")
                    .append(mailbox(redirection.intendedRecipient()))
                    .append(redirection == redirections.get(0) ? " Redirected on " : " Redirected Again on ")
                    .append(MailDates.format(redirection.redirectionTime().instant()))
                    .append(" To: ")
                    .append(reason(redirection));
        }
        return comment.isEmpty() ? "" : comment.append(')').toString();
    }

    static @Nullable String reason(Redirection redirection) {
        return REASONS.get(redirection.redirectionReason());
    }

    private String mailbox(ORName name) {
        return addresses.mailbox(name).map(MailPath::toString).orElse("").replaceAll("[()\\\\]", "\\\\$0");
    }

    /** Oldest first; empty if there are none, or they cannot be read. */
    static List<Redirection> redirections(PerRecipientTransferFields recipient) {
        try {
            List<Redirection> redirections = StandardExtensions.REDIRECTION_HISTORY.find(recipient.extensions());
            return redirections == null ? List.of() : redirections;
        } catch (P1Exception e) {
            return List.of();
        }
    }
}
