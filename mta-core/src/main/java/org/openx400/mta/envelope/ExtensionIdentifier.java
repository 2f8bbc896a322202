package org.openx400.mta.envelope;

/** The type of an extension, X.411 9.1. */
public sealed interface ExtensionIdentifier {
    /** One of X.411 or a later edition, 0..256. */
    record Standard(int number) implements ExtensionIdentifier {
        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** One of somebody else's: an object identifier in dotted form. */
    record Private(String objectIdentifier) implements ExtensionIdentifier {
        @Override
        public String toString() {
            return objectIdentifier;
        }
    }
}
