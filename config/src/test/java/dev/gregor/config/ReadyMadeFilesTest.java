package dev.gregor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.SampleFaults.DropField;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyMadeFilesTest {
    private final ConfigLoader loader = new ConfigLoader(SampleFaults.TYPES, Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"distance-goes-missing", "control-run", "distance-becomes-text"})
    void everyReadyMadeExperimentIsACompleteConfiguration(String name) throws InvalidConfig {
        GregorConfig config =
                loader.load(Path.of("experiments", name + ".yaml")).config();

        assertThat(config.experiments()).extracting(Experiment::name).containsExactly(name);
        assertThat(config.experiments()).allMatch(Experiment::enabled);
        assertThat(config.application().kafka()).containsEntry("bootstrap.servers", "localhost:9092");
    }

    @Test
    void theDefaultConfigurationSaysWhatTheDesignSays() throws InvalidConfig {
        GregorConfig config = loader.load(Path.of("gregor.yaml")).config();

        Experiment experiment = config.experiments().get(0);
        assertThat(experiment.select().fraction()).isEqualTo(new Fraction(0.05));
        assertThat(experiment.select().where()).isEqualTo(new Expression("value.distance > 500"));
        assertThat(experiment.faults()).containsExactly(new DropField(List.of(new FieldPath("distance"))));
        assertThat(experiment.guardrails())
                .containsExactly(new Guardrail("delay_minutes", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, 2.0, 2));
        assertThat(config.application().http().token()).isEmpty();
    }

    @Test
    void theControlRunHasNoFault() throws InvalidConfig {
        Experiment experiment = loader.load(Path.of("experiments/control-run.yaml"))
                .config()
                .experiments()
                .get(0);

        assertThat(experiment.isAA()).isTrue();
        assertThat(experiment.measure())
                .isNotNull()
                .satisfies(measure -> assertThat(measure.window()).isEqualTo(Duration.ofDays(1)));
    }
}
