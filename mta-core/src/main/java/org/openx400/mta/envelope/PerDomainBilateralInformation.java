package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.NumericOrPrintable;
import org.openx400.mta.octets.Octets;

/**
 * Information for one domain that a message will pass, X.411 8.2.1.1.1.39 and 12.2.1.1.1.2.
 *
 * @param countryName country
 * @param administrationDomainName ADMD
 * @param privateDomainIdentifier PRMD, or null when it is meant for the ADMD
 * @param bilateralInformation any value, BER, at most 1024 octets
 */
public record PerDomainBilateralInformation(
        NumericOrPrintable countryName,
        NumericOrPrintable administrationDomainName,
        @Nullable NumericOrPrintable privateDomainIdentifier,
        Octets bilateralInformation) {}
