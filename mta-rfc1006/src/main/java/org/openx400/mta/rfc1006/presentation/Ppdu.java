package org.openx400.mta.rfc1006.presentation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/** PPDUs of normal mode, X.226 8.4.2. Fields that X.400 never uses are skipped on receipt. */
sealed interface Ppdu {
    record Cp(
            Octets callingPSAPSelector,
            Octets calledPSAPSelector,
            List<ContextDefinition> contexts,
            boolean version1,
            List<Pdv> userData)
            implements Ppdu {}

    record Cpa(Octets respondingPSAPSelector, List<ContextResult> results, List<Pdv> userData) implements Ppdu {}

    record Cpr(
            Octets respondingPSAPSelector,
            List<ContextResult> results,
            @Nullable Integer providerReason,
            List<Pdv> userData)
            implements Ppdu {}

    record Aru(List<Pdv> userData) implements Ppdu {}

    record Arp(int providerReason) implements Ppdu {}
}
