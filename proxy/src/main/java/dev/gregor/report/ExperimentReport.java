package dev.gregor.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.judge.Arm;
import dev.gregor.judge.Estimate;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one experiment. Its components, in their order, are the fields of {@code report.json}.
 *
 * @param experiment the name
 * @param reasons why this verdict, the most important first; at least one
 * @param revision the configuration revision
 * @param outputs the topics that were compared; null where nothing is measured
 * @param selection which records were to be hit, in words: {@code 5 % of the records}
 * @param faults what was done to a record, in words: {@code drop-field: distance}; empty for an A/A run
 * @param units the unit of an output by its name, as {@code minutes}; an output may be left out
 * @param windows the divergence over time; windows without pairs may be left out
 * @param samples a few records before and after, as the ledger has them
 * @param notes what a reader has to know besides, as the skill of the model
 * @param failureMode the failure mode of the source article that it belongs to, with its number; null outside of a run of all
 * @param tests what of that failure mode it tests, in the words of the article; null outside of a run of all
 * @param skill how good the models are that were trained on both arms; null where none was trained
 * @param monitor how a monitor did; null where none was scored
 */
public record ExperimentReport(
        String experiment,
        Verdict.Kind verdict,
        List<String> reasons,
        String hypothesis,
        Experiment.Expectation expect,
        Experiment.Mode mode,
        String revision,
        long seed,
        Route route,
        @Nullable Outputs outputs,
        String selection,
        List<String> faults,
        Records records,
        Pairs pairs,
        List<Measured> measures,
        List<Margin> guardrails,
        Map<String, String> units,
        List<Window> windows,
        List<Sample> samples,
        List<String> notes,
        @Nullable String failureMode,
        @Nullable String tests,
        @Nullable ModelSkill skill,
        @Nullable MonitorReport monitor) {

    public ExperimentReport {
        reasons = List.copyOf(reasons);
        faults = List.copyOf(faults);
        measures = List.copyOf(measures);
        guardrails = List.copyOf(guardrails);
        units = sorted(units);
        windows = List.copyOf(windows);
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
    }

    /** Of no line of the article, without the skill of trained models and without a monitor. */
    public ExperimentReport(
            String experiment,
            Verdict.Kind verdict,
            List<String> reasons,
            String hypothesis,
            Experiment.Expectation expect,
            Experiment.Mode mode,
            String revision,
            long seed,
            Route route,
            @Nullable Outputs outputs,
            String selection,
            List<String> faults,
            Records records,
            Pairs pairs,
            List<Measured> measures,
            List<Margin> guardrails,
            Map<String, String> units,
            List<Window> windows,
            List<Sample> samples,
            List<String> notes) {
        this(
                experiment,
                verdict,
                reasons,
                hypothesis,
                expect,
                mode,
                revision,
                seed,
                route,
                outputs,
                selection,
                faults,
                records,
                pairs,
                measures,
                guardrails,
                units,
                windows,
                samples,
                notes,
                null,
                null,
                null,
                null);
    }

    /** The same report with the skill of trained models. */
    public ExperimentReport with(ModelSkill skill) {
        return with(skill, monitor);
    }

    /** The same report with the score of a monitor. */
    public ExperimentReport with(MonitorReport monitor) {
        return with(skill, monitor);
    }

    /** The same report as that of a line of the source article. */
    public ExperimentReport testing(String failureMode, String tests) {
        return with(failureMode, tests, skill, monitor);
    }

    private ExperimentReport with(@Nullable ModelSkill skill, @Nullable MonitorReport monitor) {
        return with(failureMode, tests, skill, monitor);
    }

    private ExperimentReport with(
            @Nullable String failureMode,
            @Nullable String tests,
            @Nullable ModelSkill skill,
            @Nullable MonitorReport monitor) {
        return new ExperimentReport(
                experiment,
                verdict,
                reasons,
                hypothesis,
                expect,
                mode,
                revision,
                seed,
                route,
                outputs,
                selection,
                faults,
                records,
                pairs,
                measures,
                guardrails,
                units,
                windows,
                samples,
                notes,
                failureMode,
                tests,
                skill,
                monitor);
    }

    /** Whether this is an A/A run: no fault was declared. */
    boolean isAA() {
        return faults.isEmpty();
    }

    /** The estimate of a measure over the whole run; null where there is none. */
    @Nullable
    Measured measured(@Nullable String output, MeasureName measure, Arm arm) {
        return measures.stream()
                .filter(m -> Objects.equals(m.output(), output) && m.measure() == measure && m.arm() == arm)
                .findFirst()
                .orElse(null);
    }

    /** The margin of a measure; null where it is not guarded. */
    @Nullable
    Margin margin(@Nullable String output, MeasureName measure) {
        return guardrails.stream()
                .filter(m -> Objects.equals(m.output(), output) && m.measure() == measure)
                .findFirst()
                .orElse(null);
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** An estimate and its bounds leave a report as null where they are not a finite number. */
    private static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }

    /**
     * The topics of the route.
     *
     * @param canary null where the faults go in line into {@code to}
     */
    public record Route(String from, String to, @Nullable String canary) {
        public static Route of(dev.gregor.config.Route route) {
            return new Route(
                    route.from().value(),
                    route.to().value(),
                    route.canary() == null ? null : route.canary().value());
        }
    }

    /** The topics with the outputs of both arms, and what makes two of them a pair. */
    public record Outputs(String control, String treatment, String pairBy) {
        public static Outputs of(Measurement measurement) {
            return new Outputs(
                    measurement.control().value(),
                    measurement.treatment().value(),
                    measurement.pairBy().value());
        }
    }

    /** What the injection counted; see {@link Evidence.Records}. */
    public record Records(long seen, long selected, Map<String, Long> injected, Map<String, Long> skipped) {
        public Records {
            injected = sorted(injected);
            skipped = sorted(skipped);
        }

        public static Records of(Evidence.Records records) {
            return new Records(records.seen(), records.selected(), records.injected(), records.skipped());
        }
    }

    /** What the pairing counted; see {@link Evidence.Pairs}. */
    public record Pairs(
            long treated,
            long untreated,
            long missing,
            long orphan,
            long duplicate,
            long invalid,
            long missingTreated,
            long invalidTreated) {
        /** Where nothing of a treated record is missing or invalid. */
        public Pairs(long treated, long untreated, long missing, long orphan, long duplicate, long invalid) {
            this(treated, untreated, missing, orphan, duplicate, invalid, 0, 0);
        }

        public static Pairs of(Evidence.Pairs pairs) {
            return new Pairs(
                    pairs.treated(),
                    pairs.untreated(),
                    pairs.missing(),
                    pairs.orphan(),
                    pairs.duplicate(),
                    pairs.invalid(),
                    pairs.missingTreated(),
                    pairs.invalidTreated());
        }
    }

    /**
     * A measure over the whole run with its confidence sequence.
     *
     * @param output null where the measure is of whole records, as missing-rate
     * @param value null without a pair
     * @param low null where the lower bound is not known
     * @param high null where the upper bound is not known
     * @param n how many pairs it rests on
     */
    public record Measured(
            @Nullable String output,
            MeasureName measure,
            Arm arm,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            long n) {
        public Measured {
            value = finite(value);
            low = finite(low);
            high = finite(high);
        }

        public static Measured of(Estimate estimate) {
            return new Measured(
                    estimate.output(),
                    estimate.measure(),
                    estimate.arm(),
                    estimate.value(),
                    estimate.low(),
                    estimate.high(),
                    estimate.n());
        }
    }

    /**
     * A guardrail: the largest value of a measure that can be borne.
     *
     * @param max in the unit of the measure
     * @param windows in how many windows running it must be crossed to halt the experiment
     */
    public record Margin(@Nullable String output, MeasureName measure, double max, int windows) {
        public static Margin of(Guardrail guardrail) {
            return new Margin(guardrail.output(), guardrail.measure(), guardrail.max(), guardrail.windows());
        }
    }

    /**
     * A measure over one window of event time.
     *
     * @param start the first instant
     * @param end the first instant after it
     */
    public record Window(
            Instant start,
            Instant end,
            @Nullable String output,
            MeasureName measure,
            Arm arm,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            long n) {
        public Window {
            if (!start.isBefore(end)) {
                throw new IllegalArgumentException("a window from " + start + " that ends at " + end);
            }
            value = finite(value);
            low = finite(low);
            high = finite(high);
        }
    }

    /**
     * One record that was hit, as the ledger has it.
     *
     * @param id {@code topic-partition@offset}
     * @param fields the fields that the fault changed; empty for a fault on the timing
     * @param before the value before: an object, or a text where it is not JSON; null where there is none
     * @param after the value after, likewise
     * @param timestamp the event time of the record
     */
    public record Sample(
            String id,
            String fault,
            List<String> fields,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            Instant timestamp) {
        public Sample {
            fields = List.copyOf(fields);
        }
    }
}
