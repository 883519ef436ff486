package dev.gregor.config;

import static dev.gregor.config.MeasureName.Kind.BINARY;
import static dev.gregor.config.MeasureName.Kind.MEAN;
import static dev.gregor.config.MeasureName.Kind.SHOWN;
import static dev.gregor.config.Output.Type.LABEL;
import static dev.gregor.config.Output.Type.NUMBER;
import static dev.gregor.config.Output.Type.RANKING;
import static dev.gregor.config.Output.Type.SCORE;
import static dev.gregor.config.Output.Type.TEXT;
import static dev.gregor.config.Output.Type.VECTOR;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The name of a measure: a number for how far two sets of outputs lie apart. A difference is always treatment minus control.
 *
 * <p>Those that can be guarded are rates and means over pairs, since their bounds hold however often one looks. The others are shown to
 * readers who are used to them, and decide nothing.
 */
public enum MeasureName implements Word {
    /** The mean difference over the pairs, in the unit of the output. */
    MEAN_DIFFERENCE(MEAN, NUMBER, SCORE),
    /** The mean of the absolute difference over the pairs, in the unit of the output. */
    MEAN_ABSOLUTE_DIFFERENCE(MEAN, NUMBER, SCORE),
    /** The fraction of the pairs whose absolute difference is above the output's tolerance, from 0 to 1. */
    EXCEEDANCE_RATE(BINARY, NUMBER, SCORE),
    /** The root of the mean squared difference over the pairs, in the unit of the output. */
    ROOT_MEAN_SQUARE_DIFFERENCE(SHOWN, NUMBER, SCORE),
    /** The largest absolute difference of a pair, in the unit of the output. */
    MAX_ABSOLUTE_DIFFERENCE(SHOWN, NUMBER, SCORE),
    /** The median of the absolute differences, within 1 %, in the unit of the output. */
    QUANTILE_DIFFERENCE_P50(SHOWN, NUMBER, SCORE),
    /** The 95th percentile of the absolute differences, within 1 %, in the unit of the output. */
    QUANTILE_DIFFERENCE_P95(SHOWN, NUMBER, SCORE),
    /** The 99th percentile of the absolute differences, within 1 %, in the unit of the output. */
    QUANTILE_DIFFERENCE_P99(SHOWN, NUMBER, SCORE),
    /** Pearson's correlation over the pairs, from -1 to 1. */
    CORRELATION(SHOWN, NUMBER, SCORE),
    /** The largest distance between the two empirical distribution functions, from 0 to 1. */
    KOLMOGOROV_SMIRNOV(SHOWN, NUMBER, SCORE),
    /** The asymptotic p-value of the two-sample Kolmogorov-Smirnov test, for a single look. */
    KOLMOGOROV_SMIRNOV_P(SHOWN, NUMBER, SCORE),
    /** The area between the two distribution functions, in the unit of the output. */
    WASSERSTEIN(SHOWN, NUMBER, SCORE),
    /** The index over ten bins at the deciles of the control sample, open ends, empty bins as 1e-4, natural logarithm. */
    POPULATION_STABILITY_INDEX(SHOWN, NUMBER, SCORE),
    /** The Jensen-Shannon distance with base 2, over the same bins or over the labels, from 0 to 1. */
    JENSEN_SHANNON(SHOWN, NUMBER, SCORE, LABEL),
    /** The Hellinger distance over the same bins, from 0 to 1. */
    HELLINGER(SHOWN, NUMBER, SCORE),
    /** The total variation over the same bins or over the labels, from 0 to 1. */
    TOTAL_VARIATION(SHOWN, NUMBER, SCORE, LABEL),
    /** U of the treatment sample, of Mann and Whitney. */
    MANN_WHITNEY(SHOWN, NUMBER, SCORE),
    /** Its two-sided asymptotic p-value, without a correction for continuity, for a single look. */
    MANN_WHITNEY_P(SHOWN, NUMBER, SCORE),
    /** The smaller of Wilcoxon's two sums of signed ranks of the differences, zeros dropped. */
    WILCOXON(SHOWN, NUMBER, SCORE),
    /** Its two-sided asymptotic p-value, without a correction for continuity, for a single look. */
    WILCOXON_P(SHOWN, NUMBER, SCORE),
    /** The fraction of the pairs whose label differs, from 0 to 1. */
    FLIP_RATE(BINARY, LABEL),
    /** Cohen's kappa between the arms, at most 1. */
    KAPPA(SHOWN, LABEL),
    /** The exact p-value of McNemar's test of one class against the rest, for a single look. */
    MCNEMAR_P(SHOWN, LABEL),
    /** Pearson's chi-square over the counts of the labels of both arms. */
    CHI_SQUARE(SHOWN, LABEL),
    /** Its p-value, for a single look. */
    CHI_SQUARE_P(SHOWN, LABEL),
    /** The mean share of the first k items that both rankings have, from 0 to 1. */
    OVERLAP_AT_K(MEAN, RANKING),
    /** The mean rank-biased overlap (extrapolated, persistence 0.9), from 0 to 1. */
    RANK_BIASED_OVERLAP(MEAN, RANKING),
    /** The mean of Kendall's tau-b over the items that both rankings have, from -1 to 1. */
    KENDALL_TAU(MEAN, RANKING),
    /** The mean cosine distance of the pairs, from 0 to 2. */
    COSINE_DISTANCE(MEAN, VECTOR),
    /** The median of the cosine distances, within 1 %. */
    COSINE_DISTANCE_P50(SHOWN, VECTOR),
    /** The 95th percentile of the cosine distances, within 1 %. */
    COSINE_DISTANCE_P95(SHOWN, VECTOR),
    /** The 99th percentile of the cosine distances, within 1 %. */
    COSINE_DISTANCE_P99(SHOWN, VECTOR),
    /** The mean euclidean distance of the pairs. */
    EUCLIDEAN_DISTANCE(MEAN, VECTOR),
    /** The median of the euclidean distances, within 1 %. */
    EUCLIDEAN_DISTANCE_P50(SHOWN, VECTOR),
    /** The 95th percentile of the euclidean distances, within 1 %. */
    EUCLIDEAN_DISTANCE_P95(SHOWN, VECTOR),
    /** The 99th percentile of the euclidean distances, within 1 %. */
    EUCLIDEAN_DISTANCE_P99(SHOWN, VECTOR),
    /** The fraction of the pairs whose texts are equal, from 0 to 1. */
    EXACT_MATCH_RATE(BINARY, TEXT),
    /** The mean edit distance (Levenshtein) over the length of the longer text, from 0 to 1. */
    EDIT_DISTANCE(MEAN, TEXT),
    /** The mean Jaccard similarity of the sets of words, from 0 to 1. */
    TOKEN_JACCARD(MEAN, TEXT),
    /** The fraction of the records with a control output whose treatment output did not come, from 0 to 1. */
    MISSING_RATE(BINARY, Subject.RECORDS),
    /** The fraction of the pairs with a valid control output whose treatment output is invalid, from 0 to 1. */
    INVALID_RATE(BINARY, Subject.RECORDS),
    /** The fraction of the pairs whose treatment output came more than once, from 0 to 1. */
    DUPLICATE_RATE(BINARY, Subject.RECORDS),
    /** The mean of how much later the treatment output came than the control output, by the wall clock, in seconds. */
    OUTPUT_DELAY(MEAN, Subject.RECORDS),
    /** The median of that, within 1 %, in seconds. */
    OUTPUT_DELAY_P50(SHOWN, Subject.RECORDS),
    /** The 95th percentile of that, within 1 %, in seconds. */
    OUTPUT_DELAY_P95(SHOWN, Subject.RECORDS),
    /** The 99th percentile of that, within 1 %, in seconds. */
    OUTPUT_DELAY_P99(SHOWN, Subject.RECORDS),
    /** The fraction of the true labels that the control arm hits, from 0 to 1. */
    ACCURACY_CONTROL(SHOWN, Subject.TRUTH, LABEL),
    /** The fraction of the true labels that the treatment arm hits, from 0 to 1. */
    ACCURACY_TREATMENT(SHOWN, Subject.TRUTH, LABEL),
    /** By how much the accuracy of the treatment arm is lower, from -1 to 1. */
    ACCURACY_DROP(MEAN, Subject.TRUTH, LABEL),
    /** The unweighted mean of the F1 of all classes in the control arm, from 0 to 1. */
    MACRO_F1_CONTROL(SHOWN, Subject.TRUTH, LABEL),
    /** The unweighted mean of the F1 of all classes in the treatment arm, from 0 to 1. */
    MACRO_F1_TREATMENT(SHOWN, Subject.TRUTH, LABEL),
    /** By how much the macro-F1 of the treatment arm is lower, from -1 to 1. */
    MACRO_F1_DROP(SHOWN, Subject.TRUTH, LABEL),
    /** The area under the ROC curve of the control arm, from 0 to 1. */
    AUC_CONTROL(SHOWN, Subject.TRUTH, SCORE),
    /** The area under the ROC curve of the treatment arm, from 0 to 1. */
    AUC_TREATMENT(SHOWN, Subject.TRUTH, SCORE),
    /** By how much the area of the treatment arm is smaller, from -1 to 1. */
    AUC_DROP(SHOWN, Subject.TRUTH, SCORE),
    /** The mean absolute error of the control arm, in the unit of the output. */
    MEAN_ABSOLUTE_ERROR_CONTROL(SHOWN, Subject.TRUTH, NUMBER),
    /** The mean absolute error of the treatment arm, in the unit of the output. */
    MEAN_ABSOLUTE_ERROR_TREATMENT(SHOWN, Subject.TRUTH, NUMBER),
    /** By how much the mean absolute error of the treatment arm is larger, in the unit of the output. */
    MEAN_ABSOLUTE_ERROR_RISE(MEAN, Subject.TRUTH, NUMBER),
    /** By how much the Brier score of the treatment arm is larger, from -1 to 1. */
    BRIER_RISE(MEAN, Subject.TRUTH, SCORE),
    /** By how much the log loss of the treatment arm is larger, in nats; scores are kept 1e-15 away from 0 and 1. */
    LOG_LOSS_RISE(MEAN, Subject.TRUTH, SCORE);

    /** How a measure is made, which decides what bounds it has. */
    public enum Kind {
        /** A share of things that are so or not: bounds are exact at any count. */
        BINARY,
        /** A mean over the pairs: its bounds are those of a confidence sequence. */
        MEAN,
        /** A number without bounds that hold while one watches: shown, and never guarded. */
        SHOWN
    }

    /** What a measure is taken of. */
    private enum Subject {
        PAIRS,
        RECORDS,
        TRUTH
    }

    private final Kind kind;
    private final Subject subject;
    private final Set<Output.Type> types = EnumSet.noneOf(Output.Type.class);

    MeasureName(Kind kind, Output.Type... types) {
        this(kind, Subject.PAIRS, types);
    }

    MeasureName(Kind kind, Subject subject, Output.Type... types) {
        this.kind = kind;
        this.subject = subject;
        this.types.addAll(Arrays.asList(types));
    }

    public Kind kind() {
        return kind;
    }

    /** Whether this measure is of a record and its outputs as a whole, and not of one compared value. */
    public boolean isOfRecords() {
        return subject == Subject.RECORDS;
    }

    /** Whether this measure needs the true labels. */
    public boolean needsTruth() {
        return subject == Subject.TRUTH;
    }

    /** Whether this is a fraction, from 0 to 1, that was counted. */
    public boolean isRate() {
        return kind == BINARY;
    }

    /** Whether this can never be below 0, whatever the outputs are. */
    public boolean isNeverNegative() {
        return this != MEAN_DIFFERENCE && this != OUTPUT_DELAY && this != KENDALL_TAU && !needsTruth();
    }

    /** Whether a guardrail may bound this measure. */
    public boolean canBeGuarded() {
        return kind != SHOWN;
    }

    /** Whether this measure is defined for outputs of the given type. */
    public boolean measures(Output.Type output) {
        return types.contains(output);
    }

    /** The measures that are defined for outputs of the given type, with true labels or without. */
    public static List<MeasureName> of(Output.Type output) {
        return Arrays.stream(values()).filter(m -> m.measures(output)).toList();
    }

    /** The measures that can be taken of this output: exceedances only where it has a tolerance, errors where it has a truth. */
    public static List<MeasureName> of(Output output) {
        return of(output.type()).stream()
                .filter(m -> m != EXCEEDANCE_RATE || output.tolerance() != null)
                .filter(m -> !m.needsTruth() || output.truth() != null)
                .toList();
    }

    /** The measures that need no pairs: of the treated outputs against the untreated ones as two samples. */
    public static List<MeasureName> ofPopulations() {
        return List.of(
                MEAN_DIFFERENCE,
                KOLMOGOROV_SMIRNOV,
                KOLMOGOROV_SMIRNOV_P,
                WASSERSTEIN,
                POPULATION_STABILITY_INDEX,
                JENSEN_SHANNON,
                HELLINGER,
                TOTAL_VARIATION,
                MANN_WHITNEY,
                MANN_WHITNEY_P,
                CHI_SQUARE,
                CHI_SQUARE_P,
                INVALID_RATE);
    }

    /** The measures of records, which need no output. */
    public static List<MeasureName> ofRecords() {
        return Arrays.stream(values()).filter(MeasureName::isOfRecords).toList();
    }
}
