package org.openx400.mta.cli.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.openx400.mta.cli.decode.Asn1Type.Component;
import org.openx400.mta.octets.Tag;

/** The types that can be named, and which values are of which type. */
final class Asn1Module {
    private static final Asn1Module X400 = load("x400.asn1");

    private final Map<String, Asn1Type> types;

    private Asn1Module(Map<String, Asn1Type> types) {
        this.types = types;
    }

    /** P1, IPM, RTSE, ACSE and presentation. */
    static Asn1Module x400() {
        return X400;
    }

    private static Asn1Module load(String resource) {
        try (InputStream in = Asn1Module.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: " + resource);
            }
            return new Asn1Module(Asn1Parser.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Asn1Type> types() {
        return types;
    }

    Asn1Type named(String name) {
        Asn1Type type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("no such type: " + name);
        }
        return type;
    }

    /** The type itself, references followed. */
    Asn1Type resolved(Asn1Type type) {
        Asn1Type resolved = type;
        while (resolved instanceof Asn1Type.Reference reference) {
            resolved = named(reference.name());
        }
        return resolved;
    }

    /** Whether a value with this tag can be of the type. */
    boolean matches(Asn1Type type, Tag tag) {
        Asn1Type resolved = resolved(type);
        if (resolved instanceof Asn1Type.Choice choice) {
            return choice.alternatives().stream().anyMatch(alternative -> matches(alternative.type(), tag));
        }
        if (resolved instanceof Asn1Type.Structure structure) {
            return structure.tag().equals(tag);
        }
        if (resolved instanceof Asn1Type.ListOf list) {
            return list.tag().equals(tag);
        }
        if (resolved instanceof Asn1Type.Tagged tagged) {
            return tagged.tag().equals(tag);
        }
        if (resolved instanceof Asn1Type.Simple simple) {
            return simple.tag().equals(tag);
        }
        return true;
    }

    /** The first component from this position on that a value with this tag can be; -1 if there is none. */
    int position(List<Component> components, int from, Tag tag) {
        for (int i = from; i < components.size(); i++) {
            if (matches(components.get(i).type(), tag)) {
                return i;
            }
        }
        return -1;
    }
}
