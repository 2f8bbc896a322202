package org.openx400.mta.mixer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openx400.mta.envelope.Criticality;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.p1.P1Exception;
import org.openx400.mta.p1.StandardExtensions;

/** Extensions that must be honoured and cannot be beyond the gateway, which is where the MTS delivers: RFC 2156 5.3.6. */
final class CriticalFunctions {
    /** What header fields say, what was done before the gateway, and what RFC 2156 2.3.1.2 and 5.3.7 let pass. */
    private static final Set<Integer> SUPPORTED = Set.of(
            StandardExtensions.RECIPIENT_REASSIGNMENT_PROHIBITED.number(),
            StandardExtensions.ORIGINATOR_REQUESTED_ALTERNATE_RECIPIENT.number(),
            StandardExtensions.DL_EXPANSION_PROHIBITED.number(),
            StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.number(),
            StandardExtensions.LATEST_DELIVERY_TIME.number(),
            StandardExtensions.REQUESTED_DELIVERY_METHOD.number(),
            StandardExtensions.ORIGINATOR_RETURN_ADDRESS.number(),
            StandardExtensions.CONTENT_CORRELATOR.number(),
            StandardExtensions.REDIRECTION_HISTORY.number(),
            StandardExtensions.DL_EXPANSION_HISTORY.number(),
            StandardExtensions.TRACE_INFORMATION.number(),
            StandardExtensions.INTERNAL_TRACE_INFORMATION.number());

    private CriticalFunctions() {}

    /** In words the first that is critical for transfer or delivery and not done here. */
    static Optional<String> unsupported(List<ExtensionField> extensions) {
        return extensions.stream()
                .filter(extension -> isCritical(extension.criticality()))
                .filter(extension -> SUPPORTED.stream().noneMatch(extension::is))
                .map(extension ->
                        "extension " + extension.type() + " is critical, and Internet mail has nothing for it")
                .findFirst();
    }

    private static boolean isCritical(Criticality criticality) {
        return criticality.forTransfer() || criticality.forDelivery();
    }

    static boolean isLossProhibited(List<ExtensionField> extensions) {
        try {
            return Boolean.TRUE.equals(StandardExtensions.CONVERSION_WITH_LOSS_PROHIBITED.find(extensions));
        } catch (P1Exception e) {
            return true; // it was said, and cannot be read
        }
    }
}
