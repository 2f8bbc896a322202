package org.openx400.mta.envelope;

/** The alternatives of MTS-APDU, X.419. */
public enum ApduKind {
    MESSAGE,
    REPORT,
    PROBE
}
