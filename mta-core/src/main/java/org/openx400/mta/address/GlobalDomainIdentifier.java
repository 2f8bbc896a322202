package org.openx400.mta.address;

import org.jspecify.annotations.Nullable;

/**
 * The name of a management domain, X.411 8.5.9.
 *
 * @param countryName country
 * @param administrationDomainName ADMD; a single space stands for any
 * @param privateDomainIdentifier PRMD, or null for an ADMD itself
 */
public record GlobalDomainIdentifier(
        NumericOrPrintable countryName,
        NumericOrPrintable administrationDomainName,
        @Nullable NumericOrPrintable privateDomainIdentifier) {

    /** Of PrintableStrings; {@code privateDomain} is null for an ADMD. */
    public static GlobalDomainIdentifier of(
            String country, String administrationDomain, @Nullable String privateDomain) {
        return new GlobalDomainIdentifier(
                NumericOrPrintable.printable(country),
                NumericOrPrintable.printable(administrationDomain),
                privateDomain == null ? null : NumericOrPrintable.printable(privateDomain));
    }

    /** Whether both name the same domain: case, spaces and string types do not matter. */
    public boolean equivalent(GlobalDomainIdentifier other) {
        return key().equals(other.key());
    }

    /** The same text for equivalent identifiers. */
    public String key() {
        return Matching.fold(countryName.value())
                + '\n'
                + Matching.fold(administrationDomainName.value())
                + '\n'
                + (privateDomainIdentifier == null ? "" : Matching.fold(privateDomainIdentifier.value()));
    }

    /** {@code /C=../A=../P=..}, delimiters in values doubled. */
    @Override
    public String toString() {
        String text = "/C=" + doubled(countryName) + "/A=" + doubled(administrationDomainName);
        return privateDomainIdentifier == null ? text : text + "/P=" + doubled(privateDomainIdentifier);
    }

    private static String doubled(NumericOrPrintable name) {
        return name.value().replace("/", "//");
    }
}
