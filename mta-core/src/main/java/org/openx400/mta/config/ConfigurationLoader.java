package org.openx400.mta.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a configuration file.
 *
 * <p>The text goes through four sieves, and the faults of all of them are reported together: YAML without its dangerous
 * parts ({@link YamlText}), the schema ({@link SchemaCheck}), the form of each value ({@link Shape}), and what the values
 * mean together ({@link ConfigurationReader}).
 */
public final class ConfigurationLoader {
    /** Parsers need minutes for one text of many megabytes, so a larger file is not even read. */
    static final int MAXIMUM_OCTETS = 256 * 1024;

    private static final YAMLMapper YAML = new YAMLMapper();

    private ConfigurationLoader() {}

    /**
     * @throws ConfigurationException with every fault, if there is one
     */
    public static MtaConfiguration load(Path file) throws ConfigurationException {
        return load(file, Surroundings.ofThisMachine());
    }

    static MtaConfiguration load(Path file, Surroundings surroundings) throws ConfigurationException {
        String text = text(file);
        Faults faults = new Faults(file, YamlText.read(text));
        faults.throwIfAny();
        ObjectNode tree = tree(text, file);
        SchemaCheck.check(tree, faults);
        new Shape(faults).complete(ConfigurationFile.class, tree, "");
        return new ConfigurationReader(file, tree, surroundings, faults).read();
    }

    private static String text(Path file) throws ConfigurationException {
        try {
            long size = Files.size(file);
            if (size > MAXIMUM_OCTETS) {
                throw fault(file, "is larger than " + MAXIMUM_OCTETS / 1024 + "KB and was not read");
            }
            return utf8(file, ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw fault(file, "does not exist");
        } catch (IOException e) {
            throw fault(file, "cannot be read: " + e.getMessage());
        }
    }

    private static String utf8(Path file, ByteBuffer octets) throws ConfigurationException {
        CharBuffer text = CharBuffer.allocate(octets.remaining()); // no octet is more than one character
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(octets, text, true);
        text.flip();
        if (result.isError()) {
            String before = text.toString();
            int line = 1
                    + (int) before.chars()
                            .filter(character -> character == '\n')
                            .count();
            int column = before.length() - before.lastIndexOf('\n');
            throw new ConfigurationException(List.of(new Fault(file, line, column, "", "is not UTF-8")));
        }
        return text.toString();
    }

    private static ObjectNode tree(String text, Path file) throws ConfigurationException {
        try {
            JsonNode tree = YAML.readTree(text);
            if (tree instanceof ObjectNode mapping) {
                return mapping;
            }
            throw fault(file, "must be a mapping of keys, such as mta: and connectors:");
        } catch (JacksonException e) {
            throw fault(file, "is not YAML: " + e.getOriginalMessage());
        }
    }

    private static ConfigurationException fault(Path file, String message) {
        return new ConfigurationException(List.of(new Fault(file, 0, 0, "", message)));
    }
}
