package dev.gregor.config;

import dev.gregor.config.Shape.Bound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * One file of a configuration while it is loaded: the main one, or a further one that adds experiments on the routes of the main one.
 *
 * @param text without a byte order mark
 * @param root null where there is nothing to read, or it was reported
 * @param base the main file; null in the main file itself
 */
record ConfigFile(
        String text,
        Environment variables,
        Problems problemsSoFar,
        @Nullable Node root,
        @Nullable ConfigFile base) {
    private static final Set<String> OF_FURTHER = Set.of("version", "experiments");

    /** The main file. */
    static ConfigFile compose(String name, String text, Environment variables) {
        return compose(name, text, variables, null);
    }

    /** A file beside this one, which is the main one. */
    ConfigFile further(String name, String furtherText) {
        return compose(name, furtherText, variables, this);
    }

    private static ConfigFile compose(String name, String text, Environment variables, @Nullable ConfigFile base) {
        Problems problems = new Problems(name, variables);
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Node root = Yaml.compose(yaml, problems)
                .filter(node -> Structure.isSound(node, problems))
                .orElse(null);
        return new ConfigFile(yaml, variables, problems, root, base);
    }

    /** The configuration; in a further file, the main one with the experiments of this file in place of its own. Empty where anything was reported. */
    Optional<GregorConfig> bind(RecordShape shape) {
        Optional<Bound> bound = root == null ? Optional.empty() : bind(root, shape);
        if (bound.isPresent() && bound.get().value() instanceof GregorConfig config && problemsSoFar.isEmpty()) {
            return Optional.of(config);
        } else if (problemsSoFar.isEmpty()) {
            String expected = base == null ? "version, routes and experiments" : "a list of experiments";
            problemsSoFar.report(1, 1, "the file is empty; expected " + expected);
        }
        return Optional.empty();
    }

    /** Its part {@code application}, whatever the rest says; empty where anything was reported. */
    Optional<Application> bindApplication(RecordShape shape) {
        if (!(root instanceof MappingNode mapping)) {
            if (problemsSoFar.isEmpty()) {
                problemsSoFar.report(1, 1, "this is no mapping; expected version, routes and experiments");
            }
            return Optional.empty();
        }
        Place place = mapping.getValue().stream()
                .filter(member -> Place.keyOf(member).equals("application"))
                .map(Place.root(root)::entry)
                .findFirst()
                .orElseGet(() -> Place.root(Yaml.ofDefault("{}")));
        Bound bound = shape.read(place, new Reading(text, variables, problemsSoFar));
        return bound.value() instanceof Application application && problemsSoFar.isEmpty()
                ? Optional.of(application)
                : Optional.empty();
    }

    private Optional<Bound> bind(Node node, RecordShape shape) {
        Reading reading = new Reading(text, variables, problemsSoFar);
        Place place = Place.root(node);
        if (place.isNothing()) {
            return Optional.empty();
        }
        if (!(node instanceof MappingNode mapping)) {
            reading.reportKind(place, base == null ? shape.expected() : "a mapping with experiments");
            return Optional.empty();
        }
        if (base == null) {
            return Optional.of(shape.read(place, reading));
        }
        return isFurther(mapping, place, reading)
                ? Optional.of(shape.read(Place.root(onBase(mapping)), reading))
                : Optional.empty();
    }

    /** Whether it has nothing but experiments; what else there is is reported. */
    private static boolean isFurther(MappingNode mapping, Place place, Reading reading) {
        boolean isFurther = true;
        for (NodeTuple member : mapping.getValue()) {
            String key = Place.keyOf(member);
            if (!OF_FURTHER.contains(key)) {
                reading.reportAtKey(
                        place.entry(member),
                        "does not belong here; a file of 'experiments-from' has 'version' and 'experiments', and everything"
                                + " else stands in the main file");
                isFurther = false;
            }
        }
        return isFurther;
    }

    /** What the main file has, but for what this one brings. */
    private MappingNode onBase(MappingNode own) {
        List<NodeTuple> members = new ArrayList<>(own.getValue());
        Set<String> there = members.stream().map(Place::keyOf).collect(Collectors.toSet());
        if (base != null && base.root instanceof MappingNode main) {
            main.getValue().stream()
                    .filter(member -> !there.contains(Place.keyOf(member)))
                    .filter(member -> !Place.keyOf(member).equals("experiments"))
                    .forEach(members::add);
        }
        return new MappingNode(own.getTag(), true, members, own.getFlowStyle(), own.getStartMark(), own.getEndMark());
    }

    /** Reports each experiment of this file that has the name of an earlier one. */
    void reportTwins(List<Experiment> earlier, List<Experiment> own) {
        Set<String> names = earlier.stream().map(Experiment::name).collect(Collectors.toCollection(HashSet::new));
        for (int i = 0; i < own.size(); i++) {
            if (root != null && !names.add(own.get(i).name())) {
                Place place =
                        Place.root(root).find("experiments[" + i + "].name").place();
                problemsSoFar.report(
                        place.start(),
                        place.describe("'" + own.get(i).name()
                                + "' is the name of an experiment of an earlier file; expected a name of its own"));
            }
        }
    }

    List<Problem> problems() {
        return problemsSoFar.sorted();
    }

    InvalidConfig invalid() {
        return new InvalidConfig(problems());
    }

    /** That something is wrong with a setting, which only the world outside of the file shows. */
    InvalidConfig invalidAt(String path, String problem) {
        if (root != null) {
            Place place = Place.root(root).find(path).place();
            problemsSoFar.report(place.start(), place.describe(problem));
        }
        return invalid();
    }

    /** What all files together say, without the application. */
    static String excerpt(List<ConfigFile> files) {
        List<Node> roots = new ArrayList<>();
        files.forEach(each -> {
            if (each.root != null) {
                roots.add(each.root);
            }
        });
        return roots.isEmpty() ? "" : Excerpt.of(roots, files.get(0).variables);
    }
}
