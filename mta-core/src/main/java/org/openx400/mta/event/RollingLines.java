package org.openx400.mta.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.CompositeTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.TimeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.action.Action;
import org.apache.logging.log4j.core.appender.rolling.action.DeleteAction;
import org.apache.logging.log4j.core.appender.rolling.action.IfAccumulatedFileCount;
import org.apache.logging.log4j.core.appender.rolling.action.IfFileName;
import org.apache.logging.log4j.core.appender.rolling.action.PathCondition;
import org.apache.logging.log4j.core.appender.rolling.action.PathSortByModificationTime;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;

/** A file of lines that is rolled daily (UTC) and by size, by Log4j's RollingFile. Rolled files are {@code name-date-n}. */
final class RollingLines implements JsonLinesEventLog.Lines {
    private final RollingFileAppender appender;

    /**
     * @param filesKept rolled files beside the current one
     */
    RollingLines(Path directory, String name, String extension, long fileOctets, int filesKept) {
        Configuration configuration = new DefaultConfiguration();
        appender = RollingFileAppender.newBuilder()
                .setName(name)
                .setConfiguration(configuration)
                .setIgnoreExceptions(false)
                .setImmediateFlush(false)
                .setLayout(PatternLayout.newBuilder()
                        .withPattern("%m%n")
                        .withCharset(StandardCharsets.UTF_8)
                        .build())
                .withFileName(directory.resolve(name + extension).toString())
                .withFilePattern(directory
                        .resolve(name + "-%d{yyyy-MM-dd}{UTC}-%i" + extension)
                        .toString())
                .withPolicy(CompositeTriggeringPolicy.createPolicy(
                        SizeBasedTriggeringPolicy.createPolicy(fileOctets + " B"),
                        TimeBasedTriggeringPolicy.newBuilder().build()))
                .withStrategy(DefaultRolloverStrategy.newBuilder()
                        .withFileIndex("nomax")
                        .withCustomActions(
                                new Action[] {deleteOld(directory, name + "-*" + extension, filesKept, configuration)})
                        .withConfig(configuration)
                        .build())
                .build();
        appender.start();
    }

    @Override
    public void write(Instant time, String line, boolean last) {
        Log4jLogEvent event = Log4jLogEvent.newBuilder()
                .setTimeMillis(time.toEpochMilli())
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(line))
                .setEndOfBatch(last)
                .build();
        appender.append(event);
    }

    @Override
    public void close() {
        appender.stop();
    }

    private static DeleteAction deleteOld(Path directory, String names, int kept, Configuration configuration) {
        PathCondition tooMany = IfAccumulatedFileCount.createFileCountCondition(kept, new PathCondition[0]);
        PathCondition ours = IfFileName.createNameCondition(names, null, tooMany);
        return DeleteAction.createDeleteAction(
                directory.toString(),
                false,
                1,
                false,
                PathSortByModificationTime.createSorter(true),
                new PathCondition[] {ours},
                null,
                configuration);
    }
}
