package dev.gregor.config;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole configuration: the application, its routes and the experiments on them. */
public record GregorConfig(
        @Setting("The version of the configuration format; 1 is the only one so far")
        int version,

        @Setting(value = "The application, its cluster and its own endpoints", byDefault = "{}")
        Application application,

        @Setting("The routes by name: each takes a raw topic to a feature topic")
        Map<String, Route> routes,

        @Setting(value = "The experiments; of two on one route the earlier has precedence", byDefault = "[]")
        List<Experiment> experiments) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    public GregorConfig {
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
        experiments = List.copyOf(experiments);
        Checks checks = new Checks();
        checks.require(version == 1, "version", version + " is not a version that this Gregor reads; expected 1");
        checks.require(!routes.isEmpty(), "routes", "no route is declared; expected at least one");
        checkNames(checks, routes);
        checkTopics(checks, routes);
        checkExperiments(checks, routes, experiments);
        checks.done();
    }

    /** The experiments of one route, in the order of the file. */
    public List<Experiment> experimentsOf(String route) {
        return experiments.stream().filter(e -> e.route().equals(route)).toList();
    }

    @CrossCheck
    static void checkNames(Checks checks, Map<String, @Nullable Route> routes) {
        for (String name : routes.keySet()) {
            checks.require(
                    NAME.matcher(name).matches(),
                    "routes." + name,
                    "'" + name + "' is not a name of 1 to 100 letters, digits, '.', '_' or '-'");
        }
    }

    @CrossCheck
    static void checkTopics(Checks checks, Map<String, @Nullable Route> routes) {
        Map<TopicName, String> readers = new HashMap<>();
        Map<TopicName, String> writers = new HashMap<>();
        routes.forEach((name, route) -> {
            if (route == null) {
                return;
            }
            claim(checks, readers, route.from(), name, "from", "already feeds");
            claim(checks, writers, route.to(), name, "to", "is already written by");
            if (route.canary() != null) {
                claim(checks, writers, route.canary(), name, "canary", "is already written by");
            }
        });
    }

    private static void claim(
            Checks checks, Map<TopicName, String> owners, TopicName topic, String route, String setting, String does) {
        String owner = owners.putIfAbsent(topic, route);
        checks.require(
                owner == null,
                "routes." + route + "." + setting,
                "'" + topic + "' " + does + " the route '" + owner + "'; expected a topic of its own");
    }

    @CrossCheck
    static void checkExperiments(
            Checks checks, Map<String, @Nullable Route> routes, List<@Nullable Experiment> experiments) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            if (experiment == null) {
                continue;
            }
            String path = "experiments[" + i + "]";
            checks.require(
                    names.add(experiment.name()),
                    path + ".name",
                    "'" + experiment.name() + "' is the name of an earlier experiment; expected a name of its own");
            checkFormats(checks, path, experiment, routes.get(experiment.route()));
            checks.require(
                    routes.containsKey(experiment.route()),
                    path + ".route",
                    "'" + experiment.route() + "' is not a route; expected "
                            + Words.or(routes.keySet())
                            + Suggestion.didYouMean(experiment.route(), routes.keySet()));
        }
    }

    private static void checkFormats(Checks checks, String path, Experiment experiment, @Nullable Route route) {
        for (int i = 0; route != null && i < experiment.faults().size(); i++) {
            checks.require(
                    experiment.faults().get(i).worksOn(route.value()),
                    path + ".faults[" + i + "]",
                    "does not work on " + route.value().word() + ", as the route '" + experiment.route()
                            + "' carries; expected a fault that does, or a route with another 'value'");
        }
    }
}
