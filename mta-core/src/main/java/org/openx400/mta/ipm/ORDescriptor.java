package org.openx400.mta.ipm;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/**
 * ORDescriptor, X.420 7.1.3. At least one component should be there.
 *
 * @param formalName O/R name
 * @param freeFormName for people, 0..64 characters of TeletexString
 * @param telephoneNumber 0..32 characters of PrintableString
 */
public record ORDescriptor(
        @Nullable ORName formalName,
        @Nullable String freeFormName,
        @Nullable String telephoneNumber) {
    public static ORDescriptor of(ORName name) {
        return new ORDescriptor(name, null, null);
    }

    @Override
    public String toString() {
        if (formalName == null) {
            return freeFormName == null ? String.valueOf(telephoneNumber) : freeFormName;
        }
        return freeFormName == null ? formalName.toString() : freeFormName + " <" + formalName + ">";
    }
}
