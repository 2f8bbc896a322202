package org.openx400.mta.rfc1006.acse;

import org.jspecify.annotations.Nullable;

/** ACSE APDUs, X.227 9. Unknown fields are skipped on receipt. */
sealed interface Apdu {
    record Aarq(
            boolean version1,
            String applicationContext,
            AeTitle called,
            AeTitle calling,
            @Nullable External userInformation)
            implements Apdu {}

    /** @param result 0 accepted, 1 rejected (permanent), 2 rejected (transient) */
    record Aare(
            String applicationContext,
            int result,
            AssociateDiagnostic diagnostic,
            AeTitle responding,
            @Nullable External userInformation)
            implements Apdu {}

    /** @param reason 0 normal, 1 urgent, 30 user defined */
    record Rlrq(int reason) implements Apdu {}

    /** @param reason 0 normal, 1 not finished, 30 user defined */
    record Rlre(int reason) implements Apdu {}

    record Abrt(boolean provider, @Nullable External userInformation) implements Apdu {}
}
