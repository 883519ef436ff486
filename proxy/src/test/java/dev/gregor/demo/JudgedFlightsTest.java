package dev.gregor.demo;

import static dev.gregor.config.MeasureName.FLIP_RATE;
import static dev.gregor.config.MeasureName.KOLMOGOROV_SMIRNOV;
import static dev.gregor.config.MeasureName.MEAN_ABSOLUTE_DIFFERENCE;
import static dev.gregor.config.MeasureName.POPULATION_STABILITY_INDEX;
import static dev.gregor.config.MeasureName.TOTAL_VARIATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Output;
import dev.gregor.decision.Decision;
import dev.gregor.decision.Injector;
import dev.gregor.decision.Limits;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.History;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Judge;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.OutputValue;
import dev.gregor.measure.Summary;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Real flights, a real model and the real faults, judged without a broker, so that it can be done hundreds of times. */
class JudgedFlightsTest {
    private static final List<Flight> FLIGHTS = Flights.all();
    private static final DelayModel MODEL = DelayModel.train(FLIGHTS.subList(0, Flights.TRAINING));
    private static final List<Flight> LATER = FLIGHTS.subList(Flights.TRAINING, FLIGHTS.size());
    private static final List<byte[]> VALUES = LATER.stream().map(Flight::value).toList();
    private static final List<Control> CONTROL = Control.all();
    private static final Output DELAY = new Output(Output.Type.NUMBER, null);
    private static final Output LATE = new Output(Output.Type.LABEL, null);

    private static final String DROP = "drop-field: { field: distance }";
    private static final String SCALE = "scale: { field: distance, factor: 1.6 }";
    private static final String SHUFFLE = "shuffle-labels: { field: origin, within: 10000 }";

    @Test
    void anAARunNeverFailsWhateverItsSeedAndHoweverOftenOneLooks() {
        Set<Verdict.Kind> seen = EnumSet.noneOf(Verdict.Kind.class);
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom noise = new SplittableRandom(seed);
            // a model that is not deterministic: each arm has a noise of its own
            Run run = new Run(experiment(seed, 0.1, "", 3, 0.2), prediction -> moved(prediction, noise.nextGaussian()));
            seen.addAll(run.watched(2_000));
        }
        assertThat(seen).containsExactly(Verdict.Kind.INCONCLUSIVE);
    }

    @Test
    void aFaultThatDoesNotReachTheModelNeverFailsBesideTheNoise() {
        int failed = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom noise = new SplittableRandom(seed);
            Experiment placebo = experiment(seed, 0.1, "drop-field: { field: destination }", 1.3, 0.2);
            Run run = new Run(placebo, prediction -> moved(prediction, noise.nextGaussian()));
            failed += run.watched(2_000).contains(Verdict.Kind.FAIL) ? 1 : 0;
        }
        // two noises of one minute differ by 1.13 minutes on average: the margin lies just above that
        assertThat(failed).isZero();
    }

    @Test
    void droppingTheDistanceIsJudgedAsWhatItIs() {
        isJudgedAsWhatItIs(DROP);
    }

    @Test
    void milesTakenForKilometresAreJudgedAsWhatTheyAre() {
        isJudgedAsWhatItIs(SCALE);
    }

    @Test
    void shuffledOriginsAreJudgedAsWhatTheyAreThoughNoDistributionShowsThem() {
        isJudgedAsWhatItIs(SHUFFLE);

        Run run = new Run(experiment(1, 0.2, SHUFFLE, 1_000, 1), UnaryOperator.identity());
        run.toTheEnd();
        assertThat(run.treated("late", FLIP_RATE).value()).isGreaterThan(0.05);
        assertThat(run.treated("late", TOTAL_VARIATION).value())
                .isLessThan(run.treated("late", FLIP_RATE).value() / 4);
        assertThat(run.treated("delay", POPULATION_STABILITY_INDEX).value()).isLessThan(0.1);
        assertThat(run.treated("delay", KOLMOGOROV_SMIRNOV).value()).isLessThan(0.05);
    }

    /** The truth is what another draw of as many flights shows; this one must tell on which side of a margin it lies. */
    private static void isJudgedAsWhatItIs(String fault) {
        Run other = new Run(experiment(1, 0.2, fault, 1_000, 1), UnaryOperator.identity());
        other.toTheEnd();
        double moved = other.treated("delay", MEAN_ABSOLUTE_DIFFERENCE).value();
        double flipped = other.treated("late", FLIP_RATE).value();
        assertThat(moved).isPositive();

        assertThat(verdict(fault, 0.6 * moved, 1)).isEqualTo(Verdict.Kind.FAIL);
        assertThat(verdict(fault, 1.6 * moved, Math.max(0.02, 2 * flipped))).isEqualTo(Verdict.Kind.PASS);
        if (flipped > 0.02) {
            assertThat(verdict(fault, 10 * moved, flipped / 2)).isEqualTo(Verdict.Kind.FAIL);
        }
    }

    private static Verdict.Kind verdict(String fault, double delayMargin, double lateMargin) {
        Run run = new Run(experiment(7, 0.2, fault, delayMargin, lateMargin), UnaryOperator.identity());
        run.toTheEnd();
        return run.verdict(true).kind();
    }

    private static Prediction moved(Prediction prediction, double minutes) {
        return new Prediction(prediction.delayMinutes() + minutes, prediction.late(), prediction.lateProbability());
    }

    private static Experiment experiment(
            long seed, double fraction, String fault, double delayMargin, double lateMargin) {
        String yaml =
                """
                version: 1
                routes:
                  flights: { from: raw, to: features, canary: canary }
                experiments:
                  - name: judged
                    hypothesis: It holds
                    enabled: true
                    route: flights
                    seed: %d
                    select: { fraction: %s }
                    faults: [ %s ]
                    measure:
                      control: control
                      treatment: treatment
                      outputs:
                        delay: { type: number }
                        late: { type: label }
                    guardrails:
                      - { output: delay, measure: mean-absolute-difference, max: %s }
                      - { output: late, measure: flip-rate, max: %s }
                """.formatted(seed, fraction, fault.isEmpty() ? "" : "{ " + fault + " }", delayMargin, lateMargin);
        try {
            return new ConfigLoader(Catalogue.types(), Map.of())
                    .load("judged.yaml", yaml)
                    .config()
                    .experiments()
                    .get(0);
        } catch (InvalidConfig e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The demo's inference app: it remembers for each origin how late its flights were of late. */
    private static final class ModelArm {
        private final Map<String, Double> recent = new HashMap<>();

        /** Takes note of a flight, and says how late those of its origin were before. */
        private double before(Observation flight) {
            String origin = flight.origin();
            double before = origin == null ? MODEL.meanDelay() : recent.getOrDefault(origin, MODEL.meanDelay());
            if (origin != null && !Double.isNaN(flight.delay())) {
                recent.put(origin, RecentDelay.after(before, flight.delay()));
            }
            return before;
        }
    }

    /** What the control arm says of a flight, in every run. */
    private record Control(Observation flight, double before, Prediction prediction) {
        private static List<Control> all() {
            ModelArm arm = new ModelArm();
            List<Control> all = new ArrayList<>();
            for (Flight flight : LATER) {
                Observation observed = Observation.of(flight);
                double before = arm.before(observed);
                all.add(new Control(observed, before, MODEL.predict(observed, before)));
            }
            return all;
        }
    }

    /** One experiment on the flights: decided, predicted by both arms, measured. */
    private static final class Run {
        private final Experiment experiment;
        private final UnaryOperator<Prediction> noise;
        private final Injector injector;
        private final Map<Arm, Summary> delays = new EnumMap<>(Arm.class);
        private final Map<Arm, Summary> lates = new EnumMap<>(Arm.class);
        private final Map<String, Long> injected = new TreeMap<>();
        private final ModelArm treatmentArm = new ModelArm();
        private long seen;
        private long selected;

        private Run(Experiment experiment, UnaryOperator<Prediction> noise) {
            this.experiment = experiment;
            this.noise = noise;
            this.injector =
                    new Injector(List.of(experiment), new JsonCodec(), Circumstances.of(History.NONE), Limits.NONE);
            for (Arm arm : Arm.values()) {
                delays.put(arm, Summary.empty(DELAY, Summary.Detail.RUN, false));
                lates.put(arm, Summary.empty(LATE, Summary.Detail.RUN, false));
            }
        }

        /** Every verdict on the way, looked at every so many flights. */
        private Set<Verdict.Kind> watched(int every) {
            Set<Verdict.Kind> kinds = EnumSet.noneOf(Verdict.Kind.class);
            List<Decision> decisions = decisions();
            for (int i = 0; i < decisions.size(); i++) {
                measure(i, decisions.get(i));
                if (i % every == every - 1) {
                    kinds.add(verdict(false).kind());
                }
            }
            kinds.add(verdict(true).kind());
            return kinds;
        }

        private void toTheEnd() {
            List<Decision> decisions = decisions();
            for (int i = 0; i < decisions.size(); i++) {
                measure(i, decisions.get(i));
            }
        }

        /** What becomes of each flight; those of a block are decided together. */
        private List<Decision> decisions() {
            List<Decision> decisions = new ArrayList<>();
            Map<Long, List<RawRecord>> gathered = new TreeMap<>();
            for (int i = 0; i < LATER.size(); i++) {
                RawRecord raw = new RawRecord(
                        new RecordId("raw", 0, i),
                        LATER.get(i).key(),
                        VALUES.get(i),
                        new RecordHeaders(),
                        LATER.get(i).timestamp().toEpochMilli());
                Decision decision = injector.decide(raw, 0, Injector.Counter.NONE);
                decisions.add(decision);
                decision.gatherings()
                        .forEach(each -> gathered.computeIfAbsent(each.until(), block -> new ArrayList<>())
                                .add(raw));
            }
            for (List<RawRecord> block : gathered.values()) {
                List<Decision> together = injector.decideTogether(experiment.name(), block, 0, Injector.Counter.NONE);
                for (int i = 0; i < block.size(); i++) {
                    decisions.set(Math.toIntExact(block.get(i).id().offset()), together.get(i));
                }
            }
            return decisions;
        }

        private void measure(int flight, Decision decision) {
            decision.injected().forEach(each -> injected.merge(each.fault(), 1L, Long::sum));
            Arm arm = decision.treatedBy() == null ? Arm.UNTREATED : Arm.TREATED;
            seen++;
            selected += arm == Arm.TREATED ? 1 : 0;
            byte[] value =
                    Objects.requireNonNull(decision.deliveries().get(0).record().value());
            Control base = CONTROL.get(flight);
            Observation observed = Arrays.equals(value, VALUES.get(flight))
                    ? base.flight()
                    : Observation.read(value).orElseThrow();
            double before = treatmentArm.before(observed);
            boolean isTheSame = before == base.before() && observed.equals(base.flight());
            Prediction control = noise.apply(base.prediction());
            Prediction treatment = noise.apply(isTheSame ? base.prediction() : MODEL.predict(observed, before));
            Objects.requireNonNull(delays.get(arm))
                    .add(
                            new OutputValue.Quantity(control.delayMinutes()),
                            new OutputValue.Quantity(treatment.delayMinutes()),
                            0);
            Objects.requireNonNull(lates.get(arm))
                    .add(
                            new OutputValue.Label(Boolean.toString(control.late())),
                            new OutputValue.Label(Boolean.toString(treatment.late())),
                            0);
        }

        private Estimate treated(String output, MeasureName measure) {
            return estimate(output, measure, Arm.TREATED);
        }

        private Estimate estimate(String output, MeasureName measure, Arm arm) {
            Summary summary = Objects.requireNonNull((output.equals("delay") ? delays : lates).get(arm));
            return summary.estimate(measure, output, arm, Judge.alpha(experiment));
        }

        private Verdict verdict(boolean ended) {
            List<Estimate> estimates = new ArrayList<>();
            for (Arm arm : List.of(Arm.TREATED, Arm.UNTREATED)) {
                estimates.add(estimate("delay", MEAN_ABSOLUTE_DIFFERENCE, arm));
                estimates.add(estimate("late", FLIP_RATE, arm));
            }
            long treated = Objects.requireNonNull(delays.get(Arm.TREATED)).n();
            Evidence evidence = new Evidence(
                    new Evidence.Records(seen, selected, injected, Map.of()),
                    new Evidence.Pairs(treated, seen - treated, 0, 0, 0, 0),
                    estimates);
            return Judge.judge(experiment, evidence, ended);
        }
    }
}
