package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.openx400.mta.address.ORName;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.Heading.Importance;
import org.openx400.mta.ipm.Heading.Sensitivity;
import org.openx400.mta.ipm.IpmExtension;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;
import org.openx400.mta.ipm.RecipientSpecifier;
import org.openx400.mta.ipm.TeletexString;
import org.openx400.mta.octets.BitString;

/**
 * Header fields as a heading, RFC 2156 5.1.3. A field that has no place in it, or does not fit its place, is carried in the
 * extension rfc-822-field-list.
 */
final class HeadingToX400 {
    private static final int SUBJECT_LENGTH = 128;
    private static final int FREE_FORM_LENGTH = 64;

    /** Fields that the heading says in other words. */
    private static final Set<String> IN_HEADING = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "message-id",
            "in-reply-to",
            "references",
            "importance",
            "sensitivity",
            "expires",
            "expiry-date",
            "reply-by",
            "autoforwarded",
            "obsoletes",
            "supersedes",
            "content-language",
            "language",
            "incomplete-copy",
            "auto-submitted",
            "autosubmitted",
            "disposition-notification-to");

    /** Fields that the envelope says, that the body says, or that are of the last hop only. */
    private static final Set<String> ELSEWHERE = Set.of(
            "mime-version",
            "return-path",
            "priority",
            "conversion",
            "conversion-with-loss",
            "alternate-recipient",
            "disclose-recipients",
            "deferred-delivery",
            "latest-delivery-time",
            "delivery-date",
            "content-return",
            "generate-delivery-report",
            "prevent-nondelivery-report",
            "dl-expansion-history",
            "message-type",
            "original-encoded-information-types",
            "originator-return-address",
            "discarded-x400-ipms-extensions",
            "discarded-x400-mts-extensions");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Comments, groups, and what is not ASCII. */
    private static final Pattern MORE_THAN_ADDRESSES = Pattern.compile("[(;\\x{80}-\\x{10FFFF}]");

    private final AddressMapper addresses;
    private final MessageIds identifiers;

    HeadingToX400(AddressMapper addresses) {
        this.addresses = addresses;
        this.identifiers = new MessageIds(addresses);
    }

    /**
     * @param otherwise the identifier of an IPM whose header has none
     * @param structure how the body parts were nested, or nothing if they were not
     */
    Heading heading(HeaderFields header, IpmIdentifier otherwise, Optional<String> structure) {
        Heading.Builder heading = Heading.builder(header.first("Message-ID")
                .flatMap(body -> identifiers.toX400(body).stream().findFirst())
                .orElse(otherwise));
        people(header, heading);
        header.first("Subject").ifPresent(body -> heading.subject(subject(body)));
        references(header, heading);
        header.first("Expires", "Expiry-Date").flatMap(MailDates::parse).ifPresent(heading::expiryTime);
        header.first("Reply-By").flatMap(MailDates::parse).ifPresent(heading::replyTime);
        heading.importance(importance(header));
        sensitivity(header).ifPresent(heading::sensitivity);
        heading.autoForwarded(header.says("Autoforwarded", "true"));
        heading.extensions(extensions(header, structure));
        return heading.build();
    }

    // RFC 2156 5.1.3: Sender is who sent it, then From are the authorizing users
    private void people(HeaderFields header, Heading.Builder heading) {
        List<ORDescriptor> from = descriptors(String.join(", ", header.all("From")));
        List<ORDescriptor> sender = descriptors(header.first("Sender").orElse(""));
        if (!sender.isEmpty()) {
            heading.originator(sender.get(0));
            heading.authorizingUsers(from);
        } else if (!from.isEmpty()) {
            heading.originator(from.get(0));
            heading.authorizingUsers(from.size() > 1 ? from : List.of());
        }
        boolean receipt = header.first("Disposition-Notification-To").isPresent();
        heading.primaryRecipients(recipients(header.all("To"), receipt));
        heading.copyRecipients(recipients(header.all("Cc"), receipt));
        heading.blindCopyRecipients(recipients(header.all("Bcc"), receipt));
        heading.replyRecipients(descriptors(String.join(", ", header.all("Reply-To"))));
    }

    private void references(HeaderFields header, Heading.Builder heading) {
        List<IpmIdentifier> repliedTo =
                identifiers.toX400(header.first("In-Reply-To").orElse(""));
        List<IpmIdentifier> related =
                new ArrayList<>(identifiers.toX400(header.first("References").orElse("")));
        if (repliedTo.size() == 1) {
            heading.repliedToIpm(repliedTo.get(0));
        } else {
            related.addAll(repliedTo);
        }
        heading.relatedIpms(related);
        heading.obsoletedIpms(
                identifiers.toX400(header.first("Supersedes", "Obsoletes").orElse("")));
    }

    private List<RecipientSpecifier> recipients(List<String> bodies, boolean receipt) {
        BitString requests = receipt ? BitString.of(3, RecipientSpecifier.RN) : BitString.EMPTY;
        return descriptors(String.join(", ", bodies)).stream()
                .map(descriptor -> new RecipientSpecifier(descriptor, requests, false, List.of()))
                .toList();
    }

    /** The people of an address field. */
    List<ORDescriptor> descriptors(String body) {
        return Mailboxes.parse(body).stream().map(this::descriptor).toList();
    }

    private ORDescriptor descriptor(Mailboxes.Named named) {
        String name = named.name();
        try {
            ORName formal = ORName.of(addresses.toX400(named.mailbox()).address());
            return new ORDescriptor(formal, name == null ? null : nearest(name, FREE_FORM_LENGTH), null);
        } catch (AddressMappingException e) {
            return new ORDescriptor(null, nearest(named.mailbox().toString(), FREE_FORM_LENGTH), null);
        }
    }

    String subject(String body) {
        return nearest(EncodedWords.decode(body), SUBJECT_LENGTH);
    }

    private static String nearest(String text, int length) {
        String nearest = TeletexString.nearest(text);
        return nearest.length() <= length ? nearest : nearest.substring(0, length);
    }

    private static Importance importance(HeaderFields header) {
        return header.first("Importance")
                .map(body -> switch (body.strip().toLowerCase(Locale.ROOT)) {
                    case "high" -> Importance.HIGH;
                    case "low" -> Importance.LOW;
                    default -> Importance.NORMAL;
                })
                .orElse(Importance.NORMAL);
    }

    private static Optional<Sensitivity> sensitivity(HeaderFields header) {
        return header.first("Sensitivity").flatMap(body -> switch (body.strip().toLowerCase(Locale.ROOT)) {
            case "personal" -> Optional.of(Sensitivity.PERSONAL);
            case "private" -> Optional.of(Sensitivity.PRIVATE);
            case "company-confidential" -> Optional.of(Sensitivity.COMPANY_CONFIDENTIAL);
            default -> Optional.empty();
        });
    }

    private List<IpmExtension> extensions(HeaderFields header, Optional<String> structure) {
        List<IpmExtension> extensions = new ArrayList<>();
        if (header.first("Incomplete-Copy").isPresent()) {
            extensions.add(HeadingExtensions.incompleteCopy());
        }
        header.first("Content-Language", "Language")
                .flatMap(HeadingExtensions::languages)
                .ifPresent(extensions::add);
        header.first("Auto-Submitted", "Autosubmitted")
                .flatMap(HeadingExtensions::autoSubmitted)
                .ifPresent(extensions::add);
        List<HeaderField> carried =
                new ArrayList<>(header.fields().stream().filter(this::isCarried).toList());
        structure.ifPresent(body -> carried.add(new HeaderField(MimeStructure.FIELD, body)));
        if (!carried.isEmpty()) {
            extensions.add(HeadingExtensions.fieldList(carried));
        }
        return extensions;
    }

    private boolean isCarried(HeaderField field) {
        String name = field.name().toLowerCase(Locale.ROOT);
        return IN_HEADING.contains(name) ? isLost(name, field.body()) : hasNoPlace(name);
    }

    /**
     * Whether neither heading nor envelope nor body has a place for it.
     *
     * @param name in small letters
     */
    static boolean hasNoPlace(String name) {
        return !IN_HEADING.contains(name)
                && !ELSEWHERE.contains(name)
                && !name.startsWith("content-")
                && !name.startsWith("x400-");
    }

    /** Whether the heading does not say all that the field says. */
    private boolean isLost(String name, String body) {
        return switch (name) {
            case "from", "sender", "to", "cc", "bcc", "reply-to" -> isLostAddress(body);
            case "subject" -> !subject(body).equals(EncodedWords.decode(body));
            case "message-id", "in-reply-to", "references", "supersedes", "obsoletes" ->
                !said(identifiers.toX400(body))
                        .equals(SPACE.matcher(body).replaceAll(" ").strip());
            case "auto-submitted", "autosubmitted" ->
                HeadingExtensions.autoSubmitted(body).isEmpty();
            case "content-language", "language" ->
                HeadingExtensions.languages(body).isEmpty();
            case "expires", "expiry-date", "reply-by" -> MailDates.parse(body).isEmpty();
            case "disposition-notification-to" -> true;
            default -> false;
        };
    }

    private String said(List<IpmIdentifier> ids) {
        return String.join(" ", ids.stream().map(identifiers::toInternet).toList());
    }

    /** Groups, comments, and names that an O/R descriptor cannot say. */
    private boolean isLostAddress(String body) {
        List<Mailboxes.Named> named = Mailboxes.parse(body);
        boolean names = named.stream()
                .map(Mailboxes.Named::name)
                .anyMatch(
                        name -> name != null && !nearest(name, FREE_FORM_LENGTH).equals(name));
        boolean unmapped = named.stream().map(this::descriptor).anyMatch(descriptor -> descriptor.formalName() == null);
        return names
                || unmapped
                || named.isEmpty()
                || !Mailboxes.areAll(named, body)
                || MORE_THAN_ADDRESSES.matcher(body).find();
    }
}
