package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.envelope.Priority;
import org.openx400.mta.envelope.UTCTime;
import org.openx400.mta.ipm.BodyPart;
import org.openx400.mta.ipm.Heading;
import org.openx400.mta.ipm.InterpersonalMessage;
import org.openx400.mta.ipm.IpmContent;
import org.openx400.mta.ipm.IpmIdentifier;
import org.openx400.mta.ipm.ORDescriptor;
import org.openx400.mta.ipm.RecipientSpecifier;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = {
            "Sends an interpersonal message (X.420).",
            "When it ends with exit code 0 the message is on stable storage and its MTS identifier is printed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta send --to 'C=US;A= ;P=EXAMPLE;O=Ops;S=Duty' -s Hello -m 'Are you there?'",
            "  mta send --to 'C=US;A= ;P=SITE2;S=Ann' --to 'C=US;A= ;P=SITE2;S=Bob' -s Plans -a plans.pdf --report delivery",
            "  date | mta send --to 'C=US;A= ;P=SITE2;S=Ann' -s 'The time' -m - --priority urgent",
            "  mta send --to 'C=US;A= ;P=SITE2;S=Ann' -m 'Good morning' --deferred 2026-11-21T06:00:00Z"
        })
final class SendCommand implements Callable<Integer> {
    /** All files of a message; larger ones would have to be built on disk. */
    /** X.420 Annex K. */
    private static final int UB_SUBJECT_FIELD = 128;

    private static final long MAX_FILES = 64L * 1024 * 1024;

    @Mixin
    private ServiceOption service = new ServiceOption();

    @Mixin
    private EnvelopeOptions envelope = new EnvelopeOptions();

    @Option(names = "--cc", paramLabel = "ADDRESS", description = "A copy recipient; may be given several times.")
    private List<String> cc = List.of();

    @Option(
            names = {"-s", "--subject"},
            paramLabel = "TEXT",
            description = "Up to 128 characters.")
    private @Nullable String subject;

    @Option(
            names = {"-m", "--text"},
            paramLabel = "TEXT",
            description = "The text of a first body part; '-' reads it from standard input.")
    private @Nullable String text;

    @Option(
            names = {"-a", "--file"},
            paramLabel = "FILE",
            description = "A file that becomes a body part (file transfer); may be given several times.")
    private List<Path> files = List.of();

    @Option(
            names = "--priority",
            paramLabel = "PRIORITY",
            defaultValue = "normal",
            description = "non-urgent, normal or urgent. Default: ${DEFAULT-VALUE}",
            converter = PriorityConverter.class)
    private Priority priority = Priority.NORMAL;

    @Option(
            names = "--deferred",
            paramLabel = "TIME",
            description = "Not before this time: 2026-11-21T08:00:00Z, or +90s, +30m, +2h, +1d from now.")
    private @Nullable String deferred;

    @Option(names = "--return-content", description = "A non-delivery report returns the content.")
    private boolean returnContent;

    @Option(
            names = "--alternate-recipient-allowed",
            description = "An MTA may deliver to an alternate recipient where it does not know the one that is given.")
    private boolean alternateRecipientAllowed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException {
        MtaConfiguration configuration = service.configuration();
        ORName originator = Addresses.originator(envelope.from, configuration);
        List<ORName> primary = Addresses.parse(envelope.to, "--to");
        List<ORName> copies = Addresses.parse(cc, "--cc");
        IpmContent content = IpmContent.of(new InterpersonalMessage(heading(originator, primary, copies), body()));
        List<ORName> recipients = new ArrayList<>(primary);
        recipients.addAll(copies);
        ObjectNode request = envelope.request(originator, recipients)
                .put("priority", PriorityConverter.text(priority))
                .put("returnContent", returnContent)
                .put("alternateRecipientAllowed", alternateRecipientAllowed);
        if (deferred != null) {
            request.put(
                    "deferred",
                    EnvelopeOptions.time(deferred, Clock.systemUTC()).toString());
        }
        SubmittedTypes.put(request, content.contentType(), content.encodedInformationTypes());
        JsonNode accepted = ServiceOption.call(configuration, "submit", request, content.content());
        PrintWriter out = spec.commandLine().getOut();
        out.println("accepted " + accepted.path("mtsId").asString(""));
        return ExitCode.DONE;
    }

    private Heading heading(ORName originator, List<ORName> primary, List<ORName> copies) throws CommandFailure {
        if (subject != null && subject.codePointCount(0, subject.length()) > UB_SUBJECT_FIELD) {
            throw CommandFailure.usage("the subject is longer than " + UB_SUBJECT_FIELD + " characters");
        }
        // X.420 7.1.8: unique for the user; time and chance make it so
        String relative = UTCTime.of(Clock.systemUTC().instant()).text() + " "
                + UUID.randomUUID().toString().substring(0, 8);
        Heading.Builder heading = Heading.builder(new IpmIdentifier(originator, relative))
                .originator(ORDescriptor.of(originator))
                .primaryRecipients(specifiers(primary))
                .copyRecipients(specifiers(copies));
        return (subject == null ? heading : heading.subject(subject)).build();
    }

    private static List<RecipientSpecifier> specifiers(List<ORName> names) {
        return names.stream()
                .map(name -> RecipientSpecifier.of(ORDescriptor.of(name)))
                .toList();
    }

    private List<BodyPart> body() throws CommandFailure, IOException {
        List<BodyPart> parts = new ArrayList<>();
        if (text != null) {
            String words = text.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : text;
            String lines = words.replace("\r\n", "\n").replace("\n", "\r\n");
            boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(lines);
            parts.add(ascii ? BodyPart.Ia5Text.of(lines) : BodyPart.GeneralText.of(lines));
        }
        long left = MAX_FILES;
        for (Path file : files) {
            left -= Files.size(file);
            if (left < 0) {
                throw CommandFailure.usage("the files are larger than " + MAX_FILES / 1024 / 1024 + " MiB together");
            }
            parts.add(new BodyPart.FileTransfer(
                    String.valueOf(file.getFileName()),
                    Files.getLastModifiedTime(file).toInstant(),
                    Octets.wrap(Files.readAllBytes(file))));
        }
        if (parts.isEmpty()) {
            throw CommandFailure.usage("nothing to send: give -m TEXT or -a FILE");
        }
        return parts;
    }
}
