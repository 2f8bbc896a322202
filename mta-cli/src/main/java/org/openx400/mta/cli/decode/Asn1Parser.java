package org.openx400.mta.cli.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openx400.mta.cli.decode.Asn1Type.Component;
import org.openx400.mta.octets.Tag;

/** Reads the part of ASN.1 (X.680) that the shipped module uses: assignments of types, tags, named numbers and bits. */
final class Asn1Parser {
    private static final Pattern TOKEN = Pattern.compile("::=|[A-Za-z0-9][A-Za-z0-9-]*|[{}\\[\\](),]");
    private static final Pattern COMMENT = Pattern.compile("--[^\n]*");

    private static final Map<String, Tag> SIMPLE = Map.ofEntries(
            Map.entry("BOOLEAN", Tag.BOOLEAN),
            Map.entry("INTEGER", Tag.INTEGER),
            Map.entry("NULL", Tag.NULL),
            Map.entry("RELATIVE-OID", Tag.RELATIVE_OID),
            Map.entry("NumericString", Tag.NUMERIC_STRING),
            Map.entry("PrintableString", Tag.PRINTABLE_STRING),
            Map.entry("T61String", Tag.TELETEX_STRING),
            Map.entry("IA5String", Tag.IA5_STRING),
            Map.entry("UTCTime", Tag.UTC_TIME));

    private final List<String> tokens = new ArrayList<>();
    private int position;

    private Asn1Parser(String text) {
        Matcher matcher = TOKEN.matcher(COMMENT.matcher(text).replaceAll(""));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    /** Types by name. */
    static Map<String, Asn1Type> parse(String text) {
        Asn1Parser parser = new Asn1Parser(text);
        Map<String, Asn1Type> types = new LinkedHashMap<>();
        while (parser.position < parser.tokens.size()) {
            String name = parser.next();
            parser.expect("::=");
            types.put(name, parser.type());
        }
        return types;
    }

    private Asn1Type type() {
        if (take("[")) {
            return tagged();
        }
        String word = next();
        return switch (word) {
            case "SEQUENCE" -> structure(Tag.SEQUENCE);
            case "SET" -> structure(Tag.SET);
            case "CHOICE" -> new Asn1Type.Choice(components());
            case "ANY" -> new Asn1Type.Any();
            case "BIT" -> {
                expect("STRING");
                yield new Asn1Type.Simple(Tag.BIT_STRING, names(), null);
            }
            case "OCTET" -> {
                expect("STRING");
                yield new Asn1Type.Simple(Tag.OCTET_STRING, Map.of(), take("CONTAINING") ? type() : null);
            }
            case "OBJECT" -> {
                expect("IDENTIFIER");
                yield new Asn1Type.Simple(Tag.OBJECT_IDENTIFIER, Map.of(), null);
            }
            default ->
                SIMPLE.containsKey(word)
                        ? new Asn1Type.Simple(simple(word), names(), null)
                        : new Asn1Type.Reference(word);
        };
    }

    private static Tag simple(String word) {
        Tag tag = SIMPLE.get(word);
        if (tag == null) {
            throw new IllegalStateException("not a simple type: " + word);
        }
        return tag;
    }

    private Asn1Type tagged() {
        String word = next();
        Tag tag = switch (word) {
            case "APPLICATION" -> Tag.application(Integer.parseInt(next()));
            case "UNIVERSAL" -> Tag.universal(Integer.parseInt(next()));
            default -> Tag.context(Integer.parseInt(word));
        };
        expect("]");
        boolean explicit = take("EXPLICIT");
        return new Asn1Type.Tagged(tag, explicit, type());
    }

    private Asn1Type structure(Tag tag) {
        return take("OF") ? new Asn1Type.ListOf(tag, type()) : new Asn1Type.Structure(tag, components());
    }

    private List<Component> components() {
        expect("{");
        List<Component> components = new ArrayList<>();
        do {
            components.add(new Component(next(), type()));
        } while (take(","));
        expect("}");
        return List.copyOf(components);
    }

    private Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        if (take("{")) {
            do {
                String name = next();
                expect("(");
                names.put(Integer.parseInt(next()), name);
                expect(")");
            } while (take(","));
            expect("}");
        }
        return Map.copyOf(names);
    }

    private boolean take(String token) {
        boolean there = position < tokens.size() && tokens.get(position).equals(token);
        position += there ? 1 : 0;
        return there;
    }

    private String next() {
        return tokens.get(position++);
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new IllegalStateException("expected " + token + " but found " + tokens.get(position) + " behind "
                    + String.join(" ", tokens.subList(Math.max(0, position - 8), position)));
        }
    }
}
