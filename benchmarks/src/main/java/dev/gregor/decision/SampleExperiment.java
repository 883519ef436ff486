package dev.gregor.decision;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import java.util.Map;

/** The experiment that all benchmarks decide by, as a configuration declares it. */
public final class SampleExperiment {
    /** A fault that changes one field. */
    public static final String DROP = "faults: [{ drop-field: { field: distance } }]";

    /** The name of the experiment. */
    public static final String NAME = "measured";

    private SampleExperiment() {}

    /** The experiment with these settings. */
    static Experiment of(String... settings) {
        return config(settings).experiments().get(0);
    }

    /** The configuration with this experiment alone. */
    public static GregorConfig config(String... settings) {
        String yaml = """
                version: 1
                routes: { flights: { from: flights.raw, to: flights.features, value: json } }
                experiments:
                - name: %s
                  hypothesis: none
                  enabled: true
                  route: flights
                  %s
                """.formatted(NAME, String.join("\n  ", settings));
        try {
            ConfigLoader loader = new ConfigLoader(Catalogue.types(), Map.of());
            return loader.load("benchmark.yaml", yaml).config();
        } catch (InvalidConfig e) {
            throw new IllegalStateException(e);
        }
    }
}
