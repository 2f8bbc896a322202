package org.openx400.mta.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Fills in defaults and checks forms, as the {@link Key}s of the records say. Types were checked before. */
final class Shape {
    private static final JsonMapper JSON = new JsonMapper();

    private final Faults faults;

    Shape(Faults faults) {
        this.faults = faults;
    }

    void complete(Class<?> type, ObjectNode node, String pointer) {
        for (RecordComponent component : type.getRecordComponents()) {
            Key key = key(component);
            JsonNode value = node.get(component.getName());
            if (value == null && !key.byDefault().isEmpty()) {
                value = defaultValue(component, key);
                node.set(component.getName(), value);
            }
            if (value != null) {
                check(component.getGenericType(), key, value, pointer + "/" + component.getName());
            }
        }
    }

    static Key key(RecordComponent component) {
        try {
            Key key = component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Key.class);
            return java.util.Objects.requireNonNull(key, component.toString());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record component always has its field", e);
        }
    }

    static JsonNode defaultValue(RecordComponent component, Key key) {
        return component.getType() == String.class
                ? JSON.getNodeFactory().stringNode(key.byDefault())
                : JSON.readTree(key.byDefault());
    }

    private void check(Type type, Key key, JsonNode value, String pointer) {
        if (type instanceof ParameterizedType list && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(list.getActualTypeArguments()[0], key, value.get(i), pointer + "/" + i);
            }
        } else if (type instanceof Class<?> record && record.isRecord() && value instanceof ObjectNode node) {
            complete(isVariant(key, node) ? key.variant() : record, node, pointer);
        } else if (type == String.class && value.isValueNode() && !value.isNull() && key.oneOf().length == 0) {
            String complaint = value.isString() ? complaint(key, value.asString()) : notText(key, value);
            if (complaint != null) {
                faults.shape(pointer, complaint);
            }
        }
    }

    private static boolean isVariant(Key key, ObjectNode item) {
        return !key.variantType().isEmpty() && item.path("type").asString("").equals(key.variantType());
    }

    private static String notText(Key key, JsonNode value) {
        Form form = key.form();
        if (form == Form.SECRET) {
            return "must be " + form.words();
        }
        boolean right = form.fits(value.asString());
        return "must be " + (right ? "text" : form.words()) + ", is " + value + (right ? ": put it in quotes" : "");
    }

    private static @Nullable String complaint(Key key, String text) {
        Form form = key.form();
        if (form.isReadLater()) {
            return null;
        }
        boolean secret = form == Form.SECRET;
        if (!form.fits(text)) {
            return "must be " + form.words() + (secret ? "" : ", is \"" + text + "\"");
        }
        if (key.from().isEmpty()) {
            return null;
        }
        BigInteger magnitude = form.magnitude(text);
        boolean inRange = magnitude.compareTo(form.magnitude(key.from())) >= 0
                && magnitude.compareTo(form.magnitude(key.to())) <= 0;
        return inRange ? null : "must be " + key.from() + " to " + key.to() + ", is " + text;
    }
}
