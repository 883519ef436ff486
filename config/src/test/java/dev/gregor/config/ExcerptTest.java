package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final String FILE = """
            version: 1
            application: { id: secret-id, kafka: { bootstrap.servers: "h:1", sasl.jaas.config: "${PASSWORD}" } }
            routes: { flights: { from: "${TOPIC}", to: flights.features } }
            """;

    private static final String EXPERIMENTS = """
            experiments:
            - name: a
              hypothesis: "it holds: # even so"
              enabled: ${ON:-true}
              route: flights
              seed: ${SEED}
              select: &half { fraction: "${HALF}", where: "key == '$${x}' && 1 < 2" }
              faults:
              - drop-field: { field: distance }
              - delay: { by: 5s }
              - drop-record
            - { name: b, hypothesis: "2", route: flights, select: *half, faults: [ drop-record ] }
            """;

    private static final Map<String, String> VARIABLES =
            Map.of("PASSWORD", "hunter2", "TOPIC", "flights.raw", "SEED", "77", "HALF", "0.25");

    @Test
    void itMeansTheSameWithoutTheEnvironmentAndTheApplication() throws InvalidConfig {
        Loaded loaded = new ConfigLoader(SampleFaults.TYPES, VARIABLES).load("test.yaml", FILE + EXPERIMENTS);

        Loaded again = new ConfigLoader(SampleFaults.TYPES, Map.of()).load("excerpt", loaded.excerpt());

        assertThat(again.config().routes()).isEqualTo(loaded.config().routes());
        assertThat(again.config().experiments()).isEqualTo(loaded.config().experiments());
        assertThat(again.excerpt()).isEqualTo(loaded.excerpt());
        assertThat(loaded.excerpt()).contains("$${x}").doesNotContain("hunter2").doesNotContain("secret-id");
    }

    @Test
    void anExperimentThatIsSwitchedOffIsOffInTheExcerptTooAndTheRevisionIsAnother() throws InvalidConfig {
        Loaded loaded = new ConfigLoader(SampleFaults.TYPES, VARIABLES).load("test.yaml", FILE + EXPERIMENTS);

        Loaded off = Loaded.switched(loaded.config(), loaded.excerpt(), Map.of("a", false, "unknown", false));

        assertThat(off.config().experiments()).extracting(Experiment::enabled).containsExactly(false, false);
        assertThat(off.revision()).isNotEqualTo(loaded.revision());
        Loaded again = new ConfigLoader(SampleFaults.TYPES, Map.of()).load("excerpt", off.excerpt());
        assertThat(again.config().experiments()).isEqualTo(off.config().experiments());
        assertThat(again.revision()).isEqualTo(off.revision());
    }

    @Test
    void thereMayBeNoExperiments() throws InvalidConfig {
        ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, VARIABLES);

        Loaded again = loader.load("excerpt", loader.load("test.yaml", FILE).excerpt());

        assertThat(again.config().experiments()).isEmpty();
    }
}
