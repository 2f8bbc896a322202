package org.openx400.mta.event;

/** The catalogue of events. Numbers below 20000 are those of the Exchange MTA where the meaning is the same. */
public enum EventId {
    CREDENTIALS_WRONG(
            48,
            Category.SECURITY,
            Severity.WARNING,
            "{why}",
            "Compare the MTA name and password of the connector with those that the peer is configured with."),
    ;

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

    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }

    private final int number;
    private final Category category;
    private final Severity severity;
    private final String template;
    private final String action;

    EventId(int number, Category category, Severity severity, String template, String action) {
        this.number = number;
        this.category = category;
        this.severity = severity;
        this.template = template;
        this.action = action;
    }

    public int number() {
        return number;
    }

    public Category category() {
        return category;
    }

    public Severity severity() {
        return severity;
    }

    /** Text with fields in braces. */
    public String template() {
        return template;
    }

    /** What an operator should do, or an empty text. */
    public String action() {
        return action;
    }
}
