package org.openx400.mta.event;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** What libraries have to say goes to {@code mta.log}, never to the console; it is for developers, events are for operators. */
public final class ApplicationLog {
    private static final String FILE = "mta.log";
    private static final String MINA = "org.apache.mina";

    private ApplicationLog() {}

    /** From now on warnings and worse are written to {@code mta.log} in the directory. */
    public static void toDirectory(Path directory) {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setConfigurationName("mta");
        builder.setStatusLevel(Level.OFF);
        builder.setShutdownHook("disable");
        builder.add(builder.newAppender("file", "RollingFile")
                .addAttribute("fileName", directory.resolve(FILE).toString())
                .addAttribute("filePattern", directory.resolve("mta-%i.log").toString())
                .add(builder.newLayout("PatternLayout")
                        .addAttribute(
                                "pattern", "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC} %p %c{1} [%t] %enc{%m}{CRLF}%n%ex"))
                .addComponent(builder.newComponent("Policies")
                        .addComponent(builder.newComponent("SizeBasedTriggeringPolicy")
                                .addAttribute("size", "10MB")))
                .addComponent(builder.newComponent("DefaultRolloverStrategy").addAttribute("max", "5")));
        // MINA calls every reset by a peer an error; what matters of it is an event
        builder.add(builder.newLogger(MINA, Level.OFF));
        builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("file")));
        Configurator.reconfigure(builder.build());
    }

    /** From now on nothing is written anywhere: for commands that have no log directory of their own. */
    public static void off() {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.OFF);
        builder.add(builder.newRootLogger(Level.OFF));
        Configurator.reconfigure(builder.build());
    }
}
