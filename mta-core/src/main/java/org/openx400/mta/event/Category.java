package org.openx400.mta.event;

/** What an event is about. The names are those of the Exchange MTA's diagnostic categories. */
public enum Category {
    X400_SERVICE("X.400 Service"),
    RESOURCE("Resource"),
    SECURITY("Security"),
    CONFIGURATION("Configuration"),
    OPERATING_SYSTEM("Operating System"),
    INTEROPERABILITY("Interoperability"),
    APDU("APDU"),
    ADMINISTRATION("MTA Administration"),
    INTERNAL("Internal Processing");

    private final String text;

    Category(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
