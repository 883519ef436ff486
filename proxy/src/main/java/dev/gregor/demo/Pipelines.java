package dev.gregor.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The pipelines of the demo, by the raw topic of the route that they stand around. */
final class Pipelines {
    private static final Map<String, Function<Surroundings, Pipeline>> KINDS = kinds();

    private Pipelines() {}

    private static Map<String, Function<Surroundings, Pipeline>> kinds() {
        Map<String, Function<Surroundings, Pipeline>> kinds = new LinkedHashMap<>();
        kinds.put("flights.raw", FlightsPipeline::new);
        kinds.put("flights.avro.raw", FlightsPipeline::new);
        kinds.put("predictions.raw", ServingPipeline::new);
        kinds.put("training.raw", TrainingPipeline::new);
        kinds.put("models.raw", RegistryPipeline::new);
        kinds.put("flights.monitored.raw", MonitoredPipeline::new);
        kinds.put("alerts.raw", AlertsPipeline::new);
        return kinds;
    }

    /** @throws DemoFailure if there is none around such a raw topic */
    static Pipeline of(Surroundings where) {
        Function<Surroundings, Pipeline> kind = KINDS.get(where.raw());
        if (kind == null) {
            throw new DemoFailure("the demo has no pipeline around the raw topic '" + where.raw()
                    + "'; expected a route" + " from " + String.join(", ", KINDS.keySet()));
        }
        return kind.apply(where);
    }
}
