package org.openx400.mta.connector;

/** The ways in which P1 is used between two MTAs, X.419 and X.410. */
public enum Mode {
    /** X.411 (1988) over ACSE and presentation in normal mode. */
    NORMAL_1988("1988-normal"),
    /** X.411 (1988) over RTSE in X.410-1984 mode, application protocol 12. */
    X410_1988("1988-x410"),
    /** X.411 (1984), application protocol 1. */
    X410_1984("1984");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    public boolean isNormal() {
        return this == NORMAL_1988;
    }

    /** The word used in the configuration. */
    @Override
    public String toString() {
        return text;
    }
}
