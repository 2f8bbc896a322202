package org.openx400.mta.cli;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.CidrBlock;
import org.openx400.mta.event.EventLog;
import org.openx400.mta.event.Severity;
import org.openx400.mta.resolve.Answer;
import org.openx400.mta.resolve.MailExchange;
import org.openx400.mta.resolve.NameChain;
import org.openx400.mta.resolve.ResolverSettings;
import org.openx400.mta.resolve.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        description = {
            "Looks a name up as the MTA does, and tells what each step of the chain says.",
            "Asks by itself, with nothing remembered: the service need not run.",
            "Exit code 1 if something that was asked for is not found."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta resolve mta2.example.org",
            "  mta resolve example.org --mx",
            "  mta resolve --reverse 192.0.2.9"
        })
final class ResolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Host name, always absolute; with --mx a mail domain.")
    private @Nullable String name;

    @Option(names = "--mx", description = "Look for mail exchanges, which only DNS knows.")
    private boolean mx;

    @Option(names = "--reverse", paramLabel = "ADDRESS", description = "Look for the names of this IP address.")
    private @Nullable String reverse;

    @Override
    public Integer call() throws CommandFailure {
        String host = name;
        String address = reverse;
        if (host == null && (mx || address == null)) {
            throw new ParameterException(spec.commandLine(), "resolve what? Give a NAME, or --reverse ADDRESS");
        }
        ResolverSettings settings = configuration.load().resolver();
        NameChain chain =
                settings == null ? NameChain.ofThisMachine() : NameChain.of(settings, warnings(), System::nanoTime);
        PrintWriter out = spec.commandLine().getOut();
        boolean found = true;
        if (host != null && mx) {
            found = print(host, mailExchanges(chain, host), ResolveCommand::text, out);
        } else if (host != null) {
            found = print(host, chain.addresses(host), InetAddress::getHostAddress, out);
        }
        if (address != null) {
            found &= print(address, chain.names(parsed(address)), ResolveCommand::printable, out);
        }
        return found ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What is found is in the table; an answer that was ignored is in no log, as this is not the service. */
    private EventLog warnings() {
        return event -> {
            if (event.id().severity() != Severity.INFO) {
                spec.commandLine().getErr().println("mta: " + printable(event.message()));
            }
        };
    }

    private static List<Step<MailExchange>> mailExchanges(NameChain chain, String domain) throws CommandFailure {
        List<Step<MailExchange>> steps = chain.mailExchanges(domain);
        if (steps.isEmpty()) {
            throw CommandFailure.failed(
                    "the configuration has no resolver with a step dns, and only DNS knows mail exchanges");
        }
        return steps;
    }

    private static InetAddress parsed(String address) throws CommandFailure {
        try {
            return CidrBlock.parseAddress(address);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--reverse " + e.getMessage());
        }
    }

    private static <T> boolean print(String asked, List<Step<T>> steps, Function<T, String> text, PrintWriter out) {
        out.println(printable(asked));
        TextTable table = new TextTable("  STEP", "ANSWER", "TTL", "TIME", "WHAT");
        boolean found = false;
        for (Step<T> step : steps) {
            Answer<T> answer = step.answer();
            String source = "  " + step.source();
            String time = step.took().toMillis() + " ms";
            if (answer instanceof Answer.Found<T> got) {
                found = true;
                List<String> values = got.values().stream().map(text).toList();
                table.add(source, "found", ttl(got.ttl().toSeconds()), time, String.join(", ", values));
            } else if (answer instanceof Answer.None<T> none) {
                table.add(source, "none", ttl(none.ttl().toSeconds()), time, none.why());
            } else if (answer instanceof Answer.NotAsked<T> not) {
                table.add(source, "not asked", "-", "-", not.why());
            } else if (answer instanceof Answer.Failed<T> failed) {
                table.add(source, "temporary failure", "-", time, printable(failed.why()));
            }
        }
        table.print(out);
        return found;
    }

    private static String ttl(long seconds) {
        return seconds == 0 ? "-" : seconds + " s";
    }

    private static String text(MailExchange exchange) {
        return exchange.host().isEmpty()
                ? "none, as the domain takes no mail"
                : exchange.preference() + " " + printable(exchange.host());
    }

    /** Names come from elsewhere: nothing in them reaches the terminal as control. */
    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}
