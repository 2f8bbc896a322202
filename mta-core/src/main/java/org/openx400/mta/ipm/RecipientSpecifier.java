package org.openx400.mta.ipm;

import java.util.List;
import org.openx400.mta.octets.BitString;

/**
 * RecipientSpecifier, X.420 7.1.4.
 *
 * @param recipient whom
 * @param notificationRequests bits {@link #RN}, {@link #NRN}, {@link #IPM_RETURN} and later ones
 * @param replyRequested whether an answer is wanted
 * @param extensions recipient extensions
 */
public record RecipientSpecifier(
        ORDescriptor recipient, BitString notificationRequests, boolean replyRequested, List<IpmExtension> extensions) {
    /** Receipt notification. */
    public static final int RN = 0;
    /** Non-receipt notification. */
    public static final int NRN = 1;
    /** Return of the IPM with a non-receipt notification. */
    public static final int IPM_RETURN = 2;

    public RecipientSpecifier {
        extensions = List.copyOf(extensions);
    }

    public static RecipientSpecifier of(ORDescriptor recipient) {
        return new RecipientSpecifier(recipient, BitString.EMPTY, false, List.of());
    }
}
