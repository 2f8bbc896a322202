package org.openx400.mta.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Ber;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** O/R names in all their forms, within the upper bounds of X.411, the same for the same seed. */
public final class RandomAddresses {
    private static final String PRINTABLE = "ABCxyz019 '()+,-./:=?";
    private static final String TELETEX = "abc \u00c9\u00e9;/{}=*\u001b\u0007";
    private static final String UNIVERSAL = "ab;/{=\u20ac\u0416\u4e2d";

    private final Random random;

    public RandomAddresses(Random random) {
        this.random = random;
    }

    /** A name, now and then with a directory name. */
    public ORName name() {
        return new ORName(address(), maybe(this::directoryName));
    }

    /** A directory Name of one common name, BER. */
    public Octets directoryName() {
        Octets commonName = Ber.primitive(Tag.PRINTABLE_STRING, Octets.latin1("User " + random.nextInt(1000)));
        return Ber.sequence(Ber.set(Ber.sequence(Ber.objectIdentifier("2.5.4.3"), commonName)));
    }

    /** An address with a country and an ADMD, and any of the other attributes. */
    public ORAddress address() {
        ORAddress.Builder address = ORAddress.builder()
                .countryName(
                        random.nextInt(5) == 0
                                ? NumericOrPrintable.numeric(digits(3))
                                : NumericOrPrintable.printable(random.nextBoolean() ? "US" : "gb"))
                .administrationDomainName(
                        random.nextInt(3) == 0 ? NumericOrPrintable.printable(" ") : numericOrPrintable(16))
                .privateDomainName(maybe(() -> numericOrPrintable(16)))
                .networkAddress(maybe(() -> digits(1 + random.nextInt(15))))
                .terminalIdentifier(maybe(() -> printable(24)))
                .organizationName(maybe(() -> printable(64)))
                .numericUserIdentifier(maybe(() -> digits(1 + random.nextInt(32))))
                .personalName(maybe(() -> personalName(PRINTABLE)))
                .organizationalUnitNames(strings(PRINTABLE, 32))
                .domainDefinedAttributes(attributes(PRINTABLE));
        for (int i = random.nextInt(4); i > 0; i--) {
            address.add(extension(1 + random.nextInt(41)));
        }
        return address.build();
    }

    /** A plain user: C, A, P, O, S and G. */
    public ORAddress mnemonic() {
        return ORAddress.builder()
                .countryName(NumericOrPrintable.printable("US"))
                .administrationDomainName(NumericOrPrintable.printable(" "))
                .privateDomainName(NumericOrPrintable.printable("EXAMPLE"))
                .organizationName("Org" + random.nextInt(100))
                .personalName(new PersonalName("User" + random.nextInt(100_000), "Ann", null, null))
                .build();
    }

    /** An extension attribute of this type, 1..40; of any other an unknown one. */
    public ExtensionAttribute extension(int type) {
        return switch (type) {
            case 1 -> new ExtensionAttribute.Printable(type, printable(64));
            case 2, 3 -> new ExtensionAttribute.Teletex(type, string(TELETEX, 64));
            case 4 -> new ExtensionAttribute.TeletexPersonalName(personalName(TELETEX));
            case 5 -> new ExtensionAttribute.TeletexOrganizationalUnitNames(strings(TELETEX, 32));
            case 6 -> new ExtensionAttribute.TeletexDomainDefinedAttributes(attributes(TELETEX));
            case 7 -> new ExtensionAttribute.Printable(type, printable(16));
            case 8 -> new ExtensionAttribute.PostalCode(type, NumericOrPrintable.printable("DE"));
            case 9 -> new ExtensionAttribute.PostalCode(type, numericOrPrintable(16));
            case 16 ->
                new ExtensionAttribute.UnformattedPostalAddress(
                        strings(PRINTABLE, 30), maybe(() -> string(TELETEX, 180)));
            case 22 ->
                random.nextBoolean()
                        ? new ExtensionAttribute.NumberAddress(digits(15), maybe(() -> digits(40)))
                        : new ExtensionAttribute.PsapAddress(Octets.hex("a003040101"));
            case 23 -> new ExtensionAttribute.TerminalType(random.nextInt(12));
            case 26 ->
                new ExtensionAttribute.UniversalPersonalName(
                        text(64), maybe(() -> text(40)), maybe(() -> text(16)), maybe(() -> text(16)));
            case 27 -> new ExtensionAttribute.UniversalOrganizationalUnitNames(texts());
            case 28 ->
                new ExtensionAttribute.UniversalDomainDefinedAttributes(
                        List.of(new ExtensionAttribute.UniversalDomainDefinedAttributes.Pair(text(8), text(128))));
            default -> {
                if (type > 40) {
                    yield new ExtensionAttribute.Unknown(type, Ber.integer(random.nextInt()));
                }
                yield type < 24
                        ? new ExtensionAttribute.PostalParameter(
                                type, maybe(() -> printable(30)), maybe(() -> string(TELETEX, 30)))
                        : new ExtensionAttribute.Universal(type, text(30));
            }
        };
    }

    private NumericOrPrintable numericOrPrintable(int length) {
        return random.nextInt(4) == 0
                ? NumericOrPrintable.numeric(digits(1 + random.nextInt(length)))
                : NumericOrPrintable.printable(printable(length));
    }

    private PersonalName personalName(String alphabet) {
        return new PersonalName(
                string(alphabet, 40),
                maybe(() -> string(alphabet, 16)),
                maybe(() -> string(alphabet, 5)),
                maybe(() -> string(alphabet, 3)));
    }

    private List<DomainDefinedAttribute> attributes(String alphabet) {
        List<DomainDefinedAttribute> attributes = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.add(new DomainDefinedAttribute(string(alphabet, 8), string(alphabet, 128)));
        }
        return attributes;
    }

    private List<String> strings(String alphabet, int length) {
        List<String> strings = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            strings.add(string(alphabet, length));
        }
        return strings;
    }

    private List<UniversalText> texts() {
        List<UniversalText> texts = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            texts.add(text(32));
        }
        return texts;
    }

    private UniversalText text(int length) {
        return new UniversalText(
                random.nextBoolean(), string(UNIVERSAL, length), maybe(() -> random.nextBoolean() ? "en" : "de-AT"));
    }

    private String printable(int length) {
        return string(PRINTABLE, length);
    }

    private String digits(int length) {
        return string("0123456789", length, length);
    }

    private String string(String alphabet, int maximum) {
        return string(alphabet, 1, maximum);
    }

    private String string(String alphabet, int minimum, int maximum) {
        int length = minimum + random.nextInt(maximum - minimum + 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(3) == 0 ? value.get() : null;
    }
}
