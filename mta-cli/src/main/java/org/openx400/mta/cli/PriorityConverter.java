package org.openx400.mta.cli;

import java.util.Locale;
import org.openx400.mta.envelope.Priority;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Priorities as X.411 spells them. */
final class PriorityConverter implements ITypeConverter<Priority> {
    @Override
    public Priority convert(String value) {
        for (Priority priority : Priority.values()) {
            if (text(priority).equals(value.toLowerCase(Locale.ROOT))) {
                return priority;
            }
        }
        throw new TypeConversionException("'" + value + "' is not non-urgent, normal or urgent");
    }

    static String text(Priority priority) {
        return priority.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
