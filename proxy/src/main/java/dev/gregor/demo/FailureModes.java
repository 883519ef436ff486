package dev.gregor.demo;

import java.util.List;

/**
 * What the article "Chaos engineering for AI" asks for, line by line, each with the ready-made experiments that test it; a line in controlled amounts, or of two kinds, has two files. {@code
 * gregor demo --all} runs the files in this order.
 */
public final class FailureModes {
    /** The file with nothing but an A/A run, which shows that the measuring itself finds no difference where there is none. */
    public static final String CONTROL = "control-run";

    private static final String INGESTION = "1 Data ingestion";
    private static final String FEATURES = "2 Feature engineering";
    private static final String TRAINING = "3 Training data";
    private static final String VERSIONS = "4 Model versions";
    private static final String SERVING = "5 Serving";
    private static final String MONITORING = "6 Monitoring";

    private static final List<Line> LINES = List.of(
            new Line(INGESTION, "missing or delayed data", "data-missing-or-delayed"),
            new Line(INGESTION, "malformed records in the stream", "malformed-records"),
            new Line(INGESTION, "live input replaced by stale data", "stale-data"),
            new Line(INGESTION, "fields dropped, schemas changed upstream", "schema-changed-upstream"),
            new Line(INGESTION, "encodings, time zones, formats shift", "formats-shift"),
            new Line(INGESTION, "an external API returns partial or malformed data", "partial-api-answers"),
            new Line(FEATURES, "NaNs, unexpected strings", "nan-and-strings"),
            new Line(FEATURES, "a common feature dropped", "distance-goes-missing"),
            new Line(FEATURES, "unseen categories", "unseen-categories"),
            new Line(FEATURES, "new formats (true and \"true\")", "distance-becomes-text"),
            new Line(FEATURES, "derived features computed differently", "features-computed-differently"),
            new Line(TRAINING, "labels shuffled, accuracy drop measured", "labels-shuffled"),
            new Line(TRAINING, "mislabelled samples in controlled amounts", "labels-flipped-5-percent"),
            new Line(TRAINING, "mislabelled samples in controlled amounts", "labels-flipped-30-percent"),
            new Line(TRAINING, "a class removed", "class-removed"),
            new Line(TRAINING, "labels misaligned by a wrong join", "labels-misaligned"),
            new Line(TRAINING, "old data reused from a cache", "stale-training-data"),
            new Line(TRAINING, "leakage", "label-leaks-into-feature"),
            new Line(VERSIONS, "an incompatible model version", "incompatible-model-version"),
            new Line(VERSIONS, "metadata missing in the registry", "registry-metadata-missing"),
            new Line(VERSIONS, "model tags changed at random", "model-tags-swapped"),
            new Line(VERSIONS, "a rollback without validation", "unvalidated-rollback"),
            new Line(SERVING, "random latency in responses", "slow-predictions"),
            new Line(SERVING, "another runtime or numeric library", "another-runtime"),
            new Line(SERVING, "critical features dropped at inference", "features-missing-at-inference"),
            new Line(SERVING, "serialisation errors", "serialisation-errors"),
            new Line(MONITORING, "controlled drift in a part of live traffic", "gradual-drift-in-part-of-traffic"),
            new Line(MONITORING, "controlled drift in a part of live traffic", "sudden-drift-in-part-of-traffic"),
            new Line(MONITORING, "feedback skew: user groups excluded", "feedback-without-evening-flights"),
            new Line(MONITORING, "alerts disabled to test detection latency", "alerts-disabled"));

    private FailureModes() {}

    /** All lines, in the order of the article. */
    public static List<Line> lines() {
        return LINES;
    }

    /**
     * One line of the article.
     *
     * @param mode the failure mode, with its number
     * @param tests what is to be tested
     * @param file the name of the file in {@code config/experiments}, without its ending
     */
    public record Line(String mode, String tests, String file) {}
}
