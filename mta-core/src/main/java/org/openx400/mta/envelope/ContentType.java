package org.openx400.mta.envelope;

/** The type of a content, X.411 8.2.1.1.1.34. */
public sealed interface ContentType {
    ContentType UNIDENTIFIED = new BuiltIn(0);
    ContentType EXTERNAL = new BuiltIn(1);
    ContentType INTERPERSONAL_MESSAGING_1984 = new BuiltIn(2);
    ContentType INTERPERSONAL_MESSAGING_1988 = new BuiltIn(22);
    ContentType EDI_MESSAGING = new BuiltIn(35);
    ContentType VOICE_MESSAGING = new BuiltIn(40);

    /** A number that X.411 or X.420 gives, 0..32767. */
    record BuiltIn(int number) implements ContentType {
        @Override
        public String toString() {
            return Integer.toString(number);
        }
    }

    /** An object identifier, in dotted form. */
    record Extended(String objectIdentifier) implements ContentType {
        @Override
        public String toString() {
            return objectIdentifier;
        }
    }
}
