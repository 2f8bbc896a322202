package org.openx400.mta.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.Octets;

/** A mailbox of an MTA, as its files are. */
record Mailbox(Path folder) {
    /** @param data folder of the MTA */
    static Mailbox of(Path data, String name) {
        return new Mailbox(data.resolve("mailboxes").resolve(name));
    }

    /** How much was delivered. */
    int size() throws IOException {
        return summaries().size();
    }

    /** What was delivered, the oldest first. */
    List<DeliverySummary> deliveries() throws IOException {
        List<DeliverySummary> all = new ArrayList<>();
        for (Path file : summaries()) {
            all.add(DeliverySummary.fromJson(Octets.wrap(Files.readAllBytes(file))));
        }
        all.sort(Comparator.comparing(DeliverySummary::delivery));
        return all;
    }

    List<String> subjects() throws IOException {
        return deliveries().stream()
                .flatMap(delivery -> Optional.ofNullable(delivery.subject()).stream())
                .toList();
    }

    /** What reports say, all of them together. */
    List<DeliverySummary.RecipientOutcome> outcomes() throws IOException {
        return deliveries().stream()
                .flatMap(delivery -> Optional.ofNullable(delivery.reportOn()).stream())
                .flatMap(report -> report.outcomes().stream())
                .toList();
    }

    /** What a report says of the recipient whose O/R address has this. */
    Optional<DeliverySummary.RecipientOutcome> outcome(String part) throws IOException {
        return outcomes().stream()
                .filter(outcome -> outcome.recipient().contains(part))
                .findFirst();
    }

    private List<Path> summaries() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Mailbox::isSummary).toList();
        }
    }

    private static boolean isSummary(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") && !name.startsWith(".");
    }
}
