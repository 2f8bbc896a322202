package org.openx400.mta.envelope;

import java.util.List;

/** The envelope of an MTS-APDU, X.411 12.2.1. */
public sealed interface TransferEnvelope
        permits MessageTransferEnvelope, ProbeTransferEnvelope, ReportTransferEnvelope {
    ApduKind kind();

    /** The message, probe or report identifier. */
    MTSIdentifier mtsIdentifier();

    List<TraceInformationElement> traceInformation();

    List<ExtensionField> extensions();
}
