package dev.gregor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
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
    private static final String EXPERIMENTS = "experiments";
    private static final JsonScalarResolver KINDS = new JsonScalarResolver();

    private final Environment variables;

    private Excerpt(Environment variables) {
        this.variables = variables;
    }

    /**
     * All but the application, with the experiments of other files behind those of the first.
     *
     * @param roots of files that were found to be valid, the main one first
     */
    static String of(List<Node> roots, Environment variables) {
        if (!(roots.get(0) instanceof MappingNode root)) {
            return "";
        }
        Excerpt excerpt = new Excerpt(variables);
        List<NodeTuple> members = new ArrayList<>();
        for (NodeTuple member : root.getValue()) {
            boolean isLeftOut = isNamed(member, "application") || (roots.size() > 1 && isNamed(member, EXPERIMENTS));
            if (!isLeftOut) {
                members.add(new NodeTuple(member.getKeyNode(), excerpt.settled(member.getValueNode())));
            }
        }
        if (roots.size() > 1) {
            List<Node> all = roots.stream()
                    .flatMap(each -> experiments(each).stream())
                    .map(excerpt::settled)
                    .toList();
            members.add(new NodeTuple(plain(Tag.STR, EXPERIMENTS), new SequenceNode(Tag.SEQ, all, FlowStyle.BLOCK)));
        }
        return text(new MappingNode(root.getTag(), members, root.getFlowStyle()));
    }

    /** The items under {@code experiments}. */
    private static List<Node> experiments(Node root) {
        List<Node> items = new ArrayList<>();
        if (root instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                if (isNamed(member, EXPERIMENTS) && member.getValueNode() instanceof SequenceNode sequence) {
                    items.addAll(sequence.getValue());
                }
            }
        }
        return items;
    }

    /**
     * The same with some experiments switched.
     *
     * @param yaml an excerpt
     * @param switched whether an experiment is on, by its name; what is not there stays as it is
     */
    static String switched(String yaml, Map<String, Boolean> switched) {
        if (!(Yaml.ofDefault(yaml) instanceof MappingNode root)) {
            return yaml;
        }
        List<NodeTuple> members = root.getValue().stream()
                .map(member -> isNamed(member, EXPERIMENTS)
                        ? new NodeTuple(member.getKeyNode(), switched(member, switched))
                        : member)
                .toList();
        return text(new MappingNode(root.getTag(), members, root.getFlowStyle()));
    }

    private static Node switched(NodeTuple experiments, Map<String, Boolean> switched) {
        if (!(experiments.getValueNode() instanceof SequenceNode sequence)) {
            return experiments.getValueNode();
        }
        List<Node> items = sequence.getValue().stream()
                .map(item -> {
                    Boolean on = item instanceof MappingNode experiment ? switched.get(name(experiment)) : null;
                    return on == null ? item : switched((MappingNode) item, on);
                })
                .toList();
        return new SequenceNode(sequence.getTag(), items, sequence.getFlowStyle());
    }

    private static Node switched(MappingNode experiment, boolean on) {
        List<NodeTuple> settings = new ArrayList<>(experiment.getValue());
        settings.removeIf(setting -> isNamed(setting, "enabled"));
        settings.add(new NodeTuple(plain(Tag.STR, "enabled"), plain(Tag.BOOL, Boolean.toString(on))));
        return new MappingNode(experiment.getTag(), settings, experiment.getFlowStyle());
    }

    private static ScalarNode plain(Tag tag, String text) {
        return new ScalarNode(tag, text, ScalarStyle.PLAIN);
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
