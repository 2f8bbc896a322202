package org.openx400.mta.cli;

import java.nio.file.Path;
import org.openx400.mta.config.MtaConfiguration;

/** Where things are in the data folder. */
final class DataFolder {
    private DataFolder() {}

    static Path mailbox(MtaConfiguration configuration, String name) {
        return mailboxes(configuration).resolve(name);
    }

    static Path mailboxes(MtaConfiguration configuration) {
        return configuration.mailboxes();
    }

    static Path spool(MtaConfiguration configuration) {
        return configuration.data().resolve("spool");
    }

    static Path log(MtaConfiguration configuration) {
        return configuration.data().resolve("log");
    }
}
