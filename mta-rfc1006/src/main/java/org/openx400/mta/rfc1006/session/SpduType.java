package org.openx400.mta.rfc1006.session;

import org.jspecify.annotations.Nullable;

/** The SPDUs of our functional units: SI code and category, X.225 7.1 and 8.3. */
enum SpduType {
    CN(13, Prefix.NONE),
    AC(14, Prefix.NONE),
    RF(12, Prefix.NONE),
    CDO(15, Prefix.NONE),
    OA(16, Prefix.NONE),
    FN(9, Prefix.NONE),
    DN(10, Prefix.NONE),
    NF(8, Prefix.NONE),
    AB(25, Prefix.NONE),
    AA(26, Prefix.NONE),
    GTC(21, Prefix.NONE),
    GTA(22, Prefix.NONE),
    GT(1, Prefix.NONE),
    PT(2, Prefix.NONE),
    DT(1, Prefix.GIVE_TOKENS),
    MIP(49, Prefix.GIVE_TOKENS),
    AE(41, Prefix.GIVE_TOKENS),
    AS(45, Prefix.GIVE_TOKENS),
    AR(29, Prefix.GIVE_TOKENS),
    AI(25, Prefix.GIVE_TOKENS),
    AD(57, Prefix.GIVE_TOKENS),
    MIA(50, Prefix.PLEASE_TOKENS),
    AEA(42, Prefix.PLEASE_TOKENS),
    AIA(26, Prefix.PLEASE_TOKENS),
    ADA(58, Prefix.PLEASE_TOKENS),
    ED(48, Prefix.PLEASE_TOKENS),
    ER(0, Prefix.PLEASE_TOKENS);

    /** What stands before the SPDU in its TSDU: nothing (category 0 and 1), GT or PT (category 2), 6.3.7. */
    enum Prefix {
        NONE,
        GIVE_TOKENS,
        PLEASE_TOKENS
    }

    private final int si;
    private final Prefix prefix;

    SpduType(int si, Prefix prefix) {
        this.si = si;
        this.prefix = prefix;
    }

    int si() {
        return si;
    }

    Prefix prefix() {
        return prefix;
    }

    /** The same SI means different SPDUs behind different prefixes; null if we know none. */
    static @Nullable SpduType of(int si, Prefix prefix) {
        for (SpduType type : values()) {
            if (type.si == si && type.prefix == prefix) {
                return type;
            }
        }
        return null;
    }
}
