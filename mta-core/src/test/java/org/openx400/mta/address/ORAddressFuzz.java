package org.openx400.mta.address;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** O/R addresses as text; one that is understood can be written. */
public final class ORAddressFuzz {
    private ORAddressFuzz() {}

    public static List<Octets> seeds() {
        return List.of(
                Octets.utf8("C=US;A= ;P=EXAMPLE;O=Ops;OU1=A;OU2=B;S=Duty;G=Ann;I=AB;Q=Jr"),
                Octets.utf8("/C=GB/A=TEST/P=X/CN=Name/DDA:RFC-822=a(a)b.example/"),
                Octets.utf8("X121=123456;T-ID=abc;N-ID=5;C=DE;A=DBP"));
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) {
        ORAddress address;
        try {
            address = ORAddressText.parse(new String(input, StandardCharsets.UTF_8));
        } catch (ORAddressSyntaxException e) {
            return; // refused, as it should be
        }
        ORAddressText.format(address);
    }
}
