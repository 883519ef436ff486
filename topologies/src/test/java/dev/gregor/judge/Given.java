package dev.gregor.judge;

import dev.gregor.config.ClusterBy;
import dev.gregor.config.Experiment;
import dev.gregor.config.Expression;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.Format;
import dev.gregor.config.Fraction;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.config.Output;
import dev.gregor.config.PairBy;
import dev.gregor.config.Schedule;
import dev.gregor.config.Selection;
import dev.gregor.config.TopicName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.Interval;
import dev.gregor.measure.Mean;
import dev.gregor.measure.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An experiment and its evidence, to be judged: 5 % of 20,000 records lose a field, 1,000 treated and 19,000 untreated pairs, and the
 * outputs delay (a number) and late (a label). Each method changes one thing.
 */
final class Given {
    private Experiment.Expectation expect = Experiment.Expectation.TOLERATE;
    private Experiment.Mode mode = Experiment.Mode.LIVE;
    private Selection select = new Selection(new Fraction(0.05), Selection.Unit.RECORD, null, null, null);
    private Schedule schedule = Schedule.ALWAYS;
    private List<FaultParameters> faults = List.of(new FaultParameters() {});
    private boolean measured = true;
    private final List<Guardrail> guardrails = new ArrayList<>();

    private long seen = 20_000;
    private long selected = 1_000;
    private Map<String, Long> injected = Map.of("drop-field", 1_000L);
    private Map<String, Long> skipped = Map.of();
    private Evidence.Pairs pairs = new Evidence.Pairs(1_000, 19_000, 0, 0, 0, 0);
    private final List<Estimate> estimates = new ArrayList<>();

    static Given experiment() {
        return new Given();
    }

    Given detect() {
        expect = Experiment.Expectation.DETECT;
        return this;
    }

    Given shadow() {
        mode = Experiment.Mode.SHADOW;
        return this;
    }

    Given select(double fraction, Selection.Unit by, @Nullable String where) {
        Duration window = by == Selection.Unit.WINDOW ? Duration.ofMinutes(1) : null;
        select = new Selection(new Fraction(fraction), by, window, where == null ? null : new Expression(where), null);
        return this;
    }

    Given scheduled() {
        schedule = new Schedule(
                Schedule.Clock.EVENT, Instant.EPOCH, Duration.ZERO, Duration.ofMinutes(1), null, Duration.ZERO, null);
        return this;
    }

    /** No fault, so nothing injected and every pair untreated. */
    Given aa() {
        faults = List.of();
        injected = Map.of();
        pairs = new Evidence.Pairs(0, 20_000, 0, 0, 0, 0);
        return this;
    }

    Given unmeasured() {
        measured = false;
        return this;
    }

    Given guard(@Nullable String output, MeasureName measure, double max) {
        guardrails.add(new Guardrail(output, measure, max, 1));
        return this;
    }

    Given records(long seen, long selected, long injected) {
        this.seen = seen;
        this.selected = selected;
        this.injected = Map.of("drop-field", injected);
        return this;
    }

    Given injected(String fault, long times) {
        injected = new TreeMap<>(injected);
        injected.put(fault, times);
        return this;
    }

    Given skipped(Map<String, Long> skipped) {
        this.skipped = skipped;
        return this;
    }

    Given pairs(long treated, long untreated) {
        return pairs(new Evidence.Pairs(treated, untreated, 0, 0, 0, 0));
    }

    Given pairs(Evidence.Pairs pairs) {
        this.pairs = pairs;
        return this;
    }

    Given estimate(Estimate estimate) {
        estimates.add(estimate);
        return this;
    }

    /** Delays that moved by these, over and over, in n pairs. */
    Given delay(Arm arm, long n, double... differences) {
        return measure("delay", MeasureName.MEAN_ABSOLUTE_DIFFERENCE, arm, n, differences);
    }

    /** A label that flipped in some of n pairs. */
    Given late(Arm arm, long n, int flips) {
        double[] differences = new double[Math.toIntExact(n)];
        for (int i = 0; i < flips; i++) {
            differences[i] = 1;
        }
        return measure("late", MeasureName.FLIP_RATE, arm, n, differences);
    }

    /** Of n records or pairs, those of which a measure of records holds. */
    Given records(MeasureName measure, Arm arm, long n, int hits) {
        double[] flags = new double[Math.toIntExact(n)];
        Arrays.fill(flags, 0, hits, 1);
        return measure(null, measure, arm, n, flags);
    }

    /** Outputs that came later by these seconds, over and over, in n pairs. */
    Given delayed(Arm arm, long n, double... seconds) {
        return measure(null, MeasureName.OUTPUT_DELAY, arm, n, seconds);
    }

    private Given measure(@Nullable String output, MeasureName measure, Arm arm, long n, double... differences) {
        double alpha = Judge.alpha(experimentAsGiven());
        if (measure.isRate()) {
            Rate rate = new Rate();
            for (int i = 0; i < n; i++) {
                rate.add(differences[i % differences.length] != 0, 0);
            }
            Interval bounds = rate.interval(alpha);
            return estimate(new Estimate(output, measure, arm, rate.value(), bounds.low(), bounds.high(), n));
        }
        Mean mean = Mean.unbounded(false);
        for (int i = 0; i < n; i++) {
            mean.add(differences[i % differences.length]);
        }
        Interval bounds = mean.interval(alpha);
        double low = measure.isNeverNegative() ? Math.max(0, bounds.low()) : bounds.low();
        return estimate(new Estimate(output, measure, arm, mean.value(), low, bounds.high(), n));
    }

    /** The experiment alone. */
    Experiment experimentAsGiven() {
        Map<String, Output> outputs =
                Map.of("delay", new Output(Output.Type.NUMBER, null, 0.5), "late", new Output(Output.Type.LABEL, null));
        Measurement measurement = new Measurement(
                new TopicName("control"),
                null,
                new TopicName("treatment"),
                PairBy.HEADER,
                Format.JSON,
                outputs,
                null,
                null,
                null,
                20,
                ClusterBy.RECORD,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                100,
                false,
                null);
        return new Experiment(
                "distance-goes-missing",
                "Delay moves by less than 2 minutes",
                expect,
                true,
                mode,
                "flights",
                42,
                false,
                select,
                schedule,
                null,
                faults,
                List.of(),
                false,
                measured ? measurement : null,
                guardrails);
    }

    Evidence evidence() {
        return new Evidence(new Evidence.Records(seen, selected, injected, skipped), pairs, estimates);
    }

    /** The verdict at the end. */
    Verdict verdict() {
        return Judge.judge(experimentAsGiven(), evidence(), true);
    }

    /** The verdict while the experiment runs. */
    Verdict verdictSoFar() {
        return Judge.judge(experimentAsGiven(), evidence(), false);
    }
}
