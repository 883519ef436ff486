package dev.gregor.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A node and where it stands in the document.
 *
 * @param path the way from the root, as {@code experiments[2].select.fraction}; empty for the root
 * @param key where the key of the node stands; for an item of a list where the item begins
 * @param secret whether no message may show what stands here or below
 */
record Place(Node node, String path, @Nullable Mark key, boolean secret) {
    private static final Pattern INDEXED = Pattern.compile("\\[(\\d{1,9})\\](.*)", Pattern.DOTALL);

    static Place root(Node node) {
        return new Place(node, "", node.getStartMark().orElse(null), false);
    }

    /** The same place, of whose value no message tells anything. */
    Place withheld() {
        return new Place(node, path, key, true);
    }

    /** Where the value begins. */
    @Nullable
    Mark start() {
        return node.getStartMark().orElse(null);
    }

    /** The place of an entry's value. */
    Place entry(NodeTuple entry) {
        String name = keyOf(entry);
        return new Place(
                entry.getValueNode(),
                below(name),
                entry.getKeyNode().getStartMark().orElse(null),
                secret);
    }

    /** The place of an item, counted from 0. */
    Place item(int index, Node item) {
        return new Place(item, path + "[" + index + "]", item.getStartMark().orElse(null), secret);
    }

    /** The path of a setting in this mapping, whether or not it is written. */
    String below(String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    /** The message with its setting in front. */
    String describe(String problem) {
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    static String keyOf(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Whether nothing is written here: an empty value, {@code ~} or {@code null} without quotes. */
    boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.isPlain() && isNothing(scalar.getValue());
    }

    static boolean isNothing(String plain) {
        return plain.isEmpty() || plain.equals("~") || plain.equalsIgnoreCase("null");
    }

    /** The place of a setting below this one; {@link Found#exact} says whether it is written, or only its mapping. */
    Found find(String relative) {
        if (relative.isEmpty()) {
            return new Found(this, true);
        }
        return step(relative).map(next -> next.place.find(next.rest)).orElse(new Found(this, false));
    }

    private Optional<Step> step(String relative) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(entry -> begins(relative, keyOf(entry)))
                    .max(Comparator.comparingInt(entry -> keyOf(entry).length()))
                    .map(entry -> new Step(
                            entry(entry),
                            withoutDot(relative.substring(keyOf(entry).length()))));
        }
        Matcher indexed = INDEXED.matcher(relative);
        if (!indexed.matches()) {
            return Optional.empty();
        }
        String rest = withoutDot(indexed.group(2));
        if (node instanceof SequenceNode sequence) {
            int index = Integer.parseInt(indexed.group(1));
            return index < sequence.getValue().size()
                    ? Optional.of(new Step(item(index, sequence.getValue().get(index)), rest))
                    : Optional.empty();
        }
        return Optional.of(new Step(this, rest)); // a single value stands for a list of one
    }

    /** Keys may hold dots themselves, so the longest that fits is meant. */
    private static boolean begins(String relative, String key) {
        return !key.isEmpty()
                && relative.startsWith(key)
                && (relative.length() == key.length() || ".[".indexOf(relative.charAt(key.length())) >= 0);
    }

    private static String withoutDot(String rest) {
        return rest.startsWith(".") ? rest.substring(1) : rest;
    }

    record Found(Place place, boolean exact) {}

    private record Step(Place place, String rest) {}
}
