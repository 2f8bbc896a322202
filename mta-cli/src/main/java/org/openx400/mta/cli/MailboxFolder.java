package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** Reads the folder that a mailbox is. */
public final class MailboxFolder {
    private static final String SUMMARY = ".json";
    private static final String APDU = ".p1";

    private final Path folder;

    public MailboxFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * One delivery.
     *
     * @param apdu file of the MTS-APDU
     * @param summary what it is
     */
    public record Delivery(Path apdu, DeliverySummary summary) {
        /** The content of a message, X.411 12.2.1.1; read whole. */
        public Octets content() throws IOException, DecodeException {
            BerReader message = BerReader.single(Octets.wrap(Files.readAllBytes(apdu)), "MTS-APDU")
                    .children("MTS-APDU");
            message.next("envelope");
            return message.expect(Tag.OCTET_STRING, "content").string("content");
        }
    }

    /** What is there, oldest first; nothing if there has never been a delivery. */
    public List<Delivery> deliveries() throws IOException {
        List<Delivery> all = new ArrayList<>();
        if (Files.notExists(folder)) {
            return all;
        }
        // names that begin with a dot are not yet complete
        try (DirectoryStream<Path> summaries = Files.newDirectoryStream(folder, "[!.]*" + SUMMARY)) {
            for (Path file : summaries) {
                String name = String.valueOf(file.getFileName());
                Path apdu = folder.resolve(name.substring(0, name.length() - SUMMARY.length()) + APDU);
                all.add(new Delivery(apdu, DeliverySummary.fromJson(Octets.wrap(Files.readAllBytes(file)))));
            }
        }
        all.sort(Comparator.comparing((Delivery delivery) -> delivery.summary().delivery())
                .thenComparing(delivery -> delivery.apdu().toString()));
        return all;
    }
}
