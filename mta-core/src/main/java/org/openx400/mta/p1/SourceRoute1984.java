package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.DomainDefinedAttribute;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.PrintableEncoding;
import org.openx400.mta.address.StandardOr;

/**
 * Addresses with attributes that 1984 does not have, as addresses of our own domain, RFC 1328 3.1: the domain-defined
 * attribute X400-88, with X400-C1 to X400-C3 behind it, has the whole address in the form std-or. What is sent to it from
 * 1984 comes to us.
 */
final class SourceRoute1984 {
    private static final List<String> TYPES = List.of("X400-88", "X400-C1", "X400-C2", "X400-C3");
    private static final int LONGEST_VALUE = 128;

    private SourceRoute1984() {}

    /** Null if the address is too long for four attributes. */
    static @Nullable ORAddress through(GlobalDomainIdentifier gateway, ORAddress address) {
        String text = PrintableEncoding.encode(StandardOr.format(address));
        if (text.length() > TYPES.size() * LONGEST_VALUE) {
            return null;
        }
        List<DomainDefinedAttribute> attributes = new ArrayList<>();
        for (int at = 0; at < text.length(); at += LONGEST_VALUE) {
            String part = text.substring(at, Math.min(text.length(), at + LONGEST_VALUE));
            attributes.add(new DomainDefinedAttribute(TYPES.get(attributes.size()), part));
        }
        return ORAddress.builder()
                .countryName(gateway.countryName())
                .administrationDomainName(gateway.administrationDomainName())
                .privateDomainName(gateway.privateDomainIdentifier())
                .domainDefinedAttributes(attributes)
                .build();
    }

    /** The address behind one of ours; null if it is none, or what it says is no address. */
    static @Nullable ORAddress behind(GlobalDomainIdentifier gateway, ORAddress address) {
        String first = value(address, TYPES.get(0));
        if (first == null || !isIn(gateway, address)) {
            return null;
        }
        StringBuilder text = new StringBuilder(first);
        for (String type : TYPES.subList(1, TYPES.size())) {
            String more = value(address, type);
            text.append(more == null ? "" : more);
        }
        try {
            return StandardOr.parse(PrintableEncoding.decode(text.toString()));
        } catch (ORAddressSyntaxException e) {
            return null;
        }
    }

    private static boolean isIn(GlobalDomainIdentifier gateway, ORAddress address) {
        return address.countryName() != null
                && address.administrationDomainName() != null
                && gateway.equivalent(new GlobalDomainIdentifier(
                        address.countryName(), address.administrationDomainName(), address.privateDomainName()));
    }

    private static @Nullable String value(ORAddress address, String type) {
        for (DomainDefinedAttribute attribute : address.domainDefinedAttributes()) {
            if (attribute.type().equalsIgnoreCase(type)) {
                return attribute.value();
            }
        }
        return null;
    }
}
