package org.openx400.mta.relay;

/** What becomes of an entry that an administrator wants to be attempted at once. */
public enum Attempt {
    LOCAL("is delivered now"),
    ASSOCIATION_OPEN("goes next over an association that is open"),
    DIALLED("is attempted: the peer is dialled now"),
    WAITS_FOR_PEER("is due, and goes when the peer opens an association: this connector has schedule never"),
    NO_DESTINATION("is due, but its connector is no longer configured");

    private final String text;

    Attempt(String text) {
        this.text = text;
    }

    /** To be said of the entry. */
    public String text() {
        return text;
    }
}
