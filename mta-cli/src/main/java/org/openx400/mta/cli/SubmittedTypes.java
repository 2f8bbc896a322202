package org.openx400.mta.cli;

import java.util.ArrayList;
import java.util.List;
import org.openx400.mta.cli.admin.AdminRefusal;
import org.openx400.mta.cli.admin.AdminRequest;
import org.openx400.mta.envelope.ContentType;
import org.openx400.mta.envelope.EncodedInformationTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Content type and encoded information types in a request: {@code "contentType":"22","eits":["ia5-text","2.6.1.12.0"]}. */
final class SubmittedTypes {
    private static final List<String> BUILT_IN = List.of(
            "unknown",
            "telex",
            "ia5-text",
            "g3-facsimile",
            "g4-class-1",
            "teletex",
            "videotex",
            "voice",
            "sfd",
            "mixed-mode");
    private static final int MAX_CONTENT_TYPE_DIGITS = 5;

    private SubmittedTypes() {}

    static void put(ObjectNode request, ContentType type, EncodedInformationTypes types) {
        request.put("contentType", type.toString());
        ArrayNode eits = request.putArray("eits");
        for (int bit = 0; bit < BUILT_IN.size(); bit++) {
            if (types.builtIn() != null && types.builtIn().bit(bit)) {
                eits.add(BUILT_IN.get(bit));
            }
        }
        types.extended().forEach(eits::add);
    }

    static ContentType contentType(String text) throws AdminRefusal {
        if (text.matches("\\d{1," + MAX_CONTENT_TYPE_DIGITS + "}")) {
            return new ContentType.BuiltIn(Integer.parseInt(text));
        }
        if (isObjectIdentifier(text)) {
            return new ContentType.Extended(text);
        }
        throw AdminRefusal.wrongUsage("'" + text + "' is neither a number nor an OBJECT IDENTIFIER");
    }

    static EncodedInformationTypes encodedInformationTypes(AdminRequest request) throws AdminRefusal {
        List<Integer> bits = new ArrayList<>();
        List<String> extended = new ArrayList<>();
        for (JsonNode eit : request.arguments().path("eits")) {
            String name = eit.asString("");
            if (BUILT_IN.contains(name)) {
                bits.add(BUILT_IN.indexOf(name));
            } else if (isObjectIdentifier(name)) {
                extended.add(name);
            } else {
                throw AdminRefusal.wrongUsage("no such encoded information type: '" + name + "'");
            }
        }
        EncodedInformationTypes builtIn = EncodedInformationTypes.ofBuiltIn(
                bits.stream().mapToInt(Integer::intValue).toArray());
        return new EncodedInformationTypes(builtIn.builtIn(), List.of(), extended);
    }

    private static boolean isObjectIdentifier(String text) {
        return text.length() <= 100 && text.matches("[0-2](\\.(0|[1-9]\\d{0,8})){1,20}");
    }
}
