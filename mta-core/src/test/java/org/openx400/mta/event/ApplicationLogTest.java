package org.openx400.mta.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ApplicationLogTest {
    @TempDir
    Path directory;

    @AfterEach
    void backToTheDefault() {
        Configurator.reconfigure(new DefaultConfiguration());
    }

    @Test
    void warningsGoToTheFileInOneLineAndNothingToTheConsole() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
        try {
            ApplicationLog.toDirectory(directory);
            LoggerFactory.getLogger("library").warn("it is\nso");
            LoggerFactory.getLogger("library").info("chatter");
            LoggerFactory.getLogger("org.apache.mina.filter").error("reset by a peer");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("mta.log")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("WARN library").endsWith("it is\\nso"));
    }

    @Test
    void offWritesNothing() throws Exception {
        ApplicationLog.toDirectory(directory);
        ApplicationLog.off();
        LoggerFactory.getLogger("library").error("unheard");
        assertThat(directory.resolve("mta.log")).isEmptyFile();
    }
}
