package org.openx400.mta.octets;

import java.time.Duration;

/**
 * A limit on what a peer may ask of us, as the configuration names it.
 *
 * @param name of its key under {@code limits}
 * @param value what is allowed, as text
 */
public record Limit(String name, String value) {
    public static Limit of(String name, long value) {
        return new Limit(name, Long.toString(value));
    }

    public static Limit of(String name, Duration value) {
        return new Limit(name, value.toMillis() % 1000 == 0 ? value.toSeconds() + "s" : value.toMillis() + "ms");
    }

    @Override
    public String toString() {
        return "limits." + name + ", " + value;
    }
}
