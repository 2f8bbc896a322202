package org.openx400.mta.p1;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openx400.mta.envelope.ExtensionField;
import org.openx400.mta.envelope.ExtensionIdentifier;

/**
 * Extensions that must be understood and are not, X.411 9.1: reason unable-to-transfer, diagnostic
 * unsupported-critical-function.
 */
public final class CriticalExtensions {
    /**
     * What this MTA does not do for a user at delivery: physical delivery (7 to 12, 14) and proof of delivery (22). All
     * others are done by the MTS or handed to the user with the message.
     */
    private static final Set<Integer> NOT_DONE_AT_DELIVERY = Set.of(7, 8, 9, 10, 11, 12, 14, 22);

    private CriticalExtensions() {}

    /** Those critical for transfer that we do not know: the message must not be relayed. */
    public static List<ExtensionField> unsupportedForTransfer(List<ExtensionField> extensions) {
        List<ExtensionField> unsupported = new ArrayList<>();
        for (ExtensionField extension : extensions) {
            if (extension.criticality().forTransfer() && !known(extension)) {
                unsupported.add(extension);
            }
        }
        return unsupported;
    }

    /** Those critical for delivery that we do not do: the message must not be delivered here. */
    public static List<ExtensionField> unsupportedForDelivery(List<ExtensionField> extensions) {
        List<ExtensionField> unsupported = new ArrayList<>();
        for (ExtensionField extension : extensions) {
            if (extension.criticality().forDelivery() && !(known(extension) && done(extension))) {
                unsupported.add(extension);
            }
        }
        return unsupported;
    }

    private static boolean known(ExtensionField extension) {
        return extension.type() instanceof ExtensionIdentifier.Standard standard
                && StandardExtensions.byNumber(standard.number()) != null;
    }

    private static boolean done(ExtensionField extension) {
        return NOT_DONE_AT_DELIVERY.stream().noneMatch(extension::is);
    }
}
