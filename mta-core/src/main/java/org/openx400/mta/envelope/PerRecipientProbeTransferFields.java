package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/** One recipient of a probe, X.411 12.2.1.2; {@code explicitConversion} is null when none is asked for. */
public record PerRecipientProbeTransferFields(
        ORName recipientName,
        int originallySpecifiedRecipientNumber,
        PerRecipientIndicators perRecipientIndicators,
        @Nullable ExplicitConversion explicitConversion,
        List<ExtensionField> extensions)
        implements PerRecipientTransferFields {
    public PerRecipientProbeTransferFields {
        extensions = List.copyOf(extensions);
    }
}
