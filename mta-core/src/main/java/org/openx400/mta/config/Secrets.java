package org.openx400.mta.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.jspecify.annotations.Nullable;
import org.openx400.mta.connector.Secret;

/** Fetches the secrets that a configuration refers to. No message shows one. */
final class Secrets {
    /** ub-password-length of X.411. */
    private static final int MAXIMUM_LENGTH = 62;

    private static final int MAXIMUM_FILE = 4096;

    private final Path folder;
    private final Surroundings.Environment environment;
    private final Faults faults;

    Secrets(Path folder, Surroundings.Environment environment, Faults faults) {
        this.folder = folder;
        this.environment = environment;
        this.faults = faults;
    }

    Secret fetch(@Nullable String reference, String pointer) {
        if (reference == null) {
            return Secret.NONE;
        }
        String what = reference.substring(reference.indexOf(':') + 1);
        String text = reference.startsWith("env:") ? fromEnvironment(what, pointer) : fromFile(what, pointer);
        if (text.length() > MAXIMUM_LENGTH) {
            faults.value(pointer, "is longer than " + MAXIMUM_LENGTH + " characters");
            return Secret.NONE;
        }
        if (text.chars().anyMatch(c -> c > 0xff)) {
            faults.value(pointer, "has characters beyond ISO 8859-1");
            return Secret.NONE;
        }
        return Secret.of(text);
    }

    private String fromEnvironment(String name, String pointer) {
        String text = environment.get(name);
        if (text == null) {
            faults.value(pointer, "names the environment variable " + name + ", which is not set");
            return "";
        }
        return text;
    }

    private String fromFile(String name, String pointer) {
        Path file = folder.resolve(name);
        try {
            if (Files.size(file) > MAXIMUM_FILE) {
                faults.value(pointer, "names the file " + file + ", which is too large for a secret");
                return "";
            }
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                faults.warn(pointer, "names the file " + file + ", which everybody can read: chmod o-r " + file);
            }
            return Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
        } catch (CharacterCodingException e) {
            faults.value(pointer, "names the file " + file + ", which is not UTF-8");
        } catch (IOException e) {
            faults.value(pointer, "names the file " + file + ", which cannot be read");
        }
        return "";
    }
}
