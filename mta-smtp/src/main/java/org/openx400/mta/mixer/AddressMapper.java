package org.openx400.mta.mixer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.address.ORName;
import org.openx400.mta.address.PersonalName;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.address.StandardOr;
import org.openx400.mta.mixer.AddressRule.Kind;
import org.openx400.mta.p1.ORNameBounds;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.smtp.MailPath;

/** Maps addresses both ways, RFC 2156 chapter 4. What one way makes, the other way takes back. */
public final class AddressMapper {
    private static final String RFC_822 = "RFC-822";
    private static final List<String> OVERFLOW = List.of("RFC822C1", "RFC822C2", "RFC822C3");
    private static final int VALUE_LENGTH = 128;
    private static final int LONGEST = VALUE_LENGTH * (1 + OVERFLOW.size());

    private final Gateway gateway;
    private final MappingTable table;

    public AddressMapper(Gateway gateway, MappingTable table) {
        this.gateway = gateway;
        this.table = table;
    }

    /** An O/R address and the rule that made it. */
    public record ToX400(ORAddress address, AddressRule rule) {}

    /** A mailbox and the rule that made it. */
    public record ToInternet(MailPath mailbox, AddressRule rule) {}

    public Gateway gateway() {
        return gateway;
    }

    /** @throws AddressMappingException if the local part at our domain is no O/R address, or the mailbox is too long */
    public ToX400 toX400(MailPath mailbox) throws AddressMappingException {
        if (mailbox.domain().isEmpty() && !mailbox.isNull()) { // RFC 5321 4.1.1.3: RCPT TO:<Postmaster>
            return toX400(new MailPath(mailbox.localPart(), gateway.domain()));
        }
        Optional<MappingLine.User> user = table.user(mailbox);
        if (user.isPresent()) {
            return new ToX400(
                    user.get().address(), new AddressRule(Kind.USER, user.get().source()));
        }
        if (mailbox.localPart().startsWith("/") && mailbox.domain().equalsIgnoreCase(gateway.domain())) {
            return new ToX400(
                    parse(StandardOr.toAddressText(mailbox.localPart())), new AddressRule(Kind.LEFT_HAND_SIDE, null));
        }
        Optional<MappingLine.Domain> line = table.longest(mailbox.domain());
        return line.isPresent()
                ? toX400(mailbox, line.get())
                : new ToX400(encapsulated(mailbox, gateway.address()), new AddressRule(Kind.GATEWAY, null));
    }

    private ToX400 toX400(MailPath mailbox, MappingLine.Domain line) throws AddressMappingException {
        AddressRule rule = new AddressRule(Kind.TABLE, line.source());
        ORAddress base = line.address();
        if (mailbox.domain().length() > line.domain().length()) {
            Optional<ORAddress> deeper = line.algorithmic() ? deeper(mailbox.domain(), line) : Optional.empty();
            if (deeper.isEmpty()) {
                return new ToX400(encapsulated(mailbox, base), rule);
            }
            base = deeper.get();
            rule = new AddressRule(Kind.ALGORITHMIC, line.source());
        }
        if (mailbox.localPart().startsWith("/")) {
            String below = StandardOr.toAddressText(mailbox.localPart());
            return new ToX400(parse(ORAddressText.formatSlash(base) + below), rule);
        }
        Optional<PersonalName> name = PersonalNames.parse(mailbox.localPart());
        return name.isPresent()
                ? new ToX400(base.toBuilder().personalName(name.get()).build(), rule)
                : new ToX400(encapsulated(mailbox, base), rule);
    }

    /** The labels below the line's domain as further attributes. */
    private static Optional<ORAddress> deeper(String domain, MappingLine.Domain line) {
        String below = domain.substring(0, domain.length() - line.domain().length() - 1);
        List<String> labels = new ArrayList<>(List.of(below.split("\\.", -1)));
        Collections.reverse(labels);
        ORAddress.Builder address = line.address().toBuilder();
        return DomainLevels.append(address, DomainLevels.of(line.address()).size(), labels)
                ? Optional.of(address.build())
                : Optional.empty();
    }

    private static ORAddress parse(String text) throws AddressMappingException {
        try {
            ORAddress address = ORAddressText.parse(text);
            ORNameBounds.check(address, "address");
            return address;
        } catch (ORAddressSyntaxException | P1Exception e) {
            throw new AddressMappingException("the local part is not an O/R address: " + e.getMessage(), e);
        }
    }

    // RFC 2156 4.3.2: DDA RFC-822, continued in RFC822C1 to RFC822C3
    private static ORAddress encapsulated(MailPath mailbox, ORAddress under) throws AddressMappingException {
        return encapsulated(PrintableEncoding.encode(mailbox.toString()), under);
    }

    private static ORAddress encapsulated(String value, ORAddress under) throws AddressMappingException {
        if (value.length() > LONGEST) {
            throw new AddressMappingException("the mailbox is too long for an O/R address: " + value.length()
                    + " characters, " + LONGEST + " fit");
        }
        ORAddress.Builder address = under.toBuilder();
        String type = RFC_822;
        for (int at = 0; at < value.length(); at += VALUE_LENGTH) {
            address.add(
                    new DomainDefinedAttribute(type, value.substring(at, Math.min(value.length(), at + VALUE_LENGTH))));
            type = OVERFLOW.get(Math.min(at / VALUE_LENGTH, OVERFLOW.size() - 1));
        }
        return address.build();
    }

    /** Whoever answers for the gateway. */
    ORAddress postmaster() throws AddressMappingException {
        return toX400(new MailPath("postmaster", gateway.domain())).address();
    }

    /** Text under the gateway's address; empty if it is too long. */
    Optional<ORAddress> encapsulate(String text) {
        try {
            return Optional.of(encapsulated(PrintableEncoding.encode(text), gateway.address()));
        } catch (AddressMappingException e) {
            return Optional.empty();
        }
    }

    /** The text that an address encapsulates. */
    static Optional<String> encapsulated(ORAddress address) {
        String first = value(address, RFC_822);
        if (first == null) {
            return Optional.empty();
        }
        StringBuilder value = new StringBuilder(first);
        for (String type : OVERFLOW) {
            String more = value(address, type);
            value.append(more == null ? "" : more);
        }
        return Optional.of(PrintableEncoding.decode(value.toString()));
    }

    /** Whether the address holds an Internet address, RFC 2156 4.3.5. */
    static boolean isEncapsulation(ORAddress address) {
        return value(address, RFC_822) != null;
    }

    /** @throws AddressMappingException if the address holds an Internet address that is none, or has no attribute */
    public ToInternet toInternet(ORAddress address) throws AddressMappingException {
        Optional<MappingLine.User> user = table.user(address);
        if (user.isPresent()) {
            return new ToInternet(
                    user.get().mailbox(), new AddressRule(Kind.USER, user.get().source()));
        }
        Optional<String> encapsulated = encapsulated(address);
        if (encapsulated.isPresent()) {
            return new ToInternet(mailbox(encapsulated.get()), new AddressRule(Kind.ENCAPSULATED, null));
        }
        if (address.isEmpty()) {
            throw new AddressMappingException("there is only a directory name and no O/R address");
        }
        Optional<MappingLine.Domain> line = table.longest(address);
        return line.isPresent()
                ? toInternet(address, line.get())
                : new ToInternet(
                        new MailPath(StandardOr.format(address), gateway.domain()),
                        new AddressRule(Kind.LEFT_HAND_SIDE, null));
    }

    /** The mailbox of a name; empty where {@link #toInternet} has none. */
    Optional<MailPath> mailbox(ORName name) {
        try {
            return Optional.of(toInternet(name.address()).mailbox());
        } catch (AddressMappingException e) {
            return Optional.empty();
        }
    }

    /**
     * A recipient as ORCPT and the fields of RFC 3464 name him, by type: {@code x400} and an O/R address, or {@code rfc822}
     * (RFC 6533: {@code utf-8}) and a mailbox. Empty for other types, or if it is no address.
     */
    Optional<NumberedRecipient> typed(String type, String text) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "x400" -> NumberedRecipient.parse(text);
            case "rfc822", "utf-8" -> {
                try {
                    yield Optional.of(new NumberedRecipient(
                            ORName.of(toX400(MailPath.of(text.strip())).address()), null));
                } catch (AddressMappingException | IllegalArgumentException e) {
                    yield Optional.empty();
                }
            }
            default -> Optional.empty();
        };
    }

    private static MailPath mailbox(String text) throws AddressMappingException {
        try {
            return MailPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new AddressMappingException("DDA:RFC-822 is not a mailbox: " + e.getMessage(), e);
        }
    }

    private static @Nullable String value(ORAddress address, String type) {
        return address.domainDefinedAttributes().stream()
                .filter(attribute -> attribute.type().equalsIgnoreCase(type))
                .map(DomainDefinedAttribute::value)
                .findFirst()
                .orElse(null);
    }

    private static ToInternet toInternet(ORAddress address, MappingLine.Domain line) {
        List<@Nullable String> levels = DomainLevels.of(address);
        int covered = DomainLevels.of(line.address()).size();
        Kind kind = Kind.TABLE;
        String domain = line.domain();
        if (line.algorithmic() && levels.size() > covered && DomainLevels.areLabels(levels, covered)) {
            List<@Nullable String> below = new ArrayList<>(levels.subList(covered, levels.size()));
            Collections.reverse(below);
            domain = String.join(".", below) + "." + domain;
            covered = levels.size();
            kind = Kind.ALGORITHMIC;
        }
        PersonalName name = address.personalName();
        Optional<String> local = name == null ? Optional.empty() : PersonalNames.format(name);
        boolean nothingElse = DomainLevels.prefix(address, covered).toBuilder()
                .personalName(name)
                .build()
                .equivalent(address);
        String localPart = nothingElse && local.isPresent() ? local.get() : StandardOr.formatBelow(address, covered);
        return new ToInternet(new MailPath(localPart, domain), new AddressRule(kind, line.source()));
    }
}
