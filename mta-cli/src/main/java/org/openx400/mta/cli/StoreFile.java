package org.openx400.mta.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openx400.mta.config.MtaConfiguration;
import org.openx400.mta.queue.jdbc.QueueSettings;

/** Where the configuration says that the queue is. */
final class StoreFile {
    private static final String SQLITE = "jdbc:sqlite:";

    private StoreFile() {}

    /** As the service opens it: in a cluster for this node. */
    static QueueSettings settings(MtaConfiguration configuration) {
        MtaConfiguration.Store store = configuration.store();
        QueueSettings settings = new QueueSettings(
                store.url(), store.user(), () -> store.password().octets().toLatin1(), configuration.data());
        MtaConfiguration.Cluster cluster = configuration.cluster();
        return cluster == null ? settings : settings.sharedBy(cluster.node());
    }

    /** The same configuration; fails when it has no store yet. */
    static MtaConfiguration existing(MtaConfiguration configuration) throws CommandFailure {
        String url = configuration.store().url();
        if (url.startsWith(SQLITE) && !Files.exists(Path.of(url.substring(SQLITE.length())))) {
            throw CommandFailure.failed("there is no store yet: " + url);
        }
        return configuration;
    }
}
