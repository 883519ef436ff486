package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;

/** A part of a configuration as YAML that needs no environment: what the file meant when it was loaded. */
final class Excerpt {
    private static final JsonScalarResolver KINDS = new JsonScalarResolver();

    private final Environment variables;

    private Excerpt(Environment variables) {
        this.variables = variables;
    }

    /**
     * All but one member of the root.
     *
     * @param yaml a file that was found to be valid
     */
    static String without(String member, String yaml, Environment variables) {
        if (!(Yaml.ofDefault(yaml) instanceof MappingNode root)) {
            return "";
        }
        Excerpt excerpt = new Excerpt(variables);
        List<NodeTuple> members = root.getValue().stream()
                .filter(tuple -> !(tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(member)))
                .map(tuple -> new NodeTuple(tuple.getKeyNode(), excerpt.settled(tuple.getValueNode())))
                .toList();
        return text(new MappingNode(root.getTag(), members, root.getFlowStyle()));
    }

    /**
     * The same with some experiments switched off.
     *
     * @param yaml an excerpt
     */
    static String off(String yaml, Set<String> names) {
        if (!(Yaml.ofDefault(yaml) instanceof MappingNode root)) {
            return yaml;
        }
        List<NodeTuple> members = root.getValue().stream()
                .map(tuple ->
                        isNamed(tuple, "experiments") ? new NodeTuple(tuple.getKeyNode(), off(tuple, names)) : tuple)
                .toList();
        return text(new MappingNode(root.getTag(), members, root.getFlowStyle()));
    }

    private static Node off(NodeTuple experiments, Set<String> names) {
        if (!(experiments.getValueNode() instanceof SequenceNode sequence)) {
            return experiments.getValueNode();
        }
        List<Node> items = sequence.getValue().stream()
                .map(item -> item instanceof MappingNode experiment && names.contains(name(experiment))
                        ? off(experiment)
                        : item)
                .toList();
        return new SequenceNode(sequence.getTag(), items, sequence.getFlowStyle());
    }

    private static Node off(MappingNode experiment) {
        List<NodeTuple> settings = new ArrayList<>(experiment.getValue());
        settings.removeIf(setting -> isNamed(setting, "enabled"));
        settings.add(new NodeTuple(
                new ScalarNode(Tag.STR, "enabled", ScalarStyle.PLAIN),
                new ScalarNode(Tag.BOOL, "false", ScalarStyle.PLAIN)));
        return new MappingNode(experiment.getTag(), settings, experiment.getFlowStyle());
    }

    private static String name(MappingNode experiment) {
        return experiment.getValue().stream()
                .filter(setting -> isNamed(setting, "name"))
                .map(setting -> setting.getValueNode() instanceof ScalarNode name ? name.getValue() : "")
                .findFirst()
                .orElse("");
    }

    private static boolean isNamed(NodeTuple tuple, String name) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    /** The node with what its variables stood for in their places. */
    private Node settled(Node node) {
        if (node instanceof MappingNode mapping) {
            List<NodeTuple> members = mapping.getValue().stream()
                    .map(tuple -> new NodeTuple(tuple.getKeyNode(), settled(tuple.getValueNode())))
                    .toList();
            return new MappingNode(mapping.getTag(), members, mapping.getFlowStyle());
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue().stream().map(this::settled).toList();
            return new SequenceNode(sequence.getTag(), items, sequence.getFlowStyle());
        } else if (node instanceof ScalarNode scalar && scalar.getValue().contains("${")) {
            String text = variables.substitute(scalar.getValue()).text().replace("${", "$${");
            Tag tag = scalar.getScalarStyle() == ScalarStyle.PLAIN ? KINDS.resolve(text, true) : Tag.STR;
            return new ScalarNode(tag, text, scalar.getScalarStyle());
        }
        return node;
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        StreamDataWriter out = new StreamDataWriter() {
            @Override
            public void write(String part) {
                text.append(part);
            }

            @Override
            public void write(String part, int from, int length) {
                text.append(part, from, from + length);
            }
        };
        new Dump(DumpSettings.builder().build()).dumpNode(node, out);
        return text.toString();
    }
}
