package org.openx400.mta.p1;

/** How the type of an extension is encoded, X.411 9.1. Both forms are always accepted. */
public enum ExtensionForm {
    /** {@code 80 01 nn} and {@code 83 L oid}: X.411 since 1992. */
    STANDARD,
    /** {@code a0 03 02 01 nn} and {@code a0 L 06 L oid}: PP 6. */
    X411_1988
}
