package org.openx400.mta.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where in a YAML text each key and each value stands, by JSON pointer. Refuses what a configuration has no use for:
 * anchors, aliases, tags, keys given twice, keys that are not text, and deep nesting.
 */
final class YamlText {
    private static final int MAXIMUM_DEPTH = 16;

    /** A place in the text, both from 1. */
    record Place(int line, int column) {
        static Place of(Optional<Mark> mark) {
            return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(new Place(0, 0));
        }
    }

    /** Something that the text must not have. */
    record Complaint(Place place, String pointer, String message) {}

    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private final List<Complaint> complaints = new ArrayList<>();

    private YamlText() {}

    static YamlText read(String text) {
        YamlText yaml = new YamlText();
        LoadSettings settings = LoadSettings.builder()
                .setLabel("configuration")
                .setAllowNonScalarKeys(true)
                .build();
        try {
            yaml.checkEvents(new Parse(settings).parseString(text));
            if (yaml.complaints.isEmpty()) {
                new Compose(settings).composeString(text).ifPresent(root -> yaml.visit(root, ""));
            }
        } catch (MarkedYamlEngineException e) {
            yaml.complaints.add(new Complaint(Place.of(e.getProblemMark()), "", "is not YAML: " + problem(e)));
        } catch (YamlEngineException e) {
            yaml.complaints.add(new Complaint(new Place(0, 0), "", "is not YAML: " + e.getMessage()));
        }
        return yaml;
    }

    /** What is wrong, and in what that began earlier: a bracket or quote that is not closed shows only later. */
    private static String problem(MarkedYamlEngineException e) {
        String problem = e.getProblem();
        if (problem.startsWith("but found another document")) {
            return "a second document (---) begins here";
        }
        String context = String.valueOf(e.getContext()); // null says nothing
        int began = Place.of(e.getContextMark()).line();
        boolean earlier = began > 0 && began < Place.of(e.getProblemMark()).line();
        return context.startsWith("while ") && earlier
                ? problem + ", " + context + " that begins in line " + began
                : problem;
    }

    List<Complaint> complaints() {
        return complaints;
    }

    /** Where the value stands, or the nearest one around it. */
    Place ofValue(String pointer) {
        return nearest(values, pointer);
    }

    /** Where the key stands, or the nearest value around it. */
    Place ofKey(String pointer) {
        Place place = keys.get(pointer);
        return place == null ? ofValue(pointer) : place;
    }

    private static Place nearest(Map<String, Place> places, String pointer) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Place place = places.get(at);
            if (place != null) {
                return place;
            }
            if (at.isEmpty()) {
                return new Place(1, 1);
            }
        }
    }

    private void checkEvents(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            Place place = Place.of(event.getStartMark());
            if (event instanceof AliasEvent) {
                complaints.add(new Complaint(place, "", "aliases (*) are not allowed"));
            } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
                complaints.add(new Complaint(place, "", "anchors (&) are not allowed"));
            }
            if (tag(event).isPresent()) {
                complaints.add(new Complaint(place, "", "tags (!) are not allowed"));
            }
            if (event instanceof CollectionStartEvent && ++depth > MAXIMUM_DEPTH) {
                complaints.add(new Complaint(place, "", "is nested too deeply"));
                return;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private void visit(Node node, String pointer) {
        values.put(pointer, Place.of(node.getStartMark()));
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> visitEntry(entry, pointer));
        } else if (node instanceof SequenceNode sequence) {
            int index = 0;
            for (Node item : sequence.getValue()) {
                visit(item, pointer + "/" + index++);
            }
        }
    }

    private void visitEntry(NodeTuple entry, String parent) {
        Place place = Place.of(entry.getKeyNode().getStartMark());
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            complaints.add(new Complaint(place, parent, "has a key that is not text"));
            return;
        }
        String pointer = parent + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
        Place first = keys.putIfAbsent(pointer, place);
        if (first != null) {
            complaints.add(new Complaint(place, pointer, "is given twice, first in line " + first.line()));
            return;
        }
        visit(entry.getValueNode(), pointer);
    }
}
