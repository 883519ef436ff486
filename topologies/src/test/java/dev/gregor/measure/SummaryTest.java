package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.measure.OutputValue.Label;
import dev.gregor.measure.OutputValue.Quantity;
import dev.gregor.measure.OutputValue.Ranking;
import dev.gregor.measure.OutputValue.Text;
import dev.gregor.measure.OutputValue.Vector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryTest {
    private static final double ALPHA = 0.05;

    private record Pair(OutputValue control, OutputValue treatment, int cluster) {
        Pair turned() {
            return new Pair(/* control= */ treatment, /* treatment= */ control, cluster);
        }
    }

    /** However the pairs of numbers and labels are shared out, and in whatever order they come and merge. */
    @Property(tries = 300)
    void noOrderAndNoGroupingChangesTheBytes(
            @ForAll Output.Type type,
            @ForAll boolean clustered,
            @ForAll @IntRange(max = 300) int size,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Pair> pairs = pairs(type, size, random);
        Summary whole = summary(type, clustered, pairs);
        Collections.shuffle(pairs, random);

        Summary merged = merged(parts(type, clustered, pairs, random), random);

        assertThat(merged.n()).isEqualTo(size);
        if (type == Output.Type.NUMBER || type == Output.Type.LABEL) {
            assertThat(Bytes.of(merged::write)).isEqualTo(Bytes.of(whole::write));
        }
        assertThat(values(type, merged)).isEqualTo(values(type, whole));
    }

    /** Where numbers are bounded, their order within a part counts, but not the order in which parts merge. */
    @Property(tries = 300)
    void partsMergeInAnyOrder(
            @ForAll Output.Type type,
            @ForAll boolean clustered,
            @ForAll @IntRange(max = 200) int size,
            @ForAll long seed) {
        List<Summary> parts = parts(type, clustered, pairs(type, size, new Random(seed)), new Random(seed));

        Summary one = merged(parts.stream().map(p -> copy(type, clustered, p)).toList(), new Random(seed));
        Summary other = merged(parts.stream().map(p -> copy(type, clustered, p)).toList(), new Random(~seed));

        assertThat(Bytes.of(other::write)).isEqualTo(Bytes.of(one::write));
    }

    @Property(tries = 300)
    void bytesGoThereAndBackAndCountOn(
            @ForAll Output.Type type,
            @ForAll boolean clustered,
            @ForAll @IntRange(max = 200) int size,
            @ForAll long seed) {
        Random random = new Random(seed);
        Summary summary = summary(type, clustered, pairs(type, size, random));
        Summary read = copy(type, clustered, summary);

        assertThat(Bytes.of(read::write)).isEqualTo(Bytes.of(summary::write));
        for (Pair pair : pairs(type, 20, random)) {
            summary.add(pair.control, pair.treatment, pair.cluster);
            read.add(pair.control, pair.treatment, pair.cluster);
        }
        assertThat(Bytes.of(read::write)).isEqualTo(Bytes.of(summary::write));
        for (MeasureName measure : measures(type)) {
            assertThat(read.estimate(measure, "x", Arm.TREATED, ALPHA))
                    .isEqualTo(summary.estimate(measure, "x", Arm.TREATED, ALPHA));
        }
    }

    @Property(tries = 300)
    void armsThatAreTheSameLieNowhereApart(
            @ForAll Output.Type type, @ForAll @IntRange(min = 1, max = 300) int size, @ForAll long seed) {
        Summary summary = Summary.empty(output(type), Summary.Detail.WINDOW, false);
        for (Pair pair : pairs(type, size, new Random(seed))) {
            summary.add(pair.control, pair.control, 0);
        }

        for (MeasureName measure : measures(type)) {
            Estimate estimate = summary.estimate(measure, "x", Arm.TREATED, ALPHA);
            double same = switch (measure) {
                case KOLMOGOROV_SMIRNOV_P,
                        MANN_WHITNEY_P,
                        CHI_SQUARE_P,
                        MCNEMAR_P,
                        CORRELATION,
                        KAPPA,
                        OVERLAP_AT_K,
                        RANK_BIASED_OVERLAP,
                        KENDALL_TAU,
                        EXACT_MATCH_RATE,
                        TOKEN_JACCARD -> 1;
                case MANN_WHITNEY -> size * (double) size / 2;
                default -> 0;
            };
            if (!Double.isNaN(estimate.value())) {
                assertThat(estimate.value()).as(measure.word()).isCloseTo(same, within(1e-12));
            }
            assertThat(estimate.low()).isLessThanOrEqualTo(same + 1e-12);
            assertThat(estimate.high()).isGreaterThanOrEqualTo(same - 1e-12);
        }
    }

    @Property(tries = 300)
    void distancesThatAreSymmetricAreSo(
            @ForAll Output.Type type, @ForAll @IntRange(min = 1, max = 100) int size, @ForAll long seed) {
        List<Pair> pairs = pairs(type, size, new Random(seed));
        Summary one = summary(type, false, pairs);
        Summary other = summary(type, false, pairs.stream().map(p -> p.turned()).toList());

        for (MeasureName measure : measures(type)) {
            switch (measure) {
                case MEAN_DIFFERENCE -> assertThat(value(other, measure)).isEqualTo(-value(one, measure));
                case MANN_WHITNEY ->
                    assertThat(value(other, measure)).isEqualTo((double) size * size - value(one, measure));
                case POPULATION_STABILITY_INDEX ->
                    assertThat(value(one, measure)).isNotNegative();
                case JENSEN_SHANNON, HELLINGER, TOTAL_VARIATION -> {
                    // for numbers over bins of the control
                    if (type == Output.Type.LABEL) {
                        assertSame(one, other, measure);
                    }
                }
                default -> assertSame(one, other, measure);
            }
        }
    }

    /** The invariants of MEASURES.md. */
    @Property(tries = 300)
    void marginalDistancesAreAtMostThoseOfThePairs(@ForAll @IntRange(min = 1, max = 120) int size, @ForAll long seed) {
        List<Pair> numbers = pairs(Output.Type.NUMBER, size, new Random(seed));
        List<Pair> labels = pairs(Output.Type.LABEL, size, new Random(seed));
        Summary ofNumbers = summary(Output.Type.NUMBER, false, numbers);
        Summary ofLabels = summary(Output.Type.LABEL, false, labels);
        double disagreement =
                numbers.stream().filter(p -> !p.control.equals(p.treatment)).count() / (double) size;

        assertThat(value(ofNumbers, MeasureName.WASSERSTEIN))
                .isLessThanOrEqualTo(value(ofNumbers, MeasureName.MEAN_ABSOLUTE_DIFFERENCE) * (1 + 1e-12));
        assertThat(value(ofNumbers, MeasureName.KOLMOGOROV_SMIRNOV)).isLessThanOrEqualTo(disagreement + 1e-12);
        assertThat(value(ofNumbers, MeasureName.TOTAL_VARIATION)).isLessThanOrEqualTo(disagreement + 1e-12);
        assertThat(value(ofLabels, MeasureName.TOTAL_VARIATION))
                .isLessThanOrEqualTo(value(ofLabels, MeasureName.FLIP_RATE) + 1e-12);
    }

    @ParameterizedTest
    @EnumSource(Output.Type.class)
    void withoutPairsNothingIsKnown(Output.Type type) {
        Summary summary = Summary.empty(output(type), Summary.Detail.RUN, true);

        for (MeasureName measure : measures(type)) {
            Estimate estimate = summary.estimate(measure, "x", Arm.UNTREATED, ALPHA);
            assertThat(estimate.value()).as(measure.word()).isNaN();
            assertThat(estimate.n()).isZero();
        }
        assertThat(summary.shape()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Output.Type.class)
    void everyGuardedMeasureHasBoundsOnceThereAreEnoughPairs(Output.Type type) {
        for (boolean clustered : new boolean[] {false, true}) {
            Summary summary = summary(type, clustered, pairs(type, 300, new Random(1)));
            for (MeasureName measure : measures(type)) {
                Estimate estimate = summary.estimate(measure, "x", Arm.TREATED, ALPHA);
                if (measure.canBeGuarded()) {
                    assertThat(estimate.low()).as(measure.word()).isFinite().isLessThanOrEqualTo(estimate.value());
                    assertThat(estimate.high()).as(measure.word()).isFinite().isGreaterThanOrEqualTo(estimate.value());
                    assertThat(measure.isNeverNegative() && estimate.low() < 0).isFalse();
                } else {
                    assertThat(estimate.low()).isInfinite();
                    assertThat(estimate.high()).isInfinite();
                }
            }
        }
    }

    @Test
    void vectorsOfDifferentLengthsAreNotCounted() {
        Summary summary = Summary.empty(output(Output.Type.VECTOR), Summary.Detail.RUN, false);

        assertThat(summary.add(new Vector(new double[] {1}), new Vector(new double[] {1, 2}), 0))
                .isFalse();
        assertThat(summary.n()).isZero();
    }

    @Test
    void anotherKindIsRefused() {
        Summary numbers = Summary.empty(output(Output.Type.NUMBER), Summary.Detail.RUN, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers.merge(summary(Output.Type.LABEL, false, List.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers.merge(summary(Output.Type.SCORE, false, List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> numbers.add(new Label("a"), new Label("a"), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> numbers.estimate(MeasureName.FLIP_RATE, "x", Arm.TREATED, ALPHA));
        assertThat(numbers.n()).isZero();
    }

    @Test
    void populationsAreComparedAsTwoSamples() {
        Summary numbers = Summary.empty(output(Output.Type.NUMBER), Summary.Detail.RUN, false);
        Summary labels = Summary.empty(output(Output.Type.LABEL), Summary.Detail.RUN, false);
        for (int i = 0; i < 400; i++) {
            numbers.addControl(new Quantity(i % 100));
            labels.addControl(new Label(i % 4 == 0 ? "late" : "on-time"));
            if (i % 2 == 0) {
                numbers.addTreatment(new Quantity(i % 100 + 30));
                labels.addTreatment(new Label(i % 4 == 0 ? "late" : "on-time"));
            }
        }

        Estimate difference = numbers.estimate(MeasureName.MEAN_DIFFERENCE, "x", Arm.TREATED, ALPHA);
        assertThat(difference.value()).isCloseTo(29.5, within(1e-12));
        assertThat(difference.n()).isEqualTo(200);
        assertThat(difference.low()).isBetween(10.0, 29.0);
        assertThat(difference.high()).isBetween(30.0, 50.0);
        assertThat(value(numbers, MeasureName.MEAN_ABSOLUTE_DIFFERENCE)).isNaN();
        assertThat(value(labels, MeasureName.TOTAL_VARIATION)).isCloseTo(0.25, within(1e-12));
        assertThat(value(labels, MeasureName.FLIP_RATE)).isNaN();
        assertThat(value(labels, MeasureName.KAPPA)).isNaN();
        assertThat(labels.shape())
                .contains(new Shape.Counts(List.of("late", "on-time"), List.of(100L, 300L), List.of(100L, 100L)));
    }

    @Test
    void flipsStayExactAmongTooManyLabels() {
        Summary summary = Summary.empty(output(Output.Type.LABEL), Summary.Detail.RUN, false);
        for (int i = 0; i < 1_000; i++) {
            summary.add(new Label("gate " + i % 200), new Label("gate " + (i % 10 == 0 ? -1 : i % 200)), 0);
        }

        assertThat(value(summary, MeasureName.FLIP_RATE)).isEqualTo(0.1);
        assertThat(value(summary, MeasureName.KAPPA)).isNaN();
        assertThat(value(summary, MeasureName.TOTAL_VARIATION)).isLessThanOrEqualTo(0.1 + 1e-12);
        Shape.Matrix matrix = (Shape.Matrix) summary.shape().orElseThrow();
        assertThat(matrix.labels()).hasSize(51).last().isEqualTo("(other)");
        assertThat(matrix.counts().stream()
                        .flatMap(List::stream)
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(1_000);
    }

    @Test
    void aHistogramHasCommonBinsAndCountsEverything() {
        Summary summary = summary(
                Output.Type.NUMBER,
                false,
                IntStream.range(0, 1_000)
                        .mapToObj(i -> new Pair(new Quantity(i == 0 ? -1e9 : i), new Quantity(i + 100), 0))
                        .toList());

        Shape.Histogram histogram = (Shape.Histogram) summary.shape().orElseThrow();

        assertThat(histogram.edges()).hasSize(41).isSorted();
        assertThat(histogram.edges().get(0)).isBetween(0.0, 10.0);
        assertThat(histogram.control().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1_000);
        assertThat(histogram.treatment().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1_000);
    }

    @Test
    void quantilesOfManyDifferencesAreWithinOnePercent() {
        Random random = new Random(1);
        Summary summary = Summary.empty(output(Output.Type.NUMBER), Summary.Detail.WINDOW, false);
        List<Double> distances = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double control = 100 * random.nextGaussian();
            double treatment = control + random.nextGaussian();
            summary.add(new Quantity(control), new Quantity(treatment), 0);
            distances.add(Math.abs(treatment - control));
        }
        Collections.sort(distances);

        assertThat(value(summary, MeasureName.QUANTILE_DIFFERENCE_P50))
                .isCloseTo(distances.get(10_000), within(0.01 * distances.get(10_000)));
        assertThat(value(summary, MeasureName.QUANTILE_DIFFERENCE_P99))
                .isCloseTo(distances.get(19_800), within(0.01 * distances.get(19_800)));
    }

    private static void assertSame(Summary one, Summary other, MeasureName measure) {
        double value = value(one, measure);
        if (Double.isNaN(value)) {
            assertThat(value(other, measure)).isNaN();
        } else {
            assertThat(value(other, measure))
                    .as(measure.word())
                    .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
        }
    }

    private static Map<MeasureName, Double> values(Output.Type type, Summary summary) {
        Map<MeasureName, Double> values = new EnumMap<>(MeasureName.class);
        measures(type).forEach(measure -> values.put(measure, value(summary, measure)));
        return values;
    }

    private static double value(Summary summary, MeasureName measure) {
        return summary.estimate(measure, "x", Arm.TREATED, ALPHA).value();
    }

    private static List<MeasureName> measures(Output.Type type) {
        return MeasureName.of(type).stream().filter(m -> !m.needsTruth()).toList();
    }

    private static Output output(Output.Type type) {
        boolean number = type == Output.Type.NUMBER || type == Output.Type.SCORE;
        return new Output(type, null, number ? 0.1 : null, type == Output.Type.LABEL ? "1" : null, null, null);
    }

    private static Summary summary(Output.Type type, boolean clustered, List<Pair> pairs) {
        Summary summary = Summary.empty(output(type), Summary.Detail.WINDOW, clustered);
        pairs.forEach(
                p -> assertThat(summary.add(p.control, p.treatment, p.cluster)).isTrue());
        return summary;
    }

    private static Summary copy(Output.Type type, boolean clustered, Summary summary) {
        return Bytes.read(
                Bytes.of(summary::write), in -> Summary.read(output(type), Summary.Detail.WINDOW, clustered, in));
    }

    private static List<Summary> parts(Output.Type type, boolean clustered, List<Pair> pairs, Random random) {
        List<Summary> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(Summary.empty(output(type), Summary.Detail.WINDOW, clustered));
        }
        pairs.forEach(p -> parts.get(random.nextInt(parts.size())).add(p.control, p.treatment, p.cluster));
        return parts;
    }

    private static Summary merged(List<Summary> parts, Random random) {
        List<Summary> left = new ArrayList<>(parts);
        while (left.size() > 1) {
            Summary part = left.remove(random.nextInt(left.size()));
            left.get(random.nextInt(left.size())).merge(part);
        }
        return left.get(0);
    }

    /** Pairs of which about half are the same on both sides; numbers and labels are more than are kept apart. */
    private static List<Pair> pairs(Output.Type type, int size, Random random) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            OutputValue control = value(type, random);
            pairs.add(new Pair(control, random.nextBoolean() ? control : value(type, random), random.nextInt(40)));
        }
        return pairs;
    }

    private static OutputValue value(Output.Type type, Random random) {
        return switch (type) {
            case NUMBER -> new Quantity(random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
            case SCORE -> new Quantity(random.nextDouble());
            case LABEL -> new Label(Integer.toString((int) Math.abs(40 * random.nextGaussian())));
            case RANKING -> {
                List<String> items = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g"));
                Collections.shuffle(items, random);
                yield new Ranking(items.subList(0, 3 + random.nextInt(4)));
            }
            case VECTOR -> new Vector(new double[] {random.nextGaussian(), random.nextGaussian()});
            case TEXT -> new Text(random.nextInt(3) + " flights of " + random.nextInt(100) + " are late");
        };
    }
}
