package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.Heading.Importance;
import org.openx400.mta.ipm.IpmExtension;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;
import org.openx400.mta.ipm.RecipientSpecifier;

/**
 * A heading as header fields, RFC 2156 5.3.4. A field that was carried is written as it came where the heading still says the
 * same, so names and subjects that X.400 cannot say come back.
 */
final class HeadingToInternet {
    private static final Set<String> UNDERSTOOD = Set.of(
            HeadingExtensions.INCOMPLETE_COPY,
            HeadingExtensions.LANGUAGES,
            HeadingExtensions.AUTO_SUBMITTED,
            HeadingExtensions.RFC_822_FIELD_LIST);

    /** Fields that are carried where the heading could not take them. */
    private static final Set<String> UNREADABLE = Set.of(
            "auto-submitted", "autosubmitted", "content-language", "language", "expires", "expiry-date", "reply-by");

    private static final String RECEIVED = "Received";

    private final AddressMapper addresses;
    private final MessageIds identifiers;
    private final HeadingToX400 back;

    HeadingToInternet(AddressMapper addresses) {
        this.addresses = addresses;
        this.identifiers = new MessageIds(addresses);
        this.back = new HeadingToX400(addresses);
    }

    /** The fields that an IPM from the Internet carried. */
    static HeaderFields carried(Heading heading) {
        List<HeaderField> fields = new ArrayList<>();
        for (String line : HeadingExtensions.strings(heading.extensions(), HeadingExtensions.RFC_822_FIELD_LIST)) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.matches("[!-9;-~]+")) {
                fields.add(new HeaderField(name, line.substring(colon + 1).strip()));
            }
        }
        return new HeaderFields(fields);
    }

    /** Writes the trace of mail, which comes before all other fields: RFC 2156 5.3.7. */
    static void writeTrace(Heading heading, HeaderWriter out) {
        carried(heading).all(RECEIVED).forEach(body -> out.field(RECEIVED, body));
    }

    /**
     * Writes the fields of a heading, but neither its trace nor those of MIME.
     *
     * @param otherwise who sends it if the heading does not say; null if nobody else does
     */
    void write(Heading heading, @Nullable ORName otherwise, HeaderWriter out) {
        HeaderFields carried = carried(heading);
        List<ORDescriptor> originator = originator(heading, otherwise);
        if (heading.authorizingUsers().isEmpty()) {
            people("From", originator, carried, out);
        } else {
            people("From", heading.authorizingUsers(), carried, out);
            people("Sender", originator, carried, out);
        }
        recipients("To", heading.primaryRecipients(), carried, out);
        recipients("Cc", heading.copyRecipients(), carried, out);
        recipients("Bcc", heading.blindCopyRecipients(), carried, out);
        people("Reply-To", heading.replyRecipients(), carried, out);
        subject(heading, carried, out);
        if (!heading.thisIpm().equals(MessageIds.NONE)) {
            references("Message-ID", List.of(heading.thisIpm()), carried, out);
        }
        IpmIdentifier repliedTo = heading.repliedToIpm();
        references("In-Reply-To", repliedTo == null ? List.of() : List.of(repliedTo), carried, out);
        references("References", heading.relatedIpms(), carried, out);
        references("Supersedes", heading.obsoletedIpms(), carried, out);
        values(heading, originator, carried, out);
        carried.fields().stream().filter(HeadingToInternet::isCopied).forEach(out::field);
    }

    private static List<ORDescriptor> originator(Heading heading, @Nullable ORName otherwise) {
        ORDescriptor originator = heading.originator();
        if (originator != null) {
            return List.of(originator);
        }
        return otherwise == null ? List.of() : List.of(ORDescriptor.of(otherwise));
    }

    /** What cannot be said of the heading, and not what the envelope, MIME or the trace say: these a stranger could forge. */
    private static boolean isCopied(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return HeadingToX400.hasNoPlace(name) && !name.equalsIgnoreCase(RECEIVED) || UNREADABLE.contains(name);
    }

    private void people(String name, List<ORDescriptor> people, HeaderFields carried, HeaderWriter out) {
        if (!people.isEmpty()) {
            String original = String.join(", ", carried.all(name));
            out.field(name, back.descriptors(original).equals(people) ? original : format(people));
        } else if (!name.equals("From")
                && carried.first(name)
                        .filter(body -> back.descriptors(body).isEmpty())
                        .isPresent()) {
            out.field(name, carried.first(name).orElseThrow()); // a group without members
        }
    }

    // RFC 2156 4.7.2
    private void recipients(String name, List<RecipientSpecifier> recipients, HeaderFields carried, HeaderWriter out) {
        List<ORDescriptor> people =
                recipients.stream().map(RecipientSpecifier::recipient).toList();
        boolean replyRequested = recipients.stream().anyMatch(RecipientSpecifier::replyRequested);
        if (replyRequested && carried.first(name).isEmpty()) {
            out.field(
                    name,
                    String.join(
                            ", ",
                            recipients.stream()
                                    .map(recipient -> format(recipient.recipient())
                                            + (recipient.replyRequested() ? " (Reply requested)" : ""))
                                    .toList()));
        } else {
            people(name, people, carried, out);
        }
    }

    private String format(List<ORDescriptor> people) {
        return String.join(", ", people.stream().map(this::format).toList());
    }

    private String format(ORDescriptor person) {
        String name = person.freeFormName();
        ORName formal = person.formalName();
        String telephone = person.telephoneNumber() == null
                ? ""
                : " (Tel " + person.telephoneNumber().replaceAll("[()\\\\]", "") + ")";
        if (formal != null) {
            try {
                return new Mailboxes.Named(
                                        name,
                                        addresses.toInternet(formal.address()).mailbox())
                                .format()
                        + telephone;
            } catch (AddressMappingException e) {
                name = name == null ? formal.toString() : name;
            }
        }
        // RFC 2156 4.7.2: without an address, a group without members
        return "\"" + (name == null ? "" : name).replaceAll("[\"\\\\]", "'") + "\":;" + telephone;
    }

    private void subject(Heading heading, HeaderFields carried, HeaderWriter out) {
        String subject = heading.subject();
        if (subject != null) {
            Optional<String> original =
                    carried.first("Subject").filter(body -> back.subject(body).equals(subject));
            if (original.isPresent()) {
                out.field("Subject", original.get());
            } else {
                out.text("Subject", subject);
            }
        }
    }

    private void references(String name, List<IpmIdentifier> ids, HeaderFields carried, HeaderWriter out) {
        Optional<String> original =
                carried.first(name).filter(body -> identifiers.toX400(body).equals(ids));
        if (original.isPresent()) {
            out.field(name, original.get());
        } else if (!ids.isEmpty()) {
            out.field(
                    name,
                    String.join(" ", ids.stream().map(identifiers::toInternet).toList()));
        }
    }

    private void values(Heading heading, List<ORDescriptor> originator, HeaderFields carried, HeaderWriter out) {
        if (heading.importance() != Importance.NORMAL) {
            out.field("Importance", heading.importance().name().toLowerCase(Locale.ROOT));
        }
        if (heading.sensitivity() != null) {
            out.field(
                    "Sensitivity",
                    switch (heading.sensitivity()) {
                        case PERSONAL -> "Personal";
                        case PRIVATE -> "Private";
                        case COMPANY_CONFIDENTIAL -> "Company-Confidential";
                    });
        }
        if (heading.expiryTime() != null) {
            out.field("Expires", MailDates.format(heading.expiryTime()));
        }
        if (heading.replyTime() != null) {
            out.field("Reply-By", MailDates.format(heading.replyTime()));
        }
        if (heading.autoForwarded()) {
            out.field("Autoforwarded", "TRUE");
        }
        if (HeadingExtensions.has(heading.extensions(), HeadingExtensions.INCOMPLETE_COPY)) {
            out.field("Incomplete-Copy", "");
        }
        List<String> languages = HeadingExtensions.strings(heading.extensions(), HeadingExtensions.LANGUAGES);
        if (!languages.isEmpty()) {
            out.field("Content-Language", String.join(", ", languages));
        }
        HeadingExtensions.autoSubmitted(heading.extensions()).ifPresent(value -> out.field("Auto-Submitted", value));
        if (wantsReceipt(heading)) {
            out.field(
                    "Disposition-Notification-To",
                    carried.first("Disposition-Notification-To").orElseGet(() -> format(originator)));
        }
        String discarded = String.join(", ", discarded(heading));
        if (!discarded.isEmpty()) {
            out.field("Discarded-X400-IPMS-Extensions", discarded);
        }
    }

    /** Types of extensions for which there is no header field. */
    static List<String> discarded(Heading heading) {
        return heading.extensions().stream()
                .map(IpmExtension::type)
                .filter(type -> !UNDERSTOOD.contains(type))
                .toList();
    }

    /** Whether a header field says to whom it is. */
    static boolean hasRecipients(Heading heading) {
        HeaderFields carried = carried(heading);
        return Stream.of(heading.primaryRecipients(), heading.copyRecipients(), heading.blindCopyRecipients())
                        .anyMatch(recipients -> !recipients.isEmpty())
                || Stream.of("To", "Cc", "Bcc")
                        .anyMatch(name -> carried.first(name).isPresent());
    }

    private static boolean wantsReceipt(Heading heading) {
        return Stream.of(heading.primaryRecipients(), heading.copyRecipients(), heading.blindCopyRecipients())
                .flatMap(List::stream)
                .anyMatch(recipient -> recipient.notificationRequests().bit(RecipientSpecifier.RN));
    }
}
