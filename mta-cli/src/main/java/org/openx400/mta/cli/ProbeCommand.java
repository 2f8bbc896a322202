package org.openx400.mta.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.openx400.mta.address.ORName;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.octets.Octets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Asks whether a message could be delivered.",
            "The answer is a report in the mailbox of the originator; ask for it with --report delivery."
        },
        footerHeading = "%nExamples:%n",
        footer = "  mta probe --to 'C=US;A= ;P=SITE2;S=Ann' --length 5000000 --report delivery")
final class ProbeCommand implements Callable<Integer> {
    @Mixin
    private ServiceOption service = new ServiceOption();

    @Mixin
    private EnvelopeOptions envelope = new EnvelopeOptions();

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            defaultValue = "22",
            description =
                    "A number (2: 1984, 22: 1988 interpersonal messages) or an object identifier. Default: ${DEFAULT-VALUE}")
    private String contentType = "22";

    @Option(
            names = "--length",
            paramLabel = "OCTETS",
            defaultValue = "0",
            description = "Length of the content that would be sent.")
    private int length;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws CommandFailure {
        MtaConfiguration configuration = service.configuration();
        ORName originator = Addresses.originator(envelope.from, configuration);
        List<ORName> recipients = Addresses.parse(envelope.to, "--to");
        ObjectNode request = envelope.request(originator, recipients)
                .put("contentType", contentType)
                .put("length", length);
        JsonNode accepted = ServiceOption.call(configuration, "probe", request, Octets.NONE);
        spec.commandLine().getOut().println("accepted " + accepted.path("mtsId").asString(""));
        return ExitCode.DONE;
    }
}
