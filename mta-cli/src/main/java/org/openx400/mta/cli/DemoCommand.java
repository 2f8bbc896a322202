package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows three MTAs at work.",
            "Messages of several sizes go from the first through the second to the third, in two kinds of X.400; reports",
            "come back. Ends with a table, and exit code 0 if all is as it should be."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mta demo", "  mta demo --keep /tmp/three-mtas      and look at the files afterwards"})
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Works in this new folder and leaves it; else in a temporary one that is removed.")
    private @Nullable Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        Path workplace = folder == null ? Files.createTempDirectory("mta-demo") : Files.createDirectory(folder);
        boolean good;
        Demo demo = new Demo(workplace, spec.commandLine().getOut());
        Thread onInterrupt = new Thread(demo::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (demo) {
            good = demo.run();
        } finally {
            if (folder == null) {
                delete(workplace);
            }
        }
        if (!good) {
            throw CommandFailure.failed("the demonstration failed, see the table");
        }
        return ExitCode.DONE;
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
