package dev.gregor.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Evidence;
import dev.gregor.judge.Verdict;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one experiment. Its components, and those of its parts, are the fields of {@code report.json}.
 *
 * @param experiment the name
 * @param reasons why this verdict, the most important first; at least one
 * @param asked what the experiment was to find out
 * @param seen what was counted and measured
 * @param shown what makes the numbers plain
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
        @JsonUnwrapped Asked asked,
        @JsonUnwrapped Seen seen,
        @JsonUnwrapped Shown shown,
        List<String> notes,
        @Nullable String failureMode,
        @Nullable String tests,
        @Nullable ModelSkill skill,
        @Nullable MonitorReport monitor) {

    public ExperimentReport {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }

    /** Of no line of the article, without the skill of trained models and without a monitor. */
    public ExperimentReport(
            String experiment,
            Verdict.Kind verdict,
            List<String> reasons,
            Asked asked,
            Seen seen,
            Shown shown,
            List<String> notes) {
        this(experiment, verdict, reasons, asked, seen, shown, notes, null, null, null, null);
    }

    /** The same report with the skill of trained models. */
    public ExperimentReport with(ModelSkill skill) {
        return with(failureMode, tests, skill, monitor);
    }

    /** The same report with the score of a monitor. */
    public ExperimentReport with(MonitorReport monitor) {
        return with(failureMode, tests, skill, monitor);
    }

    /** The same report as that of a line of the source article. */
    public ExperimentReport testing(String failureMode, String tests) {
        return with(failureMode, tests, skill, monitor);
    }

    private ExperimentReport with(
            @Nullable String failureMode,
            @Nullable String tests,
            @Nullable ModelSkill skill,
            @Nullable MonitorReport monitor) {
        return new ExperimentReport(
                experiment, verdict, reasons, asked, seen, shown, notes, failureMode, tests, skill, monitor);
    }

    /** Whether this is an A/A run: no fault was declared. */
    boolean isAA() {
        return asked.faults().isEmpty();
    }

    /** The estimate of a measure over the whole run; null where there is none. */
    @Nullable
    Measured measured(@Nullable String output, MeasureName measure, Arm arm) {
        return seen.measures().stream()
                .filter(m -> Objects.equals(m.output(), output) && m.measure() == measure && m.arm() == arm)
                .findFirst()
                .orElse(null);
    }

    /** The guardrail of a measure, the first if there are two; null where it is not guarded. */
    @Nullable
    Guardrail guardrail(@Nullable String output, MeasureName measure) {
        return asked.guardrails().stream()
                .filter(m -> Objects.equals(m.output(), output) && m.measure() == measure)
                .findFirst()
                .orElse(null);
    }

    static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** An estimate and its bounds leave a report as null where they are not a finite number. */
    static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
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
