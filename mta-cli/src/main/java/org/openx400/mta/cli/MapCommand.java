package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.AddressMappingException;
import org.openx400.mta.smtp.MailPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Explains how X.400 and Internet addresses are mapped (RFC 2156).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta map explain john.smith@example.com",
            "  mta map explain 'C=US;A= ;P=EXAMPLE;S=smith' -c config/internet-gateway.yaml",
            "  mta map test expected.txt -t map.txt -d gw.example.org -a 'C=US;A= ;P=GATEWAY'"
        })
final class MapCommand implements Runnable {
    private static final String ARROW = "->";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "explain or test?");
    }

    /** What an address became, and by which rule. */
    private record Mapped(String text, String rule, String back) {}

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Tells what an address becomes on the other side, by which rule and line, and what comes back.",
                "Exit code 1 if it cannot be mapped."
            })
    int explain(
            @Mixin MapOptions options,
            @Parameters(paramLabel = "ADDRESS", description = "local-part@domain, or C=..;A=..;P=..;S=..")
                    String address)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Mapped mapped = map(options.mapper(), address);
            out.println(address);
            out.println("becomes  " + mapped.text());
            out.println("by       " + mapped.rule());
            out.println("and back " + mapped.back());
            return ExitCode.DONE;
        } catch (AddressMappingException e) {
            throw CommandFailure.failed(address + " is not mapped: " + e.getMessage());
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Maps every address of a file. A line is ADDRESS, or ADDRESS -> EXPECTED; # begins a comment.",
                "Exit code 1 if one is not mapped, or not to what was expected."
            })
    int test(@Mixin MapOptions options, @Parameters(paramLabel = "FILE", description = "addresses") Path file)
            throws CommandFailure {
        AddressMapper mapper = options.mapper();
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = lines(file);
        int wrong = 0;
        int tested = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            tested++;
            int arrow = line.indexOf(ARROW);
            String address = arrow < 0 ? line : line.substring(0, arrow).strip();
            String expected =
                    arrow < 0 ? null : line.substring(arrow + ARROW.length()).strip();
            String problem = problem(mapper, address, expected, out);
            if (problem != null) {
                wrong++;
                out.println(file + ":" + (i + 1) + ": " + problem);
            }
        }
        out.println(tested + " addresses, " + wrong + " wrong");
        return wrong == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    static List<String> lines(Path file) throws CommandFailure {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw CommandFailure.usage("cannot read " + file + ": " + e);
        }
    }

    private static @Nullable String problem(
            AddressMapper mapper, String address, @Nullable String expected, PrintWriter out) {
        try {
            Mapped mapped = map(mapper, address);
            out.println(address + " -> " + mapped.text() + "  (" + mapped.rule() + ")");
            return expected == null || mapped.text().equals(normalized(expected)) ? null : "expected " + expected;
        } catch (AddressMappingException e) {
            return address + " is not mapped: " + e.getMessage();
        }
    }

    private static Mapped map(AddressMapper mapper, String address) throws AddressMappingException {
        if (isOrAddress(address)) {
            AddressMapper.ToInternet there = mapper.toInternet(orAddress(address));
            return new Mapped(
                    there.mailbox().toString(),
                    there.rule().toString(),
                    mapper.toX400(there.mailbox()).address().toString());
        }
        AddressMapper.ToX400 there = mapper.toX400(mailbox(address));
        return new Mapped(
                there.address().toString(),
                there.rule().toString(),
                mapper.toInternet(there.address()).mailbox().toString());
    }

    private static String normalized(String expected) throws AddressMappingException {
        return isOrAddress(expected)
                ? orAddress(expected).toString()
                : mailbox(expected).toString();
    }

    /** A mailbox may have slashes and equals signs in its local part, but no O/R address ends in a domain. */
    private static boolean isOrAddress(String text) {
        return text.indexOf('=') > 0 && !text.startsWith("\"") && !text.matches(".*@[A-Za-z0-9.\\[\\]:-]+");
    }

    private static ORAddress orAddress(String text) throws AddressMappingException {
        try {
            return ORAddressText.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw new AddressMappingException(text + " is no address: " + e.getMessage(), e);
        }
    }

    private static MailPath mailbox(String text) throws AddressMappingException {
        try {
            return MailPath.of(text);
        } catch (IllegalArgumentException e) {
            throw new AddressMappingException(text + " is no address: " + e.getMessage(), e);
        }
    }
}
