package org.openx400.mta.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.mixer.AddressMapper;
import org.openx400.mta.mixer.Gateway;
import org.openx400.mta.mixer.MappingTable;
import org.openx400.mta.mixer.MappingTableException;
import picocli.CommandLine.Option;

/** Which gateway maps, and by which table. */
final class MapOptions {
    @Option(
            names = {"-t", "--table"},
            paramLabel = "FILE",
            description = "The mapping table. Default: none, so every address is encapsulated.")
    private @Nullable Path table;

    @Option(
            names = {"-d", "--domain"},
            paramLabel = "DOMAIN",
            required = true,
            description = "The Internet domain of the gateway.")
    private String domain = "";

    @Option(
            names = {"-a", "--address"},
            paramLabel = "ADDRESS",
            required = true,
            description = "The O/R attributes of the gateway, under which Internet addresses are encapsulated.")
    private String address = "";

    AddressMapper mapper() throws CommandFailure {
        Gateway gateway =
                new Gateway(domain, Addresses.parse(address, "--address").address());
        try {
            return new AddressMapper(
                    gateway,
                    table == null ? MappingTable.EMPTY : MappingTable.read(table.toString(), MapCommand.lines(table)));
        } catch (MappingTableException e) {
            throw CommandFailure.usage("the mapping table cannot be used, nothing was done:\n" + e.getMessage());
        }
    }
}
