package org.openx400.mta.config;

import java.nio.file.Path;

/** One difference between two configurations, in the words of the file. The text form never shows a password. */
public sealed interface ConfigurationChange {
    /** {@code key} or {@code connectors[name].key}. */
    String key();

    /**
     * @param key of the list or section
     * @param value what the new configuration has more; empty if the key tells it
     */
    record Added(String key, String value) implements ConfigurationChange {
        @Override
        public String toString() {
            return value.isEmpty() ? key + " added" : key + " added: " + value;
        }
    }

    /**
     * @param key of the list or section
     * @param value what the new configuration has no longer; empty if the key tells it
     */
    record Removed(String key, String value) implements ConfigurationChange {
        @Override
        public String toString() {
            return value.isEmpty() ? key + " removed" : key + " removed: " + value;
        }
    }

    /**
     * @param before text of the old value
     * @param after text of the new one
     */
    record Replaced(String key, String before, String after) implements ConfigurationChange {
        @Override
        public String toString() {
            return key + ": " + before + " -> " + after;
        }
    }

    /**
     * What a file says to which the configuration points.
     *
     * @param file that stayed where it was
     */
    record ContentChanged(String key, Path file) implements ConfigurationChange {
        @Override
        public String toString() {
            return key + ": " + file + " has changed";
        }
    }

    /** Another password, which is all that is told of it. */
    record PasswordChanged(String key) implements ConfigurationChange {
        @Override
        public String toString() {
            return key + " changed";
        }
    }
}
