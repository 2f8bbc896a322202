package org.openx400.mta.ipm;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;

/**
 * IPMIdentifier, X.420 7.1.8.
 *
 * @param user whose IPM it is, or null
 * @param userRelativeIdentifier unique for that user, 0..64 characters of PrintableString
 */
public record IpmIdentifier(@Nullable ORName user, String userRelativeIdentifier) {
    @Override
    public String toString() {
        return user == null ? userRelativeIdentifier : userRelativeIdentifier + " of " + user;
    }
}
