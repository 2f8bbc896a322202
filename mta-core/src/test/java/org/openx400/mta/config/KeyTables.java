package org.openx400.mta.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/** The tables of all keys in {@code docs/configuration.md}, from the records and their {@link Key}s. */
final class KeyTables {
    private final StringBuilder page = new StringBuilder();

    private KeyTables() {}

    static String generate() {
        KeyTables tables = new KeyTables();
        tables.section("The file", "", ConfigurationFile.class);
        return tables.page.toString();
    }

    private void section(String title, String path, Class<?> record) {
        page.append("\n### ").append(title).append("\n\n");
        page.append("| Key | Meaning | Default | Allowed |\n|---|---|---|---|\n");
        List<Runnable> inner = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            Key key = Shape.key(component);
            String name = component.getName();
            row(name, key, component);
            Class<?> type = itemType(component);
            if (type.isRecord()) {
                String list = component.getType() == List.class ? "[]" : "";
                inner.add(() -> section("`" + path + name + list + "`", path + name + list + ".", type));
                if (!key.variantType().isEmpty()) {
                    inner.add(() -> section(
                            "`" + path + name + list + "` of type `" + key.variantType() + "`",
                            path + name + list + ".",
                            key.variant()));
                }
            }
        }
        inner.forEach(Runnable::run);
    }

    private void row(String name, Key key, RecordComponent component) {
        page.append("| `").append(name).append("` | ");
        page.append(key.value().replace("|", "\\|")).append(" | ");
        page.append(byDefault(key)).append(" | ");
        page.append(allowed(key, component)).append(" |\n");
    }

    private static String byDefault(Key key) {
        if (key.byDefault().isEmpty()) {
            return key.optional() ? "none" : "**must be given**";
        }
        return key.byDefault().equals("{}")
                ? "as below"
                : key.byDefault().equals("[]") ? "empty" : "`" + key.byDefault() + "`";
    }

    private static String allowed(Key key, RecordComponent component) {
        if (key.oneOf().length > 0) {
            String list = component.getType() == List.class ? "list: " : "";
            return list + "`" + String.join("`, `", key.oneOf()) + "`";
        }
        Class<?> type = itemType(component);
        String plural = component.getType() == List.class ? "list: " : "";
        if (type.isRecord()) {
            return plural.isEmpty() ? "keys below" : "list of the keys below";
        }
        if (type == boolean.class) {
            return "`true`, `false`";
        }
        String words = type == int.class ? "whole number" : key.form().words();
        return plural + words + (key.from().isEmpty() ? "" : ", " + key.from() + " to " + key.to());
    }

    private static Class<?> itemType(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                ? (Class<?>) list.getActualTypeArguments()[0]
                : component.getType();
    }
}
