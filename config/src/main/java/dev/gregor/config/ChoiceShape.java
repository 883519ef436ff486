package dev.gregor.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One of several records by its name: {@code name: {settings}}, or the bare name where no setting is needed.
 *
 * @param what what the options are, for messages: "a fault"
 * @param plain the option that may also be written without its name, if there is one
 */
record ChoiceShape(
        String what, Map<String, Shape> options, @Nullable Shape plain) implements Shape {
    @Override
    public Bound read(Place place, Reading reading) {
        if (place.node() instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple entry = mapping.getValue().get(0);
            return read(Place.keyOf(entry), place.entry(entry), keyPlace(place, entry), reading);
        } else if (place.node() instanceof ScalarNode && !place.isNothing()) {
            return readScalar(place, reading);
        } else if (place.node() instanceof MappingNode mapping
                && !mapping.getValue().isEmpty()) {
            List<String> keys = mapping.getValue().stream()
                    .map(entry -> "'" + Place.keyOf(entry) + "'")
                    .toList();
            reading.report(
                    place,
                    String.join(" and ", keys) + " stand side by side; expected " + expected()
                            + ", its settings one level deeper");
        } else {
            reading.reportKind(place, expected());
        }
        return Bound.BROKEN;
    }

    private static Place keyPlace(Place place, NodeTuple entry) {
        return new Place(entry.getKeyNode(), place.path(), place.key(), place.secret());
    }

    private Bound read(String name, Place settings, Place naming, Reading reading) {
        Shape option = options.get(name);
        if (option == null) {
            reading.report(naming, notAnOption("'" + name + "'", name));
            return Bound.BROKEN;
        }
        return option.read(settings, reading);
    }

    private Bound readScalar(Place place, Reading reading) {
        Optional<Environment.Substituted> text = reading.text(place, expected());
        if (text.isEmpty()) {
            return Bound.BROKEN;
        }
        Shape option = options.get(text.get().text());
        if (option instanceof RecordShape) {
            String path = place.below(text.get().text());
            return option.read(new Place(nothingAt(place.node()), path, place.key(), place.secret()), reading);
        } else if (plain != null) {
            return plain.read(place, reading);
        }
        reading.report(
                place,
                notAnOption(
                        text.get().shown(),
                        text.get().isSecret() ? "" : text.get().text()));
        return Bound.BROKEN;
    }

    private static Node nothingAt(Node node) {
        return new ScalarNode(Tag.NULL, true, "", ScalarStyle.PLAIN, node.getStartMark(), node.getEndMark());
    }

    private String notAnOption(String shown, String word) {
        return shown + " is not " + what + "; expected " + Words.or(options.keySet())
                + Suggestion.didYouMean(word, options.keySet());
    }

    @Override
    public String expected() {
        String names = options.isEmpty() ? "" : ": " + Words.or(options.keySet());
        return plain == null ? what + names : plain.expected() + ", or " + what + names;
    }

    @Override
    public ObjectNode schema(Definitions definitions) {
        ObjectNode schema = Definitions.object();
        ArrayNode alternatives = schema.putArray("oneOf");
        options.forEach((name, option) -> {
            ObjectNode alternative =
                    alternatives.addObject().put("type", "object").put("additionalProperties", false);
            alternative.putObject("properties").set(name, optionSchema(option, definitions));
            alternative.putArray("required").add(name);
        });
        List<String> bare = options.entrySet().stream()
                .filter(option -> needsNothing(option.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (!bare.isEmpty()) {
            ArrayNode words = alternatives.addObject().putArray("enum");
            bare.forEach(words::add);
        }
        if (plain != null) {
            alternatives.add(plain.schema(definitions));
        }
        return schema;
    }

    private static ObjectNode optionSchema(Shape option, Definitions definitions) {
        if (!needsNothing(option)) {
            return option.schema(definitions);
        }
        ObjectNode schema = Definitions.object();
        schema.putArray("anyOf").add(option.schema(definitions)).addObject().put("type", "null");
        return schema;
    }

    private static boolean needsNothing(Shape option) {
        return option instanceof RecordShape record && record.needsNothing();
    }
}
