package org.openx400.mta.cli;

import java.nio.file.Path;
import org.openx400.mta.config.MtaConfiguration;

/** The configuration that is in force, which changes when it is loaded again. May be used by any thread. */
final class RunningConfiguration {
    private final Path file;
    private volatile MtaConfiguration present;

    /** @param file where it was read */
    RunningConfiguration(Path file, MtaConfiguration present) {
        this.file = file;
        this.present = present;
    }

    Path file() {
        return file;
    }

    MtaConfiguration present() {
        return present;
    }

    void replace(MtaConfiguration next) {
        present = next;
    }
}
