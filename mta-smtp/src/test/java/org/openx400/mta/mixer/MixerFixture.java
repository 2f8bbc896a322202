package org.openx400.mta.mixer;

import java.util.List;
import org.openx400.mta.address.ORAddress;
import org.openx400.mta.address.ORAddressSyntaxException;
import org.openx400.mta.address.ORAddressText;
import org.openx400.mta.smtp.MailPath;

/** The gateway and the table that the tests of the mapping share. */
final class MixerFixture {
    static final Gateway GATEWAY = new Gateway("gw.example.org", address("C=US;A= ;P=GATEWAY;O=Internet"));

    static final AddressMapper MAPPER = new AddressMapper(
            GATEWAY,
            table(
                    "# as MCGAM has it",
                    "both example.com /C=US/A= /P=EXAMPLE",
                    "both ops.example.com /C=US/A= /P=EXAMPLE/O=Ops",
                    "algorithmic net.example /C=US/A=net/P=NET",
                    "user duty@example.com C=US;A= ;P=EXAMPLE;O=Ops;CN=Officer of the watch",
                    "to-x400 old.example /C=US/A= /P=EXAMPLE",
                    "O$Gone.PRMD$EXAMPLE.ADMD$ .C$US#gone.example#"));

    private MixerFixture() {}

    static MappingTable table(String... lines) {
        try {
            return MappingTable.read("table.txt", List.of(lines));
        } catch (MappingTableException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ORAddress address(String text) {
        try {
            return ORAddressText.parse(text);
        } catch (ORAddressSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static MailPath path(String text) {
        return MailPath.of(text);
    }
}
