package org.openx400.mta.envelope;

import org.openx400.mta.address.GlobalDomainIdentifier;

/** What one domain on the way did, X.411 12.2.1.1.1.3. */
public record TraceInformationElement(
        GlobalDomainIdentifier globalDomainIdentifier, DomainSuppliedInformation domainSuppliedInformation) {}
