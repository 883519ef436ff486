package dev.gregor.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of REFERENCE.md, sections 1 to 3, that are of a measure of ours, to as many digits as stand there. Left out is what is no
 * measure here: exact p-values of Kolmogorov-Smirnov, Mann-Whitney and Wilcoxon, and corrections for continuity (the asymptotic
 * ones without correction are the convention), Cohen's d, t-tests, the fit of one sample to given shares, rankings and Kendall's tau
 * with ties (a ranking has none), average overlap, Kullback-Leibler, Deequ's robust variant, and the sequences that are not used.
 * Sample ratios, multinomials and corrections for many tests are the judge's.
 */
class ReferenceTest {
    private static final double EXACT = 1e-12;

    @Test
    void wassersteinIsTheAreaBetweenTheDistributionFunctions() {
        assertThat(Wasserstein.distance(Distribution.of(0, 1, 3), Distribution.of(5, 6, 8)))
                .isCloseTo(5, within(EXACT));
        assertThat(Wasserstein.distance(
                        new Distribution(new double[] {0, 1}, new long[] {3, 1}),
                        new Distribution(new double[] {0, 1}, new long[] {2, 2})))
                .isCloseTo(0.25, within(EXACT));
        assertThat(Wasserstein.distance(
                        new Distribution(new double[] {3.4, 3.9, 7.5, 7.8}, new long[] {14, 9, 31, 72}),
                        new Distribution(new double[] {1.4, 4.5}, new long[] {35, 32})))
                .isCloseTo(4.078133143804786, within(EXACT));
    }

    @Test
    void jensenShannonIsADistanceWithBaseTwo() {
        assertThat(shares(new long[] {1, 0, 0}, new long[] {0, 1, 0}).jensenShannon())
                .isCloseTo(1, within(EXACT));
        assertThat(shares(new long[] {2, 0}, new long[] {1, 1}).jensenShannon() * Math.sqrt(Math.log(2)))
                .isCloseTo(0.464501404022459, within(EXACT));
        assertThat(Math.pow(
                        shares(new long[] {2, 2, 0, 0}, new long[] {0, 1, 1, 2}).jensenShannon(), 2))
                .isCloseTo(0.65563906222, within(1e-11));
        assertThat(Math.pow(shares(new long[] {1, 3}, new long[] {0, 4}).jensenShannon(), 2))
                .isCloseTo(0.13792538096, within(2e-11));
    }

    @Test
    void theLargestDifferenceOfSharesIsThatOfOtherTools() {
        assertThat(shares(new long[] {1, 9}, new long[] {3, 7}).largestDifference())
                .isCloseTo(0.2, within(EXACT));
        assertThat(shares(new long[] {0, 9, 1}, new long[] {3, 7, 0}).largestDifference())
                .isCloseTo(0.3, within(EXACT));
        assertThat(shares(new long[] {10, 20, 25, 10, 5}, new long[] {11, 20, 25, 10, 10})
                        .largestDifference())
                .isCloseTo(0.06015037593984962, within(EXACT));
        assertThat(shares(new long[] {10, 20, 25, 10, 5, 0}, new long[] {20, 0, 25, 10, 10, 11})
                        .largestDifference())
                .isCloseTo(0.2857142857142857, within(EXACT));
        assertThat(shares(new long[] {2, 2, 2, 0}, new long[] {2, 2, 2, 1}).largestDifference())
                .isCloseTo(1 / 7.0, within(EXACT));
        assertThat(shares(new long[] {2, 2, 2}, new long[] {0, 5, 0}).largestDifference())
                .isCloseTo(2 / 3.0, within(EXACT));
    }

    @Test
    void distancesOfCountsAreThoseOfEvidently() {
        Frequencies counts = shares(new long[] {16, 18, 16, 14, 12, 12}, new long[] {16, 16, 16, 16, 16, 8});

        assertThat(counts.hellinger()).isCloseTo(0.0681277437, within(1e-10));
        assertThat(counts.totalVariation()).isCloseTo(0.0681818, within(1e-7));
        assertThat(counts.largestDifference()).isCloseTo(0.0454545, within(1e-7));
        assertThat(counts.jensenShannon()).isCloseTo(0.0817342, within(1e-7));
        assertThat(counts.populationStabilityIndex()).isCloseTo(0.0372184, within(1e-7));
    }

    @Test
    void thePopulationStabilityIndexHasItsClosedForm() {
        assertThat(shares(new long[] {2, 3, 5}, new long[] {3, 3, 4}).populationStabilityIndex())
                .isCloseTo(0.0628608659, within(1e-10));
        assertThat(shares(new long[] {5, 5}, new long[] {4, 6}).populationStabilityIndex())
                .isCloseTo(0.1 * Math.log(1.5), within(EXACT));
        assertThat(shares(
                                new long[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 10},
                                new long[] {8, 9, 10, 11, 12, 10, 10, 10, 10, 10})
                        .populationStabilityIndex())
                .isCloseTo(0.0101160091, within(1e-10));
    }

    @Test
    void anEmptyBinCountsAsOneInTenThousand() {
        assertThat(shares(new long[] {5, 5, 0}, new long[] {5, 0, 5}).populationStabilityIndex())
                .isCloseTo(2 * (0.5 - 1e-4) * Math.log(0.5 / 1e-4), within(EXACT));
    }

    /** Of 500 pairs of samples of one law; MEASURES.md, "What is primary". */
    @Test
    void withoutAnyChangeTheIndexIsAboutWhatIsExpected() {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            Distribution control = Distribution.of(random.doubles(400).toArray());
            Distribution treatment = Distribution.of(random.doubles(600).toArray());
            sum += Frequencies.byDeciles(control, treatment).populationStabilityIndex();
        }

        assertThat(sum / 500).isCloseTo(Frequencies.expectedStabilityIndex(400, 600), withPercentage(10));
    }

    /** The closed forms for two normal laws a shift apart, of 20,000 of their quantiles, which are kept exactly and rounded. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.197413, 0.638163", "1, 0.382925, 0.760250"})
    void shiftedNormalsHaveTheirClosedForms(double shift, double kolmogorovSmirnov, double area) {
        double[] normal = IntStream.range(0, 20_000)
                .mapToDouble(i -> NormalDistribution.of(0, 1).inverseCumulativeProbability((i + 0.5) / 20_000))
                .toArray();
        double[] shifted = Arrays.stream(normal).map(x -> x + shift).toArray();
        List<ToDoubleFunction<Distribution[]>> measures = List.of(
                d -> Wasserstein.distance(d[0], d[1]),
                d -> KolmogorovSmirnov.of(d[0], d[1]).distance(),
                d -> MannWhitney.areaUnderCurve(d[0], d[1]));
        double[] expected = {shift, kolmogorovSmirnov, area};
        Distribution[] exact = {Distribution.of(normal), Distribution.of(shifted)};
        Distribution[] rounded = {rounded(normal), rounded(shifted)};

        for (int i = 0; i < expected.length; i++) {
            assertThat(measures.get(i).applyAsDouble(exact)).isCloseTo(expected[i], within(1e-4));
            assertThat(measures.get(i).applyAsDouble(rounded)).isCloseTo(expected[i], within(0.01));
        }
    }

    @Test
    void identicalSamplesAreLargerThanEachOtherHalfOfTheTime() {
        Distribution sample = Distribution.of(1, 2, 3, 4, 5);

        assertThat(MannWhitney.areaUnderCurve(sample, sample)).isEqualTo(0.5);
    }

    @Test
    void rankBiasedOverlapHasItsClosedForm() {
        assertThat(overlap("abcde", "bacde")).isCloseTo(0.9, within(EXACT));
        assertThat(overlap("abcde", "edcba")).isCloseTo(0.737775, within(EXACT));
        assertThat(overlap("abc", "bca")).isCloseTo(0.855, within(EXACT));
    }

    @Test
    void cosineAndKappaAreThoseOfTheTextbooks() {
        assertThat(Vectors.cosineDistance(new double[] {1, 1, 0}, new double[] {0, 1, 0}))
                .isCloseTo(0.2928932, within(1e-7));
        assertThat(Kappa.of(new long[][] {{45, 15}, {25, 15}})).isCloseTo(0.1304348, within(1e-7));
    }

    @Test
    void kolmogorovSmirnovIsTheLargestDistance() {
        assertThat(KolmogorovSmirnov.of(Distribution.of(1, 2, 3, 4, 5), Distribution.of(6, 7, 8, 9, 10))
                        .distance())
                .isEqualTo(1);
        assertThat(KolmogorovSmirnov.of(Distribution.of(1, 2, 3, 4), Distribution.of(2, 3, 4, 5))
                        .distance())
                .isEqualTo(0.25);
    }

    /** The three values that Marsaglia, Tsang and Wang (2003) print, in the regions of two methods. */
    @ParameterizedTest
    @CsvSource({
        "10, 0.274, 0.62847961545657504264",
        "2000, 0.04, 0.99676943191713676985",
        "16000, 0.016, 0.99945234913828052085"
    })
    void kolmogorovsLawIsThatOfMarsaglia(double n, double d, double within) {
        assertThat(KolmogorovLaw.exceeds(d, n)).isCloseTo(1 - within, withPercentage(1e-6));
    }

    /** Where one method gives way to another: from 140 to 141 numbers, and from distances of which n d^2 is below 2.2. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1.0, 1.4, 2.0})
    void theMethodsForKolmogorovsLawAgreeWhereTheyMeet(double scaled) {
        double few = KolmogorovLaw.exceeds(Math.sqrt(scaled / 140), 140);
        double many = KolmogorovLaw.exceeds(Math.sqrt(scaled / 141), 141);
        assertThat(many).isCloseTo(few, within(2e-4));
        for (double n : new double[] {200, 5_000, 20_000}) {
            assertThat(KolmogorovLaw.exceeds(Math.sqrt(2.2 / n) + 1e-13, n))
                    .isCloseTo(KolmogorovLaw.exceeds(Math.sqrt(2.2 / n) - 1e-13, n), withPercentage(0.002));
        }
        assertThat(KolmogorovLaw.exceeds(Math.sqrt(scaled * 2 / 20_001), 20_001))
                .isCloseTo(KolmogorovLaw.exceeds(Math.sqrt(scaled * 2 / 20_000), 20_000), withPercentage(0.05));
    }

    @Test
    void mannWhitneyIsThatOfR() {
        MannWhitney plain = MannWhitney.of(Distribution.of(20, 11, 17, 12), Distribution.of(19, 22, 16, 29, 24));
        MannWhitney tied = MannWhitney.of(Distribution.of(2, 4, 6, 4, 5), Distribution.of(1, 2, 3, 4, 10));

        assertThat(plain.u()).isEqualTo(17);
        assertThat(plain.p()).isCloseTo(0.08641073, within(1e-8));
        assertThat(tied.u()).isEqualTo(8.5);
        assertThat(tied.p()).isCloseTo(0.39614391, within(1e-8));
    }

    @Test
    void wilcoxonRanksTheDepressionData() {
        double[] first = {1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
        double[] second = {.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

        Wilcoxon wilcoxon = Wilcoxon.of(Distribution.of(
                IntStream.range(0, 9).mapToDouble(i -> first[i] - second[i]).toArray()));

        assertThat(wilcoxon.positive()).isEqualTo(40);
        assertThat(wilcoxon.w()).isEqualTo(5);
        // (40 - 22.5) / sqrt(9 x 10 x 19 / 24) = 2.0732 standard deviations
        assertThat(wilcoxon.p()).isCloseTo(0.0381516, within(1e-6));
    }

    @Test
    void chiSquareIsThatOfATable() {
        ChiSquare chiSquare = ChiSquare.of(new long[] {40, 22, 43}, new long[] {91, 21, 28}, new long[] {60, 10, 22});

        assertThat(chiSquare.statistic()).isCloseTo(22.709027688, within(1e-9));
        assertThat(chiSquare.p()).isCloseTo(0.000144751460, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"121, 59, 4.4345e-6", "6, 16, 0.05248", "86, 150, 3.716e-5"})
    void mcNemarIsExact(long gained, long lost, double p) {
        assertThat(McNemar.p(gained, lost)).isCloseTo(p, withPercentage(0.01));
        assertThat(McNemar.p(lost, gained)).isEqualTo(McNemar.p(gained, lost));
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 0.342911, 0.557508", "1000, 10, 0.417543, 0.483075", "1000, 20, 0.025473, 0.074300"})
    void empiricalBernsteinHasTheBoundsOfItsPaper(int n, int period, double low, double high) {
        BernsteinSequence sequence = new BernsteinSequence(0, 1);
        for (int i = 1; i <= n; i++) {
            sequence.add(period == 10 ? 7 * i % 10 / 10.0 : i % period == 0 ? 1 : 0);
        }

        Interval bounds = sequence.interval(0.05);

        assertThat(bounds.low()).isCloseTo(low, within(1e-6));
        assertThat(bounds.high()).isCloseTo(high, within(1e-6));
    }

    private static Frequencies shares(long[] control, long[] treatment) {
        return new Frequencies(control, treatment);
    }

    private static double overlap(String control, String treatment) {
        return Rankings.rankBiasedOverlap(0.9, List.of(control.split("")), List.of(treatment.split("")));
    }

    private static Distribution rounded(double[] numbers) {
        Sample sample = new Sample(Summary.Detail.RUN);
        Arrays.stream(numbers).forEach(sample::add);
        assertThat(sample.isExact()).isFalse();
        return sample.distribution();
    }
}
