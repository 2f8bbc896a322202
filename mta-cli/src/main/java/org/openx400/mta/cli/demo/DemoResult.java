package org.openx400.mta.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import org.openx400.mta.cli.TextTable;
import org.openx400.mta.local.DeliverySummary;

/** The table at the end. */
final class DemoResult {
    private final List<DemoMessage> messages;

    DemoResult(List<DemoMessage> messages) {
        this.messages = List.copyOf(messages);
    }

    boolean isGood() {
        return !messages.isEmpty() && messages.stream().allMatch(DemoMessage::isGood);
    }

    void print(PrintWriter out) {
        TextTable table = new TextTable("SENT", "OCTETS", "DELIVERED", "REPORTED", "");
        for (DemoMessage message : messages) {
            table.add(
                    message.identifier(),
                    message.octets(),
                    delivered(message),
                    reported(message.report()),
                    message.isGood() ? "as it should be" : "NOT AS IT SHOULD BE");
        }
        out.println();
        table.print(out);
        for (DemoMessage message : messages) {
            DeliverySummary.RecipientOutcome outcome = message.report();
            if (outcome != null && !outcome.delivered()) {
                out.println();
                out.println("Not delivered to " + message.to() + ": " + outcome.reason() + ", " + outcome.diagnostic()
                        + (outcome.why() == null ? "" : ", " + outcome.why()));
            }
        }
        out.println();
        out.println(isGood() ? "Everything is as it should be." : "Something is not as it should be.");
        out.flush();
    }

    private static String delivered(DemoMessage message) {
        if (message.arrived() == null) {
            return "no";
        }
        return message.arrived().length() == message.octets() ? "yes" : "other octets";
    }

    private static String reported(DeliverySummary.@org.jspecify.annotations.Nullable RecipientOutcome outcome) {
        if (outcome == null) {
            return "no";
        }
        return outcome.delivered() ? "delivery" : "non-delivery";
    }
}
