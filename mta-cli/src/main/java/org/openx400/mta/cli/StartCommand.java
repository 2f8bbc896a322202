package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.openx400.mta.config.MtaConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the MTA in the foreground until it gets SIGTERM or SIGINT.",
            "Prints one line when it is ready. Stopping lets transfers under way end, for up to 10 seconds.",
            "SIGHUP loads the configuration again, as 'mta reload' does."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta start                      with config/mta.yaml: port 10102, no privileges needed",
            "  mta start -c /etc/mta/mta.yaml",
            "  systemctl start mta            as a service, see config/systemd/mta.service"
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOption configuration = new ConfigurationOption();

    @Option(
            names = "--exit-when-ready",
            description = "Stops again as soon as it is ready: a trial of the configuration.")
    private boolean exitWhenReady;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        MtaConfiguration mta = configuration.load();
        mta.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        System.setProperty("org.sqlite.tmpdir", mta.data().toString());
        Node node = Node.start(mta, configuration.file());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            SystemdNotify.send("STOPPING=1");
                            node.close();
                            stopped.countDown();
                            if (!exitWhenReady) { // after an orderly stop, not the 128 + 15 of a signal
                                deleteNativeLibrary(mta.data());
                                Runtime.getRuntime().halt(ExitCode.DONE);
                            }
                        },
                        "stop"));
        Signal.handle(new Signal("HUP"), hangUp -> node.reload());
        spec.commandLine().getOut().println("MTA " + mta.mta().name() + " ready, " + where(mta, node));
        spec.commandLine().getOut().flush();
        SystemdNotify.send("READY=1");
        if (exitWhenReady) {
            node.close();
        } else {
            stopped.await();
        }
        return ExitCode.DONE;
    }

    private static String where(MtaConfiguration mta, Node node) {
        MtaConfiguration.Cluster cluster = mta.cluster();
        return cluster == null
                ? "listening on "
                        + node.listening().stream().map(SocketAddresses::text).collect(Collectors.joining(", "))
                : "node " + cluster.node() + " of groups "
                        + cluster.groups().stream()
                                .map(MtaConfiguration.Group::name)
                                .collect(Collectors.joining(", "));
    }

    /** What SQLite's driver unpacks there, and would delete at an end without halt; also what a crash has left. */
    private static void deleteNativeLibrary(Path data) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data, "sqlite-*-libsqlitejdbc.so*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("mta: while stopping: " + e); // the next stop tries again
        }
    }
}
