package org.openx400.mta.address;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.octets.Octets;

/**
 * An O/R name, X.411 8.5.5: an address, a directory name, or both.
 *
 * @param address the address; empty when only a directory name was given
 * @param directoryName the directory Name as it came, BER, or null
 */
public record ORName(ORAddress address, @Nullable Octets directoryName) {
    public static ORName of(ORAddress address) {
        return new ORName(address, null);
    }

    /** Whether both name the same user: by address, and by directory name where there is no address. */
    public boolean equivalent(ORName other) {
        return key().equals(other.key());
    }

    /** The same text for equivalent names: a key for hash maps. */
    public String key() {
        return address.isEmpty() && directoryName != null ? "directory-name " + directoryName.toHex() : address.key();
    }

    /** The address as text. */
    @Override
    public String toString() {
        return address.toString();
    }
}
