package org.openx400.mta.cli.decode;

import org.jspecify.annotations.Nullable;
import org.openx400.mta.cli.decode.Asn1Type.Component;
import org.openx400.mta.octets.BerReader;
import org.openx400.mta.octets.DecodeException;
import org.openx400.mta.octets.Octets;
import org.openx400.mta.octets.Tag;
import org.openx400.mta.octets.Tlv;

/**
 * Prints a BER value with the names that a type gives it. What the type does not name is printed all the same, with its
 * tag; a value that cannot be read ends its level with the reason.
 */
final class Asn1Printer {
    private static final String EXTENSION_TYPE = "ExtensionType";
    private static final String EXTENSION_VALUE = "ExtensionValue";

    /** Types of this name are passwords. */
    private static final String SECRET = "Secret";

    private final Asn1Module module = Asn1Module.x400();
    private final Report report;

    /** The number of the extension that is being printed, for the type of its value. */
    private String extension = "";

    Asn1Printer(Report report) {
        this.report = report;
    }

    /** A whole value of a named type. */
    void print(Octets octets, String typeName, int depth) {
        try {
            print(BerReader.single(octets, typeName), typeName, new Asn1Type.Reference(typeName), depth);
        } catch (DecodeException e) {
            report.fault(depth, e);
        }
    }

    private void print(Tlv tlv, String name, Asn1Type type, int depth) {
        try {
            if (type instanceof Asn1Type.Reference reference && reference.name().startsWith(SECRET)) {
                report.line(tlv.offset(), depth, name + ": (" + tlv.contents().length() + " octets, not shown)");
                return;
            }
            if (type instanceof Asn1Type.Reference reference && reference.name().equals(EXTENSION_VALUE)) {
                printExtensionValue(tlv, name, depth);
                return;
            }
            printResolved(tlv, name, type, module.resolved(type), depth);
        } catch (DecodeException e) {
            report.fault(depth + 1, e);
        }
    }

    private void printResolved(Tlv tlv, String name, Asn1Type type, Asn1Type resolved, int depth)
            throws DecodeException {
        if (resolved instanceof Asn1Type.Tagged tagged) {
            printTagged(tlv, name, tagged, depth);
        } else if (resolved instanceof Asn1Type.Choice choice) {
            int position = module.position(choice.alternatives(), 0, tlv.tag());
            if (position < 0) {
                printUnknown(tlv, name, depth);
            } else {
                Component alternative = choice.alternatives().get(position);
                print(tlv, name + "." + alternative.name(), alternative.type(), depth);
            }
        } else {
            printContents(tlv, name, type, resolved, depth);
        }
    }

    private void printTagged(Tlv tlv, String name, Asn1Type.Tagged tagged, int depth) throws DecodeException {
        if (!tlv.is(tagged.tag())) {
            printUnknown(tlv, name, depth);
            return;
        }
        Asn1Type inner = module.resolved(tagged.type());
        boolean explicit = tagged.explicit() || inner instanceof Asn1Type.Choice || inner instanceof Asn1Type.Any;
        if (explicit && tlv.constructed()) {
            print(tlv.explicit(name), name, tagged.type(), depth);
        } else if (inner instanceof Asn1Type.Tagged below && !explicit) {
            printContents(tlv, name, tagged.type(), module.resolved(below.type()), depth);
        } else {
            printContents(tlv, name, tagged.type(), inner, depth);
        }
    }

    /** The value's own tag has been seen to: what matters now are its contents. */
    private void printContents(Tlv tlv, String name, Asn1Type type, Asn1Type resolved, int depth)
            throws DecodeException {
        if (resolved instanceof Asn1Type.Structure structure) {
            report.line(tlv.offset(), depth, name);
            printComponents(tlv.children(name), name, structure, depth + 1);
        } else if (resolved instanceof Asn1Type.ListOf list) {
            report.line(tlv.offset(), depth, name);
            BerReader children = tlv.children(name);
            for (int number = 1; children.hasMore(); number++) {
                print(children.next(name), "[" + number + "]", list.element(), depth + 1);
            }
        } else if (resolved instanceof Asn1Type.Simple simple) {
            printSimple(tlv, name, type, simple, depth);
        } else {
            printUnknown(tlv, name, depth);
        }
    }

    private void printComponents(BerReader children, String name, Asn1Type.Structure structure, int depth)
            throws DecodeException {
        boolean ordered = structure.tag().equals(Tag.SEQUENCE);
        int next = 0;
        while (children.hasMore()) {
            Tlv child = children.next(name);
            int position = module.position(structure.components(), ordered ? next : 0, child.tag());
            if (position < 0) {
                printUnknown(child, "(unknown)", depth);
            } else {
                Component component = structure.components().get(position);
                print(child, component.name(), component.type(), depth);
                next = position + 1;
            }
        }
    }

    private void printSimple(Tlv tlv, String name, Asn1Type type, Asn1Type.Simple simple, int depth)
            throws DecodeException {
        if (simple.tag().equals(Tag.INTEGER) && tlv.constructed()) {
            // X.411 (1988) has the number of an extension under an explicit tag
            printSimple(tlv.explicit(name), name, type, simple, depth);
            return;
        }
        String text = ValueText.of(tlv, simple.tag(), simple.names(), name);
        if (type instanceof Asn1Type.Reference reference && reference.name().equals(EXTENSION_TYPE)) {
            extension = tlv.bigInteger(name).toString();
        }
        report.line(tlv.offset(), depth, name + ": " + text);
        Asn1Type containing = simple.containing();
        if (containing != null) {
            printContained(tlv.string(name), containing, depth + 1);
        }
    }

    private void printContained(Octets octets, Asn1Type type, int depth) {
        try {
            Tlv value = BerReader.single(octets, "content");
            if (module.matches(type, value.tag())) {
                report.line(0, depth, "(offsets count from the content's first octet)");
                print(value, "InformationObject", type, depth);
            }
        } catch (DecodeException anotherContentType) {
            report.line(0, depth, "(not an InformationObject: " + anotherContentType.getMessage() + ")");
        }
    }

    private void printExtensionValue(Tlv explicit, String name, int depth) throws DecodeException {
        Tlv value = explicit.is(Tag.context(2)) ? explicit.explicit(name) : explicit;
        String typeName = "Extension-" + extension;
        if (module.types().containsKey(typeName)) {
            print(value, name, new Asn1Type.Reference(typeName), depth);
        } else {
            printUnknown(value, name, depth);
        }
    }

    /** By tags alone. */
    private void printUnknown(Tlv tlv, @Nullable String name, int depth) throws DecodeException {
        String label = name + " " + ValueText.tag(tlv.tag());
        if (!tlv.constructed()) {
            report.line(tlv.offset(), depth, label + ": " + ValueText.of(tlv, tlv.tag(), java.util.Map.of(), "value"));
            return;
        }
        report.line(tlv.offset(), depth, label);
        BerReader children = tlv.children("value");
        while (children.hasMore()) {
            printUnknown(children.next("value"), "-", depth + 1);
        }
    }
}
