package org.openx400.mta.envelope;

import org.openx400.mta.address.GlobalDomainIdentifier;

/** What one MTA on the way did, X.411 12.2.1.1.1.8; {@code mtaName} has 1..32 characters. */
public record InternalTraceInformationElement(
        GlobalDomainIdentifier globalDomainIdentifier, String mtaName, MTASuppliedInformation mtaSuppliedInformation) {}
