package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.local.DeliverySummary;
import org.openx400.mta.routing.LocalUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "mailbox",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows what was delivered to local users: messages and reports.",
            "A mailbox is a folder of files; the service need not run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta mailbox list               the mailboxes",
            "  mta mailbox list duty          what is in one",
            "  mta mailbox show duty 1        read the oldest",
            "  mta mailbox show duty 1 --save attachments"
        })
final class MailboxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "mailbox what?");
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the mailboxes, or what is in one, oldest first.")
    int list(
            @Mixin ConfigurationOption configuration,
            @Parameters(paramLabel = "MAILBOX", arity = "0..1") @Nullable String mailbox)
            throws CommandFailure, IOException {
        MtaConfiguration mta = configuration.load();
        PrintWriter out = spec.commandLine().getOut();
        if (mailbox == null) {
            TextTable table = new TextTable("MAILBOX", "COUNT", "USER");
            for (LocalUser user : mta.localUsers()) {
                table.add(
                        user.mailbox(),
                        deliveries(mta, user.mailbox()).size(),
                        user.addresses().get(0));
            }
            table.print(out);
            return ExitCode.DONE;
        }
        TextTable table = new TextTable("NO", "DELIVERED", "KIND", "OCTETS", "SUBJECT", "FROM");
        int number = 0;
        for (MailboxFolder.Delivery delivery : deliveries(mta, checked(mta, mailbox))) {
            DeliverySummary summary = delivery.summary();
            number++;
            table.add(
                    number,
                    summary.delivery().truncatedTo(ChronoUnit.SECONDS),
                    summary.kind(),
                    summary.octets(),
                    about(summary),
                    summary.originator().isEmpty() ? "-" : summary.originator());
        }
        if (table.isEmpty()) {
            out.println("Mailbox " + mailbox + " is empty.");
        } else {
            table.print(out);
        }
        return ExitCode.DONE;
    }

    /** The subject of a message; what a report tells, and of which message. */
    private static String about(DeliverySummary summary) {
        DeliverySummary.ReportSummary report = summary.reportOn();
        if (report == null) {
            return summary.subject() == null ? "-" : summary.subject();
        }
        String outcomes = report.outcomes().stream()
                .map(outcome -> outcome.delivered() ? "delivered" : "not delivered: " + outcome.reason())
                .distinct()
                .collect(Collectors.joining(", "));
        return outcomes + " " + report.subjectMtsId();
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows a message or report of a mailbox.")
    int show(
            @Mixin ConfigurationOption configuration,
            @Option(names = "--save", paramLabel = "FOLDER", description = "Writes the files of the message there.")
                    @Nullable
                    Path folder,
            @Parameters(index = "0", paramLabel = "MAILBOX") String mailbox,
            @Parameters(index = "1", paramLabel = "NO", description = "Its number in the list.") int number)
            throws CommandFailure, IOException {
        MtaConfiguration mta = configuration.load();
        List<MailboxFolder.Delivery> all = deliveries(mta, checked(mta, mailbox));
        if (number < 1 || number > all.size()) {
            throw CommandFailure.failed(
                    "mailbox " + mailbox + " has " + all.size() + " entries, there is no " + number);
        }
        MailboxFolder.Delivery delivery = all.get(number - 1);
        DeliveryText text = new DeliveryText(spec.commandLine().getOut());
        text.print(delivery);
        if (folder != null) {
            Files.createDirectories(folder);
            for (DeliveryText.SavedFile file : text.files()) {
                save(folder, file);
            }
        }
        return ExitCode.DONE;
    }

    private void save(Path folder, DeliveryText.SavedFile file) throws IOException, CommandFailure {
        Path target = folder.resolve(file.name());
        try {
            Files.write(target, file.data().toArray(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.failed(target + " exists already and is not overwritten");
        }
        spec.commandLine().getOut().println("saved " + target);
    }

    private static String checked(MtaConfiguration mta, String mailbox) throws CommandFailure {
        if (mta.localUsers().stream().noneMatch(user -> user.mailbox().equals(mailbox))) {
            throw CommandFailure.failed("no local user has the mailbox " + mailbox);
        }
        return mailbox;
    }

    private static List<MailboxFolder.Delivery> deliveries(MtaConfiguration mta, String mailbox) throws IOException {
        return new MailboxFolder(DataFolder.mailbox(mta, mailbox)).deliveries();
    }
}
