package org.openx400.mta.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openx400.mta.cli.decode.Decoder;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints octets as readable text.",
            "Each value has the standard's name and stands behind its octet offset, indented by its depth. Takes one direction of a TCP stream (TPKT), an MTS-APDU (a mailbox's .p1 file), an IPM, or presentation",
            "data, in binary or hexadecimal. Passwords are not shown."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mta decode data/mailboxes/duty/NAME.p1",
            "  echo '0300000b06d00000123400' | mta decode -",
            "  tshark -r peer.pcap -q -z follow,tcp,raw,0 | grep -v '[^0-9a-f]' | mta decode -"
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int MAX_OCTETS = 256 * 1024 * 1024;

    @Parameters(paramLabel = "FILE", description = "What to decode; '-' is standard input.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, CommandFailure {
        boolean whole = Decoder.print(read(), spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
        if (!whole) {
            throw CommandFailure.failed("not everything could be decoded, see the lines with !!");
        }
        return ExitCode.DONE;
    }

    private Octets read() throws IOException, CommandFailure {
        try (InputStream in = file.toString().equals("-") ? System.in : Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) {
                throw CommandFailure.failed(file + " is larger than " + MAX_OCTETS + " octets");
            }
            return Octets.wrap(octets);
        }
    }
}
