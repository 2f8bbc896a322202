package org.openx400.mta.relay;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.openx400.mta.address.GlobalDomainIdentifier;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.TraceInformationElement;

/**
 * Whether a message has been here before, X.411 14.3.1. Only what happened since the last redirection or DL expansion
 * counts: both may rightly bring a message back. Repeated elements of other domains are no loop by themselves, but a trace
 * that is longer than our limit of hops is one, whoever has it.
 */
final class LoopTest {
    private final GlobalDomainIdentifier domain;
    private final String mtaName;
    private final int maximumHops;

    LoopTest(RelaySettings settings) {
        this.domain = settings.domain();
        this.mtaName = settings.mtaName();
        this.maximumHops = settings.maximumHops();
    }

    /** Why it is a loop, or empty. Both traces are oldest first. */
    Optional<String> loop(List<TraceInformationElement> trace, List<InternalTraceInformationElement> internalTrace) {
        int hops = trace.size() + internalTrace.size();
        if (hops > maximumHops) {
            return Optional.of("its traces have " + hops + " elements, " + maximumHops + " are allowed");
        }
        List<TraceInformationElement> external = sinceLast(trace, element -> {
            var actions = element.domainSuppliedInformation().otherActions();
            return actions.redirected() || actions.dlOperation();
        });
        // The last elements are ours when the message comes from an MTA of our own domain and has not left it.
        int end = external.size();
        while (end > 0 && isOurs(external.get(end - 1).globalDomainIdentifier())) {
            end--;
        }
        for (TraceInformationElement element : external.subList(0, end)) {
            if (isOurs(element.globalDomainIdentifier())) {
                return Optional.of("our domain is in its trace, arrival "
                        + element.domainSuppliedInformation().arrivalTime());
            }
        }
        List<InternalTraceInformationElement> internal = sinceLast(internalTrace, element -> {
            var actions = element.mtaSuppliedInformation().otherActions();
            return actions.redirected() || actions.dlOperation();
        });
        for (InternalTraceInformationElement element : internal) {
            if (isOurs(element.globalDomainIdentifier()) && element.mtaName().equals(mtaName)) {
                return Optional.of("this MTA is in its internal trace, arrival "
                        + element.mtaSuppliedInformation().arrivalTime());
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(GlobalDomainIdentifier other) {
        return domain.equivalent(other);
    }

    private static <T> List<T> sinceLast(List<T> elements, Predicate<T> event) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (event.test(elements.get(i))) {
                return elements.subList(i + 1, elements.size());
            }
        }
        return elements;
    }
}
