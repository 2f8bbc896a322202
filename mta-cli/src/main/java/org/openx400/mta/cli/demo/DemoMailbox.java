package org.openx400.mta.cli.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;

/** What was delivered to the user of a site, read from the files of the mailbox. */
final class DemoMailbox {
    private final Path folder;

    DemoMailbox(Path folder) {
        this.folder = folder;
    }

    /** The file that the message carries; null if the message is not there, or carries none. */
    @Nullable
    Octets file(String mtsIdentifier) throws IOException {
        for (Path summary : summaries()) {
            if (read(summary).mtsId().equals(mtsIdentifier)) {
                String name = String.valueOf(summary.getFileName());
                return file(summary.resolveSibling(name.substring(0, name.length() - ".json".length()) + ".p1"));
            }
        }
        return null;
    }

    private static @Nullable Octets file(Path apdu) throws IOException {
        try {
            BerReader message = BerReader.single(Octets.wrap(Files.readAllBytes(apdu)), "MTS-APDU")
                    .children("MTS-APDU");
            message.next("envelope");
            Octets content = message.expect(Tag.OCTET_STRING, "content").string("content");
            if (IpmCodec.decode(content) instanceof InterpersonalMessage ipm) {
                for (BodyPart part : ipm.body()) {
                    if (part instanceof BodyPart.FileTransfer file) {
                        return file.data();
                    }
                }
            }
            return null;
        } catch (DecodeException e) {
            throw new IOException(apdu + ": " + e.getMessage(), e);
        }
    }

    /** What a report says of the one recipient of a message; null if there is no report on it. */
    DeliverySummary.@Nullable RecipientOutcome reportOn(String mtsIdentifier) throws IOException {
        for (Path summary : summaries()) {
            DeliverySummary.ReportSummary report = read(summary).reportOn();
            if (report != null && report.subjectMtsId().equals(mtsIdentifier)) {
                return report.outcomes().get(0);
            }
        }
        return null;
    }

    private static DeliverySummary read(Path summary) throws IOException {
        return DeliverySummary.fromJson(Octets.wrap(Files.readAllBytes(summary)));
    }

    private List<Path> summaries() throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*.json")) {
                files.forEach(all::add);
            }
        }
        return all;
    }
}
