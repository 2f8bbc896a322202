package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.InformationObject;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.InterpersonalNotification;
import org.openx400.mta.ipm.IpmCodec;
import org.openx400.mta.ipm.RecipientSpecifier;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;

/** A delivered message or report as a person reads it. */
final class DeliveryText {
    private static final long MAX_OCTETS = 256L * 1024 * 1024;
    private static final int MAX_TEXT = 20_000;

    private final PrintWriter out;
    private final List<SavedFile> files = new ArrayList<>();

    /** A file that the message carries, under a name that is safe to create. */
    record SavedFile(String name, Octets data) {}

    DeliveryText(PrintWriter out) {
        this.out = out;
    }

    /** What {@link #print} met. */
    List<SavedFile> files() {
        return files;
    }

    void print(MailboxFolder.Delivery delivery) throws IOException {
        DeliverySummary summary = delivery.summary();
        field("MTS identifier", summary.mtsId());
        field("Delivered", summary.delivery().truncatedTo(ChronoUnit.SECONDS) + " to " + summary.recipient());
        field("Arrived", summary.arrival().truncatedTo(ChronoUnit.SECONDS).toString());
        DeliverySummary.ReportSummary report = summary.reportOn();
        if (report != null) {
            print(report);
            return;
        }
        field("Originator", summary.originator());
        field("Priority", summary.priority());
        field("Content", "type " + summary.contentType() + ", " + summary.octets() + " octets");
        if (Files.size(delivery.apdu()) > MAX_OCTETS) {
            out.println("(the content is too large to be shown)");
            return;
        }
        try {
            print(IpmCodec.decode(delivery.content()));
        } catch (DecodeException e) {
            out.println("(no interpersonal message: " + e.getMessage() + "; see 'mta decode " + delivery.apdu() + "')");
        }
    }

    private void print(DeliverySummary.ReportSummary report) {
        field("Report on", report.subjectMtsId());
        field("Content id", report.contentIdentifier());
        field("Not read", report.unread());
        for (DeliverySummary.RecipientOutcome outcome : report.outcomes()) {
            field("Recipient", outcome.recipient());
            if (outcome.delivered()) {
                field("  delivered", String.valueOf(outcome.time()));
            } else {
                field("  not delivered", outcome.reason());
                field("  diagnostic", outcome.diagnostic());
                field("  because", outcome.why());
            }
        }
    }

    private void print(InformationObject object) {
        out.println();
        if (object instanceof InterpersonalMessage ipm) {
            print(ipm);
            return;
        }
        InterpersonalNotification ipn = (InterpersonalNotification) object;
        field("Notification on", ipn.subjectIpm().toString());
        if (ipn.outcome() instanceof InterpersonalNotification.Receipt receipt) {
            field("Received", String.valueOf(receipt.receiptTime()));
        } else if (ipn.outcome() instanceof InterpersonalNotification.NonReceipt nonReceipt) {
            field("Not received", "reason " + nonReceipt.reason());
            field("Comment", nonReceipt.autoForwardComment());
        }
    }

    private void print(InterpersonalMessage ipm) {
        Heading heading = ipm.heading();
        field("IPM", heading.thisIpm().userRelativeIdentifier());
        field("From", heading.originator() == null ? null : heading.originator().toString());
        field("To", recipients(heading.primaryRecipients()));
        field("Copies", recipients(heading.copyRecipients()));
        field("Subject", heading.subject());
        if (heading.importance() != Heading.Importance.NORMAL) {
            field("Importance", heading.importance().name().toLowerCase(java.util.Locale.ROOT));
        }
        field(
                "In reply to",
                heading.repliedToIpm() == null ? null : heading.repliedToIpm().toString());
        int number = 0;
        for (BodyPart part : ipm.body()) {
            number++;
            print(number, part);
        }
    }

    private void print(int number, BodyPart part) {
        out.println();
        out.print("-- " + number + ": " + part.kind());
        if (part instanceof BodyPart.Ia5Text ia5) {
            text(ia5.text());
        } else if (part instanceof BodyPart.GeneralText general) {
            text(general.text());
        } else if (part instanceof BodyPart.FileTransfer file) {
            String name = safeName(file.fileName(), number);
            files.add(new SavedFile(name, file.data()));
            out.println(", " + name + ", " + file.data().length() + " octets");
        } else if (part instanceof BodyPart.ForwardedMessage forwarded) {
            out.println();
            print(forwarded.ipm());
        } else if (part instanceof BodyPart.BilaterallyDefined bilateral) {
            files.add(new SavedFile("part-" + number, bilateral.data()));
            out.println(", " + bilateral.data().length() + " octets");
        } else {
            out.println(", " + ((BodyPart.Other) part).encoding().length() + " octets");
        }
    }

    private void text(String text) {
        out.println();
        String cut = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "\n(cut)" : text;
        // what a sender wrote must not steer the reader's terminal
        cut.lines().forEach(line -> out.println(line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?")));
    }

    /** The last component of what the sender called it, of harmless characters. */
    private static String safeName(@Nullable String name, int number) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String safe = last.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_").strip();
        return safe.isEmpty() || safe.startsWith(".") ? "file-" + number + safe : safe;
    }

    private static @Nullable String recipients(List<RecipientSpecifier> recipients) {
        return recipients.isEmpty()
                ? null
                : recipients.stream()
                        .map(recipient -> recipient.recipient().toString())
                        .collect(Collectors.joining(", "));
    }

    private void field(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            out.printf("%-16s %s%n", name + ":", value.replaceAll("\\p{Cntrl}", "?"));
        }
    }
}
