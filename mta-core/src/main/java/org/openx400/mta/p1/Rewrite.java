package org.openx400.mta.p1;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.envelope.InternalTraceInformationElement;
import org.openx400.mta.envelope.TraceInformationElement;

/**
 * What a relaying MTA changes in an envelope, X.411 14.3.
 *
 * @param trace element to append to the trace-information, or null inside one domain
 * @param internalTrace what becomes of the internal-trace-information
 * @param responsibleRecipients positions, from 0, of the recipients that keep responsibility; all others lose it
 * @param onlyRecipients positions, from 0, of the recipients that stay in the envelope; empty if all stay
 * @param form how the types of the extensions are to be encoded
 */
public record Rewrite(
        @Nullable TraceInformationElement trace,
        InternalTrace internalTrace,
        Set<Integer> responsibleRecipients,
        Optional<Set<Integer>> onlyRecipients,
        ExtensionForm form) {
    public Rewrite {
        responsibleRecipients = Set.copyOf(responsibleRecipients);
        onlyRecipients = onlyRecipients.map(Set::copyOf);
    }

    /** All recipients stay in the envelope. */
    public Rewrite(
            @Nullable TraceInformationElement trace,
            InternalTrace internalTrace,
            Set<Integer> responsibleRecipients,
            ExtensionForm form) {
        this(trace, internalTrace, responsibleRecipients, Optional.empty(), form);
    }

    /** What is done with extension 38. */
    public sealed interface InternalTrace {
        /** It stays as it is. */
        record Keep() implements InternalTrace {}

        /** It is left out, on the way into another domain. */
        record Drop() implements InternalTrace {}

        /** One element more; the extension is made if it is not there. */
        record Append(InternalTraceInformationElement element) implements InternalTrace {}
    }
}
