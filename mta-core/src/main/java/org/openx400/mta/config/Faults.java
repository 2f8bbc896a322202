package org.openx400.mta.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong in one file. Places are given as JSON pointers. */
final class Faults {
    private final Path file;
    private final YamlText text;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();
    private final Set<String> unusable = new HashSet<>();

    Faults(Path file, YamlText text) {
        this.file = file;
        this.text = text;
        text.complaints().forEach(c -> faults.add(fault(c.place(), c.pointer(), c.message())));
    }

    /** The value is wrong, yet what is around it can still be looked at. */
    void value(String pointer, String message) {
        faults.add(fault(text.ofValue(pointer), pointer, message));
    }

    /** The value is wrong as the exception says. */
    void value(String pointer, Exception e) {
        value(pointer, String.valueOf(e.getMessage()));
    }

    /** The value has not the shape that it must have, so nothing around it can be looked at further. */
    void shape(String pointer, String message) {
        unusable.add(pointer);
        value(pointer, message);
    }

    /** A key is missing in a mapping. */
    void missing(String mapping, String key) {
        unusable.add(mapping);
        faults.add(fault(text.ofKey(mapping), mapping + "/" + key, "is missing"));
    }

    /** The key itself is wrong. */
    void key(String pointer, String message) {
        faults.add(fault(text.ofKey(pointer), pointer, message));
    }

    void warn(String pointer, String message) {
        warnings.add(fault(text.ofValue(pointer), pointer, message));
    }

    boolean usable(String pointer) {
        return unusable.stream().noneMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/"));
    }

    List<Fault> warnings() {
        return warnings.stream().sorted().toList();
    }

    void throwIfAny() throws ConfigurationException {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().sorted().distinct().toList());
        }
    }

    private Fault fault(YamlText.Place place, String pointer, String message) {
        return new Fault(file, place.line(), place.column(), name(pointer), message);
    }

    /** {@code /connectors/0/name} as {@code connectors[0].name}. */
    private static String name(String pointer) {
        String dotted = pointer.replaceAll("/([0-9]+)(?=/|$)", "[$1]").replace('/', '.');
        return (dotted.startsWith(".") ? dotted.substring(1) : dotted)
                .replace("~1", "/")
                .replace("~0", "~");
    }
}
