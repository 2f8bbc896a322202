package org.openx400.mta.config;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema of the configuration file, from the records and their {@link Key}s. */
final class SchemaGeneration {
    private SchemaGeneration() {}

    static String generate() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.INLINE_ALL_SCHEMAS);
        builder.forTypesInGeneral().withPropertySorter((a, b) -> 0);
        builder.forFields()
                .withRequiredCheck(field -> isRequired(key(field)))
                .withDescriptionResolver(field ->
                        field.isFakeContainerItemScope() ? null : key(field).value())
                .withStringPatternResolver(SchemaGeneration::pattern)
                .withNumberInclusiveMinimumResolver(
                        field -> bound(field, key(field).from()))
                .withNumberInclusiveMaximumResolver(
                        field -> bound(field, key(field).to()))
                .withInstanceAttributeOverride((node, field, context) -> complete(node, field));
        SchemaGenerator generator = new SchemaGenerator(builder.build());
        ObjectNode schema = (ObjectNode) generator.generateSchema(ConfigurationFile.class);
        for (RecordComponent component : ConfigurationFile.class.getRecordComponents()) {
            Key key = Shape.key(component);
            if (!key.variantType().isEmpty()) {
                ObjectNode list = (ObjectNode) schema.at("/properties/" + component.getName());
                ObjectNode variant = generator.generateSchema(key.variant());
                variant.remove("$schema");
                addVariant(list, key.variantType(), variant);
            }
        }
        dropTypesOfWords(schema);
        schema.put("title", "X.400 MTA configuration");
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(schema)
                + "\n";
    }

    private static void addVariant(ObjectNode list, String type, ObjectNode variant) {
        JsonNode ordinary = list.get("items");
        ObjectNode items = list.putObject("items");
        ObjectNode condition = items.putObject("if");
        condition.putObject("properties").putObject("type").put("const", type);
        condition.putArray("required").add("type");
        items.set("then", variant);
        items.set("else", ordinary);
    }

    private static Key key(FieldScope field) {
        return field.getRawMember().getAnnotation(Key.class);
    }

    private static boolean isRequired(Key key) {
        return key.byDefault().isEmpty() && !key.optional();
    }

    private static @Nullable String pattern(FieldScope field) {
        boolean text = field.getType().getErasedType() == String.class;
        return text && key(field).oneOf().length == 0 ? key(field).form().schemaPattern() : null;
    }

    private static @Nullable BigDecimal bound(FieldScope field, String text) {
        return field.getType().getErasedType() == int.class && !text.isEmpty() ? new BigDecimal(text) : null;
    }

    private static void complete(ObjectNode node, FieldScope field) {
        Key key = key(field);
        if (!field.isFakeContainerItemScope() && !key.byDefault().isEmpty()) {
            boolean text = field.getType().getErasedType() == String.class;
            node.set("default", text ? node.stringNode(key.byDefault()) : new JsonMapper().readTree(key.byDefault()));
        }
        boolean list = field.isContainerType() && !field.isFakeContainerItemScope();
        if (key.oneOf().length > 0 && !list) {
            allowWords(node, List.of(key.oneOf()));
        }
    }

    /** A word of digits may also be written without quotes. */
    private static void allowWords(ObjectNode node, List<String> words) {
        ArrayNode allowed = node.putArray("enum");
        words.forEach(allowed::add);
        words.stream()
                .filter(word -> word.matches("[0-9]+"))
                .map(Integer::valueOf)
                .forEach(allowed::add);
    }

    /** A list of words says enough; the type that the generator adds would refuse the words of digits. */
    private static void dropTypesOfWords(JsonNode node) {
        if (node instanceof ObjectNode schema && schema.path("enum").isArray()) {
            schema.remove("type");
        }
        node.forEach(SchemaGeneration::dropTypesOfWords);
    }
}
