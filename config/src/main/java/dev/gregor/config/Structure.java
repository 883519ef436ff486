package dev.gregor.config;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Checks what any document must have, whatever it means: every key is a word and appears once, nothing refers to itself,
 * and aliases do not expand to more than anybody would write.
 */
final class Structure {
    private static final long LARGEST = 100_000;
    private static final long IN_PROGRESS = -1;

    private final Problems problems;
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    private Structure(Problems problems) {
        this.problems = problems;
    }

    /** Whether the document is safe to walk; duplicate keys are reported, but safe. */
    static boolean isSound(Node root, Problems problems) {
        long size = new Structure(problems).size(root);
        if (size > LARGEST) {
            problems.report(
                    root.getStartMark().orElse(null),
                    "the aliases of this file expand to more than " + LARGEST + " values");
        }
        return size >= 0 && size <= LARGEST;
    }

    /** The number of nodes below, with aliases expanded, up to a bound; negative if the node refers to itself. */
    private long size(Node node) {
        Long known = sizes.putIfAbsent(node, IN_PROGRESS);
        if (known != null) {
            if (known == IN_PROGRESS) {
                problems.report(node.getStartMark().orElse(null), "this value contains itself through an alias");
            }
            return known;
        }
        long size = 1;
        String tag = node.getTag().getValue();
        if (!tag.startsWith("tag:yaml.org,2002:") && !node.getTag().equals(Tag.ENV_TAG)) {
            problems.report(
                    node.getStartMark().orElse(null),
                    "a tag has no meaning here; expected none, or a value in quotes if it begins with '!'");
        }
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                size = plus(size, size(item));
            }
        } else if (node instanceof MappingNode mapping) {
            checkKeys(mapping);
            for (NodeTuple entry : mapping.getValue()) {
                size = plus(plus(size, size(entry.getKeyNode())), size(entry.getValueNode()));
            }
        }
        sizes.put(node, size);
        return size;
    }

    private static long plus(long a, long b) {
        return a < 0 || b < 0 ? IN_PROGRESS : Math.min(a + b, LARGEST + 1);
    }

    private void checkKeys(MappingNode mapping) {
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.report(key.getStartMark().orElse(null), "a list or mapping stands for a key; expected a word");
                continue;
            }
            int line = key.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
            Integer first = lines.putIfAbsent(scalar.getValue(), line);
            if (first != null) {
                problems.report(
                        key.getStartMark().orElse(null),
                        "'" + scalar.getValue() + "' appears twice in this mapping, first in line " + first
                                + "; expected it once");
            }
        }
    }
}
