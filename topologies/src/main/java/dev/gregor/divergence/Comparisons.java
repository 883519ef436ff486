package dev.gregor.divergence;

import dev.gregor.config.GregorConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The comparisons that a configuration asks for. */
final class Comparisons {
    private final Map<Long, Comparison> byId = new LinkedHashMap<>();
    private final Map<String, Measured> experiments = new LinkedHashMap<>();

    private Comparisons() {}

    static Comparisons of(GregorConfig config) {
        Comparisons comparisons = new Comparisons();
        Map<Comparison.Key, List<Measured>> groups = new LinkedHashMap<>();
        config.experiments().forEach(experiment -> {
            if (experiment.measure() != null) {
                Measured measured = Measured.of(experiment, experiment.measure());
                comparisons.experiments.put(measured.name(), measured);
                Comparison.Key.of(measured)
                        .forEach(key -> groups.computeIfAbsent(key, k -> new ArrayList<>())
                                .add(measured));
            }
        });
        groups.forEach((key, group) -> {
            Comparison comparison = Comparison.of(key, sources(config, group), group);
            comparisons.byId.put(comparison.id(), comparison);
        });
        return comparisons;
    }

    private static Set<String> sources(GregorConfig config, List<Measured> group) {
        Set<String> sources = new TreeSet<>();
        group.forEach(measured -> Optional.ofNullable(
                        config.routes().get(measured.experiment().route()))
                .ifPresent(route -> sources.add(route.from().value())));
        return sources;
    }

    Collection<Comparison> all() {
        return byId.values();
    }

    /** The comparison of this id; null if no experiment asks for it any more. */
    @Nullable
    Comparison byId(long id) {
        return byId.get(id);
    }

    /** All measured experiments, in the order of the file. */
    Collection<Measured> experiments() {
        return experiments.values();
    }

    Optional<Measured> experiment(String name) {
        return Optional.ofNullable(experiments.get(name));
    }

    /** The topics that carry outputs and true values, sorted. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        all().forEach(comparison -> topics.addAll(comparison.topics()));
        return topics;
    }
}
