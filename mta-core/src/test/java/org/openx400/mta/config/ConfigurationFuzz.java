package org.openx400.mta.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openx400.mta.octets.Octets;

/** The configuration file. */
public final class ConfigurationFuzz {
    private ConfigurationFuzz() {}

    public static List<Octets> seeds() {
        return List.of(Octets.utf8("""
                        mta:
                          name: A
                          password: secret
                          domain: { country: US, admd: " ", prmd: A }
                          data: data
                        listen:
                          - { address: 127.0.0.1, port: 102 }
                        connectors:
                          - name: b
                            remote: { addresses: [127.0.0.3], port: 102 }
                            mta: { name: B, password: secret }
                            mode: 1988-x410
                            addressSpace:
                              - { address: "C=US;A= ;P=B" }
                        limits: { associations: 10, perPeer: 5, content: 2GB }
                        """), Octets.utf8("a: &x [*x, !!int 1, {? b : |\n c}]"));
    }

    /** Must return, whatever the octets are. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Path file = Files.createTempFile("fuzz", ".yaml");
        try {
            Files.write(file, input);
            ConfigurationLoader.load(file);
        } catch (ConfigurationException e) {
            return; // refused, as it should be
        } finally {
            Files.delete(file);
        }
    }
}
