package org.openx400.mta.envelope;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/** One recipient of a message or probe. */
public sealed interface PerRecipientTransferFields
        permits PerRecipientMessageTransferFields, PerRecipientProbeTransferFields {
    ORName recipientName();

    /** 1..32767. */
    int originallySpecifiedRecipientNumber();

    PerRecipientIndicators perRecipientIndicators();

    @Nullable
    ExplicitConversion explicitConversion();

    List<ExtensionField> extensions();
}
