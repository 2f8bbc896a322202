package org.openx400.mta.address;

import org.jspecify.annotations.Nullable;

/** A personal name, X.411 8.5.5; printable, teletex or universal according to where it stands. */
public record PersonalName(
        String surname,
        @Nullable String givenName,
        @Nullable String initials,
        @Nullable String generationQualifier) {}
