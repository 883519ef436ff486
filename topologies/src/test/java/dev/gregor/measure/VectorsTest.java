package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every value of measure-vectors.json, which scipy 1.17.1 and numpy 2.4.6 computed for the inputs that stand in the same file. Its 400
 * numbers of each arm are all kept exactly.
 */
class VectorsTest {
    private static final double RELATIVE = 1e-7; // percent: 1e-9
    private static final JsonNode VECTORS = read();

    @ParameterizedTest
    @CsvSource({
        "MEAN_DIFFERENCE, mean_difference",
        "MEAN_ABSOLUTE_DIFFERENCE, mean_absolute_difference",
        "ROOT_MEAN_SQUARE_DIFFERENCE, root_mean_square_difference",
        "MAX_ABSOLUTE_DIFFERENCE, max_absolute_difference",
        "CORRELATION, pearson_correlation",
        "KOLMOGOROV_SMIRNOV, ks_statistic",
        "KOLMOGOROV_SMIRNOV_P, ks_p_value_asymptotic",
        "WASSERSTEIN, wasserstein_1",
        "POPULATION_STABILITY_INDEX, psi_decile_bins_of_control_eps_1e-4",
        "JENSEN_SHANNON, jensen_shannon_distance_base2_decile_bins",
        "HELLINGER, hellinger_decile_bins",
        "TOTAL_VARIATION, total_variation_decile_bins",
        "MANN_WHITNEY, mann_whitney_u_of_treatment",
        "MANN_WHITNEY_P, mann_whitney_p_two_sided_asymptotic_no_continuity",
        "WILCOXON, wilcoxon_w_min",
        "WILCOXON_P, wilcoxon_p_asymptotic_zeros_dropped_no_continuity"
    })
    void numbersHaveTheValuesOfScipy(MeasureName measure, String name) {
        Estimate estimate = numbers().estimate(measure, "delay", Arm.TREATED, 0.05);

        assertThat(estimate.value()).isCloseTo(expected("numeric", name), withPercentage(RELATIVE));
        assertThat(estimate.n()).isEqualTo(400);
    }

    @Test
    void theConfidenceSequenceHasItsRadius() {
        JsonNode expect = VECTORS.at("/numeric/expect");
        Mean mean = Mean.unbounded(false);
        for (int i = 0; i < 400; i++) {
            mean.add(number("treatment", i) - number("control", i));
        }

        Interval bounds = new AsymptoticSequence(
                        expect.get("confidence_sequence_t_star").asDouble())
                .interval(
                        mean.n(),
                        mean.value(),
                        mean.deviation(),
                        expect.get("confidence_sequence_alpha").asDouble());

        assertThat((bounds.high() - bounds.low()) / 2)
                .isCloseTo(expect.get("confidence_sequence_radius").asDouble(), withPercentage(RELATIVE));
    }

    @ParameterizedTest
    @CsvSource({
        "FLIP_RATE, flip_rate",
        "TOTAL_VARIATION, total_variation",
        "JENSEN_SHANNON, jensen_shannon_distance_base2",
        "CHI_SQUARE, chi_square_statistic",
        "CHI_SQUARE_P, chi_square_p",
        "KAPPA, cohen_kappa",
        "MCNEMAR_P, mcnemar_exact_p"
    })
    void labelsHaveTheValuesOfScipy(MeasureName measure, String name) {
        Estimate estimate = labels().estimate(measure, "late", Arm.TREATED, 0.05);

        assertThat(estimate.value()).isCloseTo(expected("categorical", name), withPercentage(RELATIVE));
    }

    @Test
    void labelsHaveTheirConfusionMatrix() {
        Shape.Matrix matrix = (Shape.Matrix) labels().shape().orElseThrow();

        assertThat(matrix.labels()).containsExactly("early", "late", "on_time");
        assertThat(matrix.counts().stream()
                        .map(row -> row.stream().mapToLong(Long::longValue).sum()))
                .containsExactly(74L, 120L, 206L);
        JsonNode expect = VECTORS.at("/categorical/expect");
        assertThat(matrix.counts().get(0).get(1) + matrix.counts().get(2).get(1))
                .isEqualTo(expect.get("mcnemar_late_n01").asLong());
        assertThat(matrix.counts().get(1).get(0) + matrix.counts().get(1).get(2))
                .isEqualTo(expect.get("mcnemar_late_n10").asLong());
    }

    private static Summary numbers() {
        Summary summary = Summary.empty(new Output(Output.Type.NUMBER, null), Summary.Detail.RUN, false);
        for (int i = 0; i < 400; i++) {
            summary.add(
                    new OutputValue.Quantity(number("control", i)),
                    new OutputValue.Quantity(number("treatment", i)),
                    0);
        }
        return summary;
    }

    private static Summary labels() {
        Output output = new Output(Output.Type.LABEL, null, null, "late", null, null);
        Summary summary = Summary.empty(output, Summary.Detail.RUN, false);
        for (int i = 0; i < 400; i++) {
            summary.add(
                    new OutputValue.Label(
                            VECTORS.at("/categorical/control/" + i).asText()),
                    new OutputValue.Label(
                            VECTORS.at("/categorical/treatment/" + i).asText()),
                    0);
        }
        return summary;
    }

    private static double number(String arm, int i) {
        return VECTORS.at("/numeric/" + arm + "/" + i).asDouble();
    }

    private static double expected(String kind, String name) {
        return VECTORS.get(kind).get("expect").get(name).asDouble();
    }

    private static JsonNode read() {
        try (InputStream in = VectorsTest.class.getResourceAsStream("/measure-vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
