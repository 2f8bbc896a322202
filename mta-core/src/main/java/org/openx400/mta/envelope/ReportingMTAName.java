package org.openx400.mta.envelope;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.octets.Octets;

/**
 * The MTA that made a report, X.411 8.3.1.2.1.
 *
 * @param mtaDirectoryName a directory Name, BER, or null
 */
public record ReportingMTAName(
        GlobalDomainIdentifier domain,
        String mtaName,
        @Nullable Octets mtaDirectoryName) {}
