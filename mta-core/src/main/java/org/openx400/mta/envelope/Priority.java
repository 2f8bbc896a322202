package org.openx400.mta.envelope;

/** Priority, X.411 8.2.1.1.1.8. The number is the one on the wire. */
public enum Priority {
    NORMAL(0),
    NON_URGENT(1),
    URGENT(2);

    private final int number;

    Priority(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** 0 for urgent, 1 for normal, 2 for non-urgent: the order in which messages go. */
    public int rank() {
        return (number + 1) % 3;
    }
}
