package org.openx400.mta.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.config.ConfigurationChange;
import org.openx400.mta.connector.SmtpConnector;
import org.openx400.mta.octets.Octets;

/**
 * What the files say that a connector of type {@code smtp} names: their content may change while the configuration stays.
 *
 * @param contents by key of the configuration
 */
record InternetFiles(Map<String, Content> contents) {
    /** A key is never shown. */
    record Content(Path file, Octets octets) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** @throws IOException naming the file that cannot be read */
    static InternetFiles read(SmtpConnector connector) throws IOException {
        Map<String, Content> contents = new LinkedHashMap<>();
        put(contents, "mapping.table", connector.mapping().table());
        SmtpConnector.Tls tls = connector.tls();
        if (tls != null) {
            put(contents, "tls.certificate", tls.certificate());
            put(contents, "tls.key", tls.key());
        }
        put(contents, "outgoing.trusted", connector.outgoing().trusted());
        return new InternetFiles(contents);
    }

    private static void put(Map<String, Content> contents, String key, @Nullable Path file) throws IOException {
        if (file != null) {
            contents.put(key, new Content(file, Octets.wrap(Files.readAllBytes(file))));
        }
    }

    /** What the same files say otherwise now. */
    List<ConfigurationChange> changes(String connector, InternetFiles now) {
        List<ConfigurationChange> changes = new ArrayList<>();
        contents.forEach((key, before) -> {
            Content after = now.contents.get(key);
            if (after != null && after.file().equals(before.file()) && !after.equals(before)) {
                changes.add(
                        new ConfigurationChange.ContentChanged("connectors[" + connector + "]." + key, after.file()));
            }
        });
        return changes;
    }
}
