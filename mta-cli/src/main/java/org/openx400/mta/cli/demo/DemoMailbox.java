package org.openx400.mta.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.MailboxFolder;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** What was delivered to the user of a site, read from the files of the mailbox. */
final class DemoMailbox {
    private final MailboxFolder folder;

    DemoMailbox(Path folder) {
        this.folder = new MailboxFolder(folder);
    }

    /** The file that the message carries; null if the message is not there, or carries none. */
    @Nullable
    Octets file(String mtsIdentifier) throws IOException {
        for (MailboxFolder.Delivery delivery : folder.deliveries()) {
            if (delivery.summary().mtsId().equals(mtsIdentifier)) {
                return file(delivery);
            }
        }
        return null;
    }

    private static @Nullable Octets file(MailboxFolder.Delivery delivery) throws IOException {
        try {
            if (IpmCodec.decode(delivery.content()) instanceof InterpersonalMessage ipm) {
                for (BodyPart part : ipm.body()) {
                    if (part instanceof BodyPart.FileTransfer file) {
                        return file.data();
                    }
                }
            }
            return null;
        } catch (DecodeException e) {
            throw new IOException(delivery.apdu() + ": " + e.getMessage(), e);
        }
    }

    /** What a report says of the one recipient of a message; null if there is no report on it. */
    DeliverySummary.@Nullable RecipientOutcome reportOn(String mtsIdentifier) throws IOException {
        for (MailboxFolder.Delivery delivery : folder.deliveries()) {
            DeliverySummary.ReportSummary report = delivery.summary().reportOn();
            if (report != null && mtsIdentifier.equals(report.subjectMtsId())) {
                return report.outcomes().get(0);
            }
        }
        return null;
    }
}
