package dev.gregor.judge;

import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.measure.AsymptoticSequence;
import dev.gregor.measure.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** How numbers are put in a reason: the same in every locale, and with no more digits than their bounds justify. */
final class Wording {
    private static final int MOST_DECIMALS = 15;

    private Wording() {}

    /** A count, as 1,003. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count of a thing, as "1 pair" or "1,003 pairs". */
    static String count(long number, String thing) {
        return count(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** A share as it was set, as 2.5 %. */
    static String percent(double share) {
        return exactly(BigDecimal.valueOf(share).movePointRight(2)) + " %";
    }

    /** What an estimate says, as "delay moved by 0.84 (0.71 to 0.98) on average in 1,003 treated pairs". */
    static String of(Estimate estimate) {
        return sentence(estimate, Double.NaN);
    }

    /** What an estimate says, and where its bounds lie to a margin. */
    static String against(Estimate estimate, Guardrail guardrail) {
        return sentence(estimate, guardrail.margin()) + place(estimate, guardrail);
    }

    private static String place(Estimate estimate, Guardrail guardrail) {
        String name = (guardrail.boundsFromAbove() ? "" : "at least ") + margin(estimate.measure(), guardrail.margin());
        if (guardrail.isCrossedBy(estimate.low(), estimate.high())) {
            return ", beyond the margin of " + name;
        }
        if (guardrail.isHeldBy(estimate.low(), estimate.high())) {
            return ", within the margin of " + name;
        }
        if (Double.isInfinite(estimate.high())) {
            boolean early = estimate.n() < AsymptoticSequence.FIRST;
            return ", but its bounds are not known"
                    + (early ? " before the " + AsymptoticSequence.FIRST + "th pair" : "");
        }
        return ", so its bounds lie on both sides of the margin of " + name;
    }

    /** A margin as it was set, in the unit of its measure. */
    private static String margin(MeasureName measure, double margin) {
        return measure.isRate()
                ? percent(margin)
                : exactly(BigDecimal.valueOf(margin)) + (measure == MeasureName.OUTPUT_DELAY ? " s" : "");
    }

    private static String sentence(Estimate estimate, double margin) {
        String pairs = count(estimate.n(), estimate.arm().word() + " " + estimate.unit());
        return switch (estimate.measure()) {
            case MEAN_ABSOLUTE_DIFFERENCE -> estimate.output() + moved(estimate, margin, pairs);
            case FLIP_RATE -> estimate.output() + flipped(estimate, margin, pairs, "flip", "flipped");
            case EXCEEDANCE_RATE ->
                estimate.output()
                        + flipped(
                                estimate,
                                margin,
                                pairs,
                                "move by more than its tolerance",
                                "moved by more than its tolerance");
            case EXACT_MATCH_RATE -> estimate.output() + flipped(estimate, margin, pairs, "match", "matched");
            case MISSING_RATE -> lost(estimate, margin, pairs, "missing");
            case INVALID_RATE -> lost(estimate, margin, pairs, "invalid");
            case DUPLICATE_RATE -> lost(estimate, margin, pairs, "duplicated");
            case OUTPUT_DELAY -> came(estimate, margin, pairs);
            default -> named(estimate, margin, pairs);
        };
    }

    /** As "items: the rank-biased-overlap is 0.91 (0.88 to 0.93) on average in 1,003 treated pairs". */
    private static String named(Estimate e, double margin, String pairs) {
        Digits digits = Digits.of(e.value(), e.low(), e.high(), margin);
        return e.output() + ": the " + e.measure().word() + " is " + digits.show(e.value()) + bounds(e, digits, "")
                + (e.measure().kind() == MeasureName.Kind.MEAN ? " on average" : "") + " in " + pairs;
    }

    private static String bounds(Estimate e, Digits digits, String unit) {
        return Double.isInfinite(e.high())
                ? ""
                : " (" + digits.show(e.low()) + unit + " to " + digits.show(e.high()) + unit + ")";
    }

    /** As "the outputs of 812 of 1,000 treated records are missing, 81.2 % (77.1 % to 84.8 %)". */
    private static String lost(Estimate e, double margin, String of, String how) {
        long lost = Math.round(e.value() * e.n());
        return (lost == 1 ? "the output of " : "the outputs of ") + count(lost) + " of " + of
                + (lost == 1 ? " is " : " are ") + how + ", " + share(e.value(), e.low(), e.high(), margin);
    }

    private static String came(Estimate e, double margin, String pairs) {
        Digits digits = Digits.of(e.value(), e.low(), e.high(), margin);
        return "the treatment output came " + digits.show(e.value()) + " s" + bounds(e, digits, " s")
                + " after the control output on average in " + pairs;
    }

    private static String moved(Estimate e, double margin, String pairs) {
        if (e.value() == 0) {
            return " did not move in any of " + pairs;
        }
        Digits digits = Digits.of(e.value(), e.low(), e.high(), margin);
        return " moved by " + digits.show(e.value()) + bounds(e, digits, "") + " on average in " + pairs;
    }

    private static String flipped(Estimate e, double margin, String pairs, String plain, String past) {
        return e.value() == 0
                ? " did not " + plain + " in any of " + pairs + " (at most "
                        + Digits.of(0, 0, 100 * e.high(), 100 * margin).show(100 * e.high()) + " %)"
                : " " + past + " in " + share(e.value(), e.low(), e.high(), margin) + " of " + pairs;
    }

    /** A share with its bounds, as 5.0 % (2.9 % to 7.9 %). */
    static String share(double value, double low, double high, double margin) {
        Digits digits = Digits.of(100 * value, 100 * low, 100 * high, 100 * margin);
        return digits.show(100 * value) + " % (" + digits.show(100 * low) + " % to " + digits.show(100 * high) + " %)";
    }

    private static String exactly(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** How many decimals the numbers of one sentence have. */
    private record Digits(int decimals) {

        /**
         * Two significant digits of the width between the bounds, or three of the value where there is no width; more where a
         * bound would be rounded across the margin, and so say the contrary of the verdict.
         */
        static Digits of(double value, double low, double high, double margin) {
            double width = high - low;
            Digits digits = width > 0 && !Double.isInfinite(width) ? significant(width, 2) : significant(value, 3);
            while (digits.decimals < MOST_DECIMALS
                    && (digits.misplaces(low, margin) || digits.misplaces(high, margin))) {
                digits = new Digits(digits.decimals + 1);
            }
            return digits;
        }

        private static Digits significant(double number, int figures) {
            if (number == 0 || !Double.isFinite(number)) {
                return new Digits(0);
            }
            int first = (int) Math.floor(Math.log10(Math.abs(number)));
            return new Digits(Math.min(MOST_DECIMALS, Math.max(0, figures - 1 - first)));
        }

        private boolean misplaces(double bound, double margin) {
            return !Double.isInfinite(bound)
                    && !Double.isNaN(margin)
                    && (bound > margin) != (rounded(bound).compareTo(BigDecimal.valueOf(margin)) > 0);
        }

        /** Rounded to 12 digits first: the last bits depend on the order in which tallies were merged. */
        private BigDecimal rounded(double number) {
            return BigDecimal.valueOf(number).round(new MathContext(12)).setScale(decimals, RoundingMode.HALF_UP);
        }

        String show(double number) {
            return Math.abs(number) < 1e15
                    ? String.format(Locale.ROOT, "%,." + decimals + "f", rounded(number))
                    : String.format(Locale.ROOT, "%.2e", number);
        }
    }
}
