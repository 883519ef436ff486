package dev.gregor.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    public GregorConfig {
        if (version != 1) {
            throw new InvalidSetting("version", version + " is not a version that this Gregor reads; expected 1");
        }
        if (routes.isEmpty()) {
            throw new InvalidSetting("routes", "no route is declared; expected at least one");
        }
        routes = Map.copyOf(routes);
        experiments = List.copyOf(experiments);
        checkRoutes(routes);
        checkExperiments(routes, experiments);
    }

    /** The experiments of one route, in the order of the file. */
    public List<Experiment> experimentsOf(String route) {
        return experiments.stream().filter(e -> e.route().equals(route)).toList();
    }

    private static void checkRoutes(Map<String, Route> routes) {
        Set<TopicName> sources = new HashSet<>();
        Set<TopicName> targets = new HashSet<>();
        routes.forEach((name, route) -> {
            if (!sources.add(route.from())) {
                throw new InvalidSetting(
                        "routes." + name + ".from", "'" + route.from() + "' already feeds another route");
            }
            for (TopicName target : route.targets()) {
                if (!targets.add(target)) {
                    throw new InvalidSetting("routes." + name, "'" + target + "' is already written by another route");
                }
            }
        });
    }

    private static void checkExperiments(Map<String, Route> routes, List<Experiment> experiments) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < experiments.size(); i++) {
            Experiment experiment = experiments.get(i);
            if (!names.add(experiment.name())) {
                throw new InvalidSetting(
                        "experiments[" + i + "].name",
                        "'" + experiment.name() + "' is the name of an earlier experiment; expected a name of its own");
            }
            if (!routes.containsKey(experiment.route())) {
                throw new InvalidSetting(
                        "experiments[" + i + "].route",
                        "'" + experiment.route() + "' is not a route; expected one of "
                                + String.join(
                                        ", ", routes.keySet().stream().sorted().toList()));
            }
        }
    }
}
