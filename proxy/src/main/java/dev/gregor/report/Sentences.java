package dev.gregor.report;

import dev.gregor.config.Durations;
import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.judge.Verdict;
import org.jspecify.annotations.Nullable;

/** What the page says in words that are not in the report itself. */
final class Sentences {
    private Sentences() {}

    /** What the verdict means, in one sentence. */
    static String headline(ExperimentReport report) {
        if (report.isAA() && report.verdict() == Verdict.Kind.PASS) {
            return "With no fault at all, both arms agree, as they should.";
        }
        if (report.isAA() && report.verdict() == Verdict.Kind.FAIL) {
            return "The arms differ although there was no fault: what other experiments measure here is in doubt.";
        }
        boolean tolerate = report.asked().expect() == Experiment.Expectation.TOLERATE;
        return switch (report.verdict()) {
            case PASS ->
                tolerate
                        ? "The hypothesis held. The pipeline bore what was done to it."
                        : "The hypothesis held. The pipeline noticed what was done to it.";
            case FAIL ->
                tolerate
                        ? "The hypothesis did not hold. The predictions moved further than they may."
                        : "The hypothesis did not hold. The pipeline did not notice what was done to it.";
            case INCONCLUSIVE -> "This run cannot tell whether the hypothesis holds.";
            case INVALID -> "The experiment itself was broken, so its numbers say nothing about the pipeline.";
            case HALTED -> "A guardrail was crossed and stopped the experiment. The hypothesis did not hold.";
        };
    }

    static String expectation(Experiment.Expectation expect) {
        return switch (expect) {
            case TOLERATE -> "tolerate: the predictions stay within the margin";
            case DETECT -> "detect: the pipeline notices";
        };
    }

    static String mode(Experiment.Mode mode) {
        return switch (mode) {
            case LIVE -> "live: records were mutated";
            case SHADOW -> "shadow: decided and counted, but nothing was mutated";
        };
    }

    /** The name of a measure as words of a sentence: {@code mean absolute difference}. */
    static String measure(MeasureName measure) {
        return measure.word().replace('-', ' ');
    }

    /** What a measure is of, as the head of its picture: the output, or the outputs where it is of whole records. */
    static String subject(@Nullable String output) {
        return output == null ? "outputs" : output;
    }

    /** A measure and what it is of: {@code mean absolute difference of delay}, {@code missing rate}. */
    static String measure(@Nullable String output, MeasureName measure) {
        return output == null ? measure(measure) : measure(measure) + " of " + output;
    }

    /** The bounds of an estimate, so far as they are known. */
    static String bounds(ExperimentReport.@Nullable Measured measured, Unit unit) {
        if (measured == null || measured.value() == null) {
            return "no pairs";
        }
        if (measured.low() != null && measured.high() != null) {
            return unit.bare(measured.low()) + " to " + unit.with(measured.high());
        }
        if (measured.low() != null) {
            return "at least " + unit.with(measured.low()) + ", upper bound not known yet";
        }
        return measured.high() != null
                ? "at most " + unit.with(measured.high()) + ", lower bound not known yet"
                : "bounds not known yet";
    }

    /** What a guardrail bears, as {@code at most 2 minutes}. */
    static String borne(Guardrail guardrail, Unit unit) {
        return (guardrail.boundsFromAbove() ? "at most " : "at least ") + unit.with(guardrail.margin());
    }

    /** Where an estimate lies against its margin; the words of a verdict band. */
    static String position(ExperimentReport.@Nullable Measured treated, Guardrail guardrail) {
        if (treated == null || treated.value() == null) {
            return "no treated pairs";
        }
        double low = treated.low() == null ? Double.NEGATIVE_INFINITY : treated.low();
        double high = treated.high() == null ? Double.POSITIVE_INFINITY : treated.high();
        if (guardrail.isHeldBy(low, high)) {
            return "inside the margin";
        }
        if (guardrail.isCrossedBy(low, high)) {
            return "beyond the margin";
        }
        return treated.low() == null || treated.high() == null ? "not bounded yet" : "astride the margin";
    }

    /** A chart of the divergence over time, for those who cannot see it. */
    static String description(Divergence divergence) {
        Unit unit = divergence.unit();
        String margin = divergence.guardrail() == null
                ? ""
                : " The margin is " + unit.with(divergence.guardrail().margin()) + ".";
        return "From " + Figures.instant(divergence.start()) + " to " + Figures.instant(divergence.end()) + ", UTC. "
                + range("Treated pairs", divergence.treated(), unit) + " "
                + range("Untreated pairs", divergence.untreated(), unit) + margin;
    }

    private static String range(String pairs, Curve curve, Unit unit) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Curve.Point point : curve.points()) {
            if (point.value() != null) {
                low = Math.min(low, point.value());
                high = Math.max(high, point.value());
            }
        }
        if (low > high) {
            return pairs + ": none.";
        }
        return low == high
                ? pairs + " lie at " + unit.with(high) + " throughout."
                : pairs + " lie between " + unit.bare(low) + " and " + unit.with(high) + ".";
    }

    /** How to read a chart, where that is not plain. */
    static String remark(Divergence divergence) {
        StringBuilder remark = new StringBuilder();
        if (divergence.bucket() != null) {
            remark.append(Figures.count(divergence.windows()))
                    .append(" windows are drawn as points of ")
                    .append(Durations.format(divergence.bucket()))
                    .append(" each: the mean weighted by pairs, and the widest bounds. ");
        }
        if (!divergence.isBanded()) {
            remark.append(
                    "Single windows hold too few pairs for bounds of their own; the whole run at the right has them. ");
        }
        return remark.toString().strip();
    }
}
