package dev.gregor.divergence;

import dev.gregor.config.MeasureName;
import dev.gregor.measure.Arm;
import dev.gregor.measure.Estimate;
import dev.gregor.measure.Interval;
import dev.gregor.measure.Mean;
import dev.gregor.measure.Rate;
import dev.gregor.measure.Sample;
import dev.gregor.measure.Summary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The measures of whole records: whether outputs came, came once, came valid, and when. */
final class RecordTally {
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Rate missing;
    private final Rate invalid;
    private final Rate duplicate;
    private final Mean delay;
    private final Sample delays;

    RecordTally(Summary.Detail detail, boolean clustered) {
        this(
                new Rate(clustered),
                new Rate(clustered),
                new Rate(clustered),
                Mean.unbounded(clustered),
                new Sample(detail));
    }

    private RecordTally(Rate missing, Rate invalid, Rate duplicate, Mean delay, Sample delays) {
        this.missing = missing;
        this.invalid = invalid;
        this.duplicate = duplicate;
        this.delay = delay;
        this.delays = delays;
    }

    /**
     * Both outputs came.
     *
     * @param delayMillis how much later the treatment output came, by the wall clock
     */
    void paired(boolean isAgain, long delayMillis, int cluster) {
        missing.add(false, cluster);
        duplicate.add(isAgain, cluster);
        delay.add(delayMillis / MILLIS_PER_SECOND, cluster);
        delays.add(delayMillis / MILLIS_PER_SECOND);
    }

    /** The control output was valid; was the treatment output? */
    void valid(boolean isInvalid, int cluster) {
        invalid.add(isInvalid, cluster);
    }

    void missing(int cluster) {
        missing.add(true, cluster);
    }

    void cameAgain(int cluster) {
        duplicate.turnOne(cluster);
    }

    void merge(RecordTally other) {
        missing.merge(other.missing);
        invalid.merge(other.invalid);
        duplicate.merge(other.duplicate);
        delay.merge(other.delay);
        delays.merge(other.delays);
    }

    void write(DataOutput out) throws IOException {
        missing.write(out);
        invalid.write(out);
        duplicate.write(out);
        delay.write(out);
        delays.write(out);
    }

    static RecordTally read(Summary.Detail detail, boolean clustered, DataInput in) throws IOException {
        RecordTally tally = new RecordTally(detail, clustered);
        tally.missing.read(in);
        tally.invalid.read(in);
        tally.duplicate.read(in);
        tally.delay.read(in);
        return new RecordTally(tally.missing, tally.invalid, tally.duplicate, tally.delay, Sample.read(detail, in));
    }

    Estimate estimate(MeasureName measure, Arm arm, double alpha) {
        return switch (measure) {
            case MISSING_RATE -> missing.estimate(null, measure, arm, alpha);
            case INVALID_RATE -> invalid.estimate(null, measure, arm, alpha);
            case DUPLICATE_RATE -> duplicate.estimate(null, measure, arm, alpha);
            case OUTPUT_DELAY -> {
                Interval bounds = delay.interval(alpha);
                yield new Estimate(null, measure, arm, delay.value(), bounds.low(), bounds.high(), delay.n());
            }
            case OUTPUT_DELAY_P50 -> quantile(measure, arm, 0.5);
            case OUTPUT_DELAY_P95 -> quantile(measure, arm, 0.95);
            case OUTPUT_DELAY_P99 -> quantile(measure, arm, 0.99);
            default -> throw new IllegalArgumentException(measure + " is no measure of whole records");
        };
    }

    private Estimate quantile(MeasureName measure, Arm arm, double share) {
        double value = delays.n() == 0 ? Double.NaN : delays.distribution().quantile(share);
        return new Estimate(null, measure, arm, value, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, delays.n());
    }
}
