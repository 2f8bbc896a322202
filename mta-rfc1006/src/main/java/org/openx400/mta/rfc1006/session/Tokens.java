package org.openx400.mta.rfc1006.session;

/** A set of session tokens; bits as in PI 16: 01 data, 04 synchronize-minor, 10 major/activity, 40 release. */
public record Tokens(int bits) {
    public static final Tokens NONE = new Tokens(0);
    public static final Tokens DATA = new Tokens(0x01);
    public static final Tokens MAJOR_ACTIVITY = new Tokens(0x10);
    /** The tokens of RTSE's functional units: data, synchronize-minor, major/activity. */
    public static final Tokens ALL = new Tokens(0x15);

    public boolean contains(Tokens other) {
        return (bits & other.bits) == other.bits;
    }

    public Tokens plus(Tokens other) {
        return new Tokens(bits | other.bits);
    }

    public Tokens minus(Tokens other) {
        return new Tokens(bits & ~other.bits);
    }
}
