package org.openx400.mta.config;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Checks a configuration against the schema, which is generated from {@link ConfigurationFile}. */
final class SchemaCheck {
    private static final String RESOURCE = "mta.schema.json";

    private static final Schema SCHEMA = schema();

    private SchemaCheck() {}

    private static Schema schema() {
        try (InputStream in = SchemaCheck.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not in the program");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void check(JsonNode file, Faults faults) {
        for (Error error : SCHEMA.validate(file)) {
            report(error, faults);
        }
    }

    private static void report(Error error, Faults faults) {
        String at = error.getInstanceLocation().toString();
        switch (error.getKeyword()) {
            case "additionalProperties" -> unknownKey(at, error, faults);
            case "required" -> faults.missing(at, error.getProperty());
            case "type" -> {
                if (!saidByShape(error)) {
                    faults.shape(at, "must be " + kind(error.getSchemaNode()) + ", is " + found(error));
                }
            }
            case "enum" ->
                faults.shape(at, "must be one of " + words(error.getSchemaNode()) + ", is " + error.getInstanceNode());
            case "minimum" ->
                faults.shape(at, "must be at least " + error.getSchemaNode() + ", is " + error.getInstanceNode());
            case "maximum" ->
                faults.shape(at, "must be at most " + error.getSchemaNode() + ", is " + error.getInstanceNode());
            case "pattern" -> {
                // Shape says it in words.
            }
            default -> faults.shape(at, error.getMessage());
        }
    }

    private static void unknownKey(String mapping, Error error, Faults faults) {
        String key = error.getProperty();
        String pointer = mapping + "/" + key.replace("~", "~0").replace("/", "~1");
        String offer = nearest(key, knownKeys(error))
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        faults.key(pointer, "is not a known key" + offer);
    }

    private static Collection<String> knownKeys(Error error) {
        String path = error.getEvaluationPath().toString();
        return SCHEMA.getSchemaNode()
                .at(path.substring(0, path.lastIndexOf('/')) + "/properties")
                .propertyNames();
    }

    /** The key that needs the fewest changes, if these are few. */
    private static Optional<String> nearest(String key, Collection<String> known) {
        return known.stream()
                .filter(k -> EditDistance.between(key, k) <= Math.max(1, k.length() / 3))
                .min(Comparator.comparingInt(k -> EditDistance.between(key, k)));
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    private static String kind(JsonNode type) {
        return switch (type.asString()) {
            case "object" -> "a mapping of keys";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "text";
        };
    }

    /** A number or true or false where there should be text. */
    private static boolean saidByShape(Error error) {
        JsonNode value = error.getInstanceNode();
        return error.getSchemaNode().asString("").equals("string") && (value.isNumber() || value.isBoolean());
    }

    /** What stands there instead; as it is written where no secret could be meant. */
    private static String found(Error error) {
        JsonNode value = error.getInstanceNode();
        String wanted = error.getSchemaNode().asString("");
        if (value.isString() && (wanted.equals("integer") || wanted.equals("boolean"))) {
            return value.toString();
        }
        if (value.isNull()) {
            return "empty";
        }
        if (value.isObject()) {
            return "a mapping of keys";
        }
        if (value.isArray()) {
            return "a list";
        }
        if (value.isNumber() || value.isBoolean()) {
            return value.toString();
        }
        return "text";
    }
}
