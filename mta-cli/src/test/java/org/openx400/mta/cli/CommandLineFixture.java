package org.openx400.mta.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** A configuration in a folder of its own, and commands run as a user would, in this process. */
final class CommandLineFixture {
    private final Path configuration;

    /** What a command printed and how it ended. */
    record Outcome(int exit, String out, String err) {}

    CommandLineFixture(Path folder) throws IOException {
        configuration = folder.resolve("mta.yaml");
        Files.writeString(configuration, """
                mta:
                  name: TEST
                  domain: { country: US, admd: " ", prmd: TEST }
                  data: data
                listen:
                  - { address: 127.0.0.1, port: %d }
                connectors:
                  - name: to-nobody
                    remote: { addresses: [127.0.0.1], port: %d }
                    mta: { name: NOBODY }
                    schedule: never
                    addressSpace:
                      - { address: "C=US;A= ;P=FAR" }
                events: { size: 64KB, count: 3 }
                localUsers:
                  - { address: "C=US;A= ;P=TEST;S=Ann", mailbox: ann }
                  - { address: "C=US;A= ;P=TEST;S=Bob", mailbox: bob }
                """.formatted(freePort(), freePort()));
    }

    Path configuration() {
        return configuration;
    }

    Path data() {
        return configuration.resolveSibling("data");
    }

    /** Runs a command with this configuration. */
    Outcome mta(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "-c";
        all[arguments.length + 1] = configuration.toString();
        return bare(all);
    }

    static Outcome bare(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit = line.execute(arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
