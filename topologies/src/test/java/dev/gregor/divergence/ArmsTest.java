package dev.gregor.divergence;

import static dev.gregor.config.MeasureName.ACCURACY_DROP;
import static dev.gregor.config.MeasureName.DUPLICATE_RATE;
import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.INVALID_RATE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_ERROR_RISE;
import static dev.gregor.config.MeasureName.MEAN_DIFFERENCE;
import static dev.gregor.config.MeasureName.RANK_BIASED_OVERLAP;
import static dev.gregor.divergence.Bench.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What can be set against each other besides pairs of the two arms: two control arms, two samples, true values, segments. */
class ArmsTest {
    private static final String GUARDED =
            "guardrails: [ { output: delay, measure: mean-absolute-difference, max: 2.0 } ]";

    private static String with(String settings) {
        return Bench.EXPERIMENT.formatted("one").replace("min-pairs: 1", "min-pairs: 1\n      " + settings);
    }

    @Test
    void theNoiseOfAModelIsMeasuredBetweenTwoControlArms() {
        try (Bench bench = new Bench(with("control-2: predictions.again"))) {
            for (int id = 0; id < 5; id++) {
                bench.control(id, 1_000, output(5, false));
                bench.pipe("predictions.again", id, 1_000, output(5.5, false));
                bench.treated(id, "one", 1_000, output(9, false));
            }
            bench.settle();

            assertThat(run(bench, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.NOISE)).isEqualTo("0.5/5");
            assertThat(run(bench, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED))
                    .isEqualTo("4.0/5");
            assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 5L));
        }
    }

    @Test
    void withoutACanaryTopicTreatedAndUntreatedOutputsAreTwoSamples() {
        String population = Bench.EXPERIMENT
                .formatted("one")
                .replaceAll("control: predictions\n *", "")
                .replace("mean-absolute-difference", "mean-difference");
        try (Bench bench = new Bench(population)) {
            for (int id = 0; id < 300; id++) {
                boolean isTreated = id % 3 == 0;
                String value = output(10 + id % 2 + (isTreated ? 3 : 0), isTreated);
                if (isTreated) {
                    bench.treated(id, "one", 1_000 + id, value);
                } else {
                    bench.treatment(id, 1_000 + id, value);
                }
            }
            bench.treatment(1, 1_500, output(1, true));
            bench.treated(1_000, "one", 1_500, "{}");
            bench.settle();

            assertThat(bench.outcomes("one"))
                    .isEqualTo(Map.of(
                            "treated", 101L, "untreated", 200L, "duplicate", 1L, "invalid", 1L, "invalid-treated", 1L));
            Estimate shift = bench.estimate(Bench.Subject.ofRun("one", "delay", MEAN_DIFFERENCE, Arm.TREATED))
                    .orElseThrow();
            assertThat(shift.value()).isCloseTo(3, within(0.02));
            assertThat(shift.low()).isGreaterThan(2);
            assertThat(shift.high()).isLessThan(4);
            assertThat(run(bench, "late", MeasureName.TOTAL_VARIATION, Arm.TREATED))
                    .isEqualTo("1.0/100");
            assertThat(run(bench, null, INVALID_RATE, Arm.UNTREATED)).isEqualTo("0.0/200");
        }
    }

    @Test
    void trueValuesAreJoinedToBothArmsWheneverTheyCome() {
        String labelled = with("truth: { topic: actuals, pair-by: header }")
                .replace("{ type: number }", "{ type: number, truth: actual.delay }")
                .replace("{ type: label }", "{ type: label, truth: actual.late }");
        try (Bench bench = new Bench(labelled)) {
            String truth = "{\"actual\":{\"delay\":6,\"late\":false}}";
            bench.pipe("actuals", 1, 500, truth);
            bench.control(1, 1_000, output(5, false));
            bench.treated(1, "one", 1_000, output(10, true));
            bench.control(2, 1_000, output(6, false));
            bench.treated(2, "one", 1_000, output(8, false));
            bench.control(3, 1_000, output(6, false));
            bench.treated(3, "one", 1_000, output(8, false));
            bench.settle();
            bench.pipe("actuals", 2, 99_000, truth);
            bench.settle();

            assertThat(run(bench, "delay", MEAN_ABSOLUTE_ERROR_RISE, Arm.TREATED))
                    .isEqualTo("2.5/2");
            assertThat(run(bench, "late", ACCURACY_DROP, Arm.TREATED)).isEqualTo("0.5/2");
            assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 3L));

            bench.pass(Duration.ofMinutes(61));
            assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 3L, "unlabelled", 1L));
        }
    }

    @Test
    void segmentsAreKeptApartAsFarAsAllowedAndTheRestGoesTogether() {
        String segmented = with("segment-by: value.origin\n      max-segments: 3");
        try (Bench bench = new Bench(segmented)) {
            for (int id = 0; id < 60; id++) {
                String origin = "A" + id % 6;
                bench.control(id, 1_000, "{\"delay\":5,\"late\":false,\"origin\":\"" + origin + "\"}");
                bench.treated(id, "one", 1_000, "{\"delay\":" + (6 + id % 6) + ",\"late\":false}");
                if (id == 30) {
                    bench.settle();
                }
            }
            bench.settle();

            List<Bench.Subject> kept = List.of("A0", "A1", "A2", "A3", "A4", "A5", "(other)").stream()
                    .map(segment ->
                            new Bench.Subject("one", null, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, segment))
                    .filter(subject -> !bench.number(subject).isEmpty())
                    .toList();
            // while fewer were known, others stood apart too; the last word on the rest counts them in
            assertThat(kept).hasSizeGreaterThanOrEqualTo(4);
            assertThat(bench.number(
                            new Bench.Subject("one", null, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED, "(other)")))
                    .endsWith("/30");
            assertThat(bench.number(new Bench.Subject(
                            "one", null, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.UNTREATED, "(other)")))
                    .isEmpty();
        }
    }

    @Test
    void noDuplicatesAreToldBySegmentSinceThatOfADecidedPairIsForgotten() {
        try (Bench bench = new Bench(with("segment-by: value.origin"))) {
            bench.control(1, 1_000, "{\"delay\":1,\"late\":true,\"origin\":\"DTW\"}");
            bench.treatment(1, 1_000, "{\"delay\":1,\"late\":true,\"origin\":\"DTW\"}");
            bench.settle();
            bench.treatment(1, 1_000, "{\"delay\":1,\"late\":true,\"origin\":\"DTW\"}");
            bench.settle();

            List<DivergenceEvent> rates = bench.numbers().stream()
                    .filter(each -> each.estimate().measure() == DUPLICATE_RATE)
                    .toList();
            assertThat(rates).isNotEmpty().allMatch(each -> each.segment() == null);
            assertThat(rates.get(rates.size() - 1).estimate().value()).isEqualTo(1);
        }
    }

    @Test
    void outputsOfAllTypesAreMeasuredByPath() {
        String many = Bench.EXPERIMENT
                .formatted("one")
                .replace("delay: { type: number }", """
                        p: { type: score, path: out.p }
                        items: { type: ranking, path: out.items, k: 2 }
                        point: { type: vector, path: out.point }
                        words: { type: text, path: out.words }""".indent(8).strip())
                .replace(GUARDED, "guardrails: [ { output: items, measure: rank-biased-overlap, min: 0.9 } ]");
        try (Bench bench = new Bench(many)) {
            String before =
                    "{\"late\":true,\"out\":{\"p\":0.5,\"items\":[\"a\",\"b\"],\"point\":[1,0],\"words\":\"on time\"}}";
            String after =
                    "{\"late\":true,\"out\":{\"p\":0.7,\"items\":[\"b\",\"a\"],\"point\":[0,1],\"words\":\"in time\"}}";
            String longer =
                    "{\"late\":true,\"out\":{\"p\":0.5,\"items\":[\"a\",\"b\"],\"point\":[1,0,0],\"words\":\"on time\"}}";
            bench.control(1, 1_000, before);
            bench.treated(1, "one", 1_000, after);
            bench.control(2, 1_000, before);
            bench.treated(2, "one", 1_000, longer);
            bench.settle();

            assertThat(run(bench, "p", MEAN_ABSOLUTE_DIFFERENCE, Arm.TREATED)).matches("0\\.(1|0999)[0-9]*/2");
            assertThat(run(bench, "items", RANK_BIASED_OVERLAP, Arm.TREATED)).endsWith("/2");
            assertThat(run(bench, "point", MeasureName.COSINE_DISTANCE, Arm.TREATED))
                    .isEqualTo("1.0/1");
            assertThat(run(bench, "words", MeasureName.EXACT_MATCH_RATE, Arm.TREATED))
                    .isEqualTo("0.5/2");
            assertThat(run(bench, "late", FLIP_RATE, Arm.TREATED)).isEqualTo("0.0/2");
            // points of two spaces cannot be compared
            assertThat(bench.outcomes("one")).isEqualTo(Map.of("treated", 2L, "invalid", 1L, "invalid-treated", 1L));
        }
    }

    @Test
    void whatHasNoPartnerIsListedOnRequest() {
        try (Bench bench = new Bench(with("list-outcomes: true"))) {
            bench.control(1, 1_000, output(5, false));
            bench.treatment(2, 1_000, output(5, false));
            bench.control(3, 1_000, output(5, false));
            bench.control(3, 1_000, output(5, false));
            bench.treatment(3, 1_000, "{}");
            bench.pass(Duration.ofSeconds(31));

            assertThat(bench.listed())
                    .containsExactlyInAnyOrder(
                            "duplicate flights.raw-0@3 control",
                            "invalid flights.raw-0@3 treatment",
                            "missing flights.raw-0@1 control",
                            "orphan flights.raw-0@2 treatment");
        }
    }

    @Test
    void pairsByKeyAreJoinedWhereTheyLieIfTopicsArePartitionedAlike() {
        String byKey = Bench.EXPERIMENT.formatted("one").replace("pair-by: header", "pair-by: key");
        for (boolean alike : new boolean[] {true, false}) {
            try (Bench bench = new Bench(byKey, alike)) {
                bench.raw(Side.CONTROL, "k1", 1_000, output(5, false));
                bench.raw(Side.TREATMENT, "k1", 1_000, output(7, false));
                bench.settle();

                assertThat(run(bench, "delay", MEAN_ABSOLUTE_DIFFERENCE, Arm.UNTREATED))
                        .isEqualTo("2.0/1");
            }
        }
    }

    private static String run(Bench bench, @Nullable String output, MeasureName measure, Arm arm) {
        return bench.number(Bench.Subject.ofRun("one", output, measure, arm));
    }
}
