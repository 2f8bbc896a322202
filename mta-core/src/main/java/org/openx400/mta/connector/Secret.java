package org.openx400.mta.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.openx400.mta.octets.Octets;

/** A password. Its text form never shows it. */
public final class Secret {
    /** No password. */
    public static final Secret NONE = new Secret("");

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return text.isEmpty() ? NONE : new Secret(text);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The octets that go on the wire. */
    public Octets octets() {
        return Octets.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Compares in constant time, case-sensitive. */
    public boolean matches(Octets other) {
        return MessageDigest.isEqual(octets().toArray(), other.toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret s && s.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "(none)" : "***";
    }
}
