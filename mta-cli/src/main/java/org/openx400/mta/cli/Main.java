package org.openx400.mta.cli;

import org.openx400.mta.event.FailureText;
import picocli.CommandLine;

/** Entry point of the {@code mta} program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands, ready to be executed. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new MtaCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.registerConverter(int.class, new WholeNumber());
        line.registerConverter(Integer.class, new WholeNumber());
        line.setParameterExceptionHandler(Main::wrongUsage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        return line;
    }

    private static int wrongUsage(CommandLine.ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        command.getErr().println("mta: " + fault.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(fault, command.getErr())) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command) {
        if (failure instanceof CommandFailure expected) {
            command.getErr().println("mta: " + expected.getMessage());
            return expected.exitCode();
        }
        if (failure instanceof java.io.IOException) {
            command.getErr().println("mta: " + describe(failure));
            return ExitCode.FAILED;
        }
        failure.printStackTrace(command.getErr());
        return ExitCode.FAILED;
    }

    private static String describe(Exception failure) {
        return failure instanceof java.nio.file.NoSuchFileException
                ? "no such file: " + failure.getMessage()
                : FailureText.of(failure);
    }
}
