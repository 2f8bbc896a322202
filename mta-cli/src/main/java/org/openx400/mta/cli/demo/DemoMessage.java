package org.openx400.mta.cli.demo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.Octets;

/** A message of the demonstration: what was sent, and what became of it so far. */
final class DemoMessage {
    private final String identifier;
    private final String to;
    private final Octets sent;
    private final boolean deliverable;
    private @Nullable Octets arrived;
    private DeliverySummary.@Nullable RecipientOutcome report;

    /** @param deliverable whether somebody serves the recipient */
    DemoMessage(String identifier, String to, Octets sent, boolean deliverable) {
        this.identifier = identifier;
        this.to = to;
        this.sent = sent;
        this.deliverable = deliverable;
    }

    String identifier() {
        return identifier;
    }

    String to() {
        return to;
    }

    int octets() {
        return sent.length();
    }

    boolean isDeliverable() {
        return deliverable;
    }

    @Nullable
    Octets arrived() {
        return arrived;
    }

    void arrived(Octets file) {
        arrived = file;
    }

    DeliverySummary.@Nullable RecipientOutcome report() {
        return report;
    }

    void reported(DeliverySummary.RecipientOutcome outcome) {
        report = outcome;
    }

    /** Nothing more is to come. */
    boolean isSettled() {
        return report != null && (arrived != null || !deliverable);
    }

    /** The same octets arrived and were reported as delivered; or, where nobody is served, non-delivery was reported. */
    boolean isGood() {
        DeliverySummary.RecipientOutcome outcome = report;
        if (outcome == null) {
            return false;
        }
        return deliverable
                ? outcome.delivered() && Objects.equals(sent, arrived)
                : !outcome.delivered() && arrived == null;
    }
}
