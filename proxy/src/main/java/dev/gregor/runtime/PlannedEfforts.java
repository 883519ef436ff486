package dev.gregor.runtime;

import dev.gregor.config.ClusterBy;
import dev.gregor.config.Experiment;
import dev.gregor.config.Guardrail;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.config.Output;
import dev.gregor.judge.Judge;
import dev.gregor.judge.SampleSize;
import dev.gregor.measure.Mean;
import dev.gregor.record.Codec;
import dev.gregor.record.DecodedRecord;
import dev.gregor.record.Field;
import dev.gregor.record.RawRecord;
import dev.gregor.record.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Estimates what the guardrails of one experiment need.
 *
 * @param share the share of the route's records that would be hit, from 0 to 1
 * @param rate how fast these records come
 * @param outputs the last outputs of the control arm, none where they cannot be read
 */
record PlannedEfforts(Experiment experiment, double share, RecordRate rate, List<RawRecord> outputs, Codec codec) {

    /** One for each guardrail, in the order of the file; none where nothing is measured. */
    List<PlannedEffort> all() {
        Measurement measure = experiment.measure();
        return measure == null
                ? List.of()
                : experiment.guardrails().stream()
                        .map(guardrail -> of(guardrail, measure))
                        .toList();
    }

    private PlannedEffort of(Guardrail guardrail, Measurement measurement) {
        double alpha = Judge.alpha(experiment);
        double room = room(guardrail);
        OptionalLong best;
        OptionalLong half;
        String supposing;
        if (guardrail.measure().isRate()) {
            best = SampleSize.ofRate(room, 0, alpha);
            half = room > 0 && room / 2 <= 1 ? SampleSize.ofRate(room, room / 2, alpha) : OptionalLong.empty();
            supposing = "bounds that are exact at any count";
        } else {
            OptionalDouble spread = spread(guardrail, measurement);
            double deviation = spread.orElse(Math.abs(room));
            best = SampleSize.ofMean(room, deviation, alpha);
            half = SampleSize.ofMean(room / 2, deviation, alpha);
            supposing = spread.isPresent()
                    ? "differences that spread as much as the last outputs of the control arm do, by "
                            + rounded(deviation) + ", which they seldom do"
                    : "differences that spread by as much as the margin allows, " + rounded(deviation)
                            + ", since the outputs of the control arm do not tell";
        }
        if (measurement.clusterBy() != ClusterBy.RECORD) {
            supposing += "; pairs of one " + measurement.clusterBy().word() + " may say less than their number";
        }
        Long pairs = atLeast(best, measurement.minPairs());
        Long pairsAtHalf = atLeast(half, measurement.minPairs());
        Long records = records(pairs);
        Long recordsAtHalf = records(pairsAtHalf);
        return new PlannedEffort(
                guardrail.output(),
                guardrail.measure().word(),
                guardrail.margin(),
                pairs,
                pairsAtHalf,
                records,
                recordsAtHalf,
                seconds(records),
                seconds(recordsAtHalf),
                supposing);
    }

    /** From the value that the measure has where nothing differs to the margin. */
    private static double room(Guardrail guardrail) {
        if (guardrail.boundsFromAbove()) {
            return guardrail.margin();
        }
        MeasureName measure = guardrail.measure();
        boolean isLikeness = measure.isNeverNegative() || measure == MeasureName.KENDALL_TAU;
        return (isLikeness ? 1 : 0) - guardrail.margin();
    }

    /** How far the numbers of the guarded output spread; empty where it is no number, or too few could be read. */
    private OptionalDouble spread(Guardrail guardrail, Measurement measurement) {
        String name = guardrail.output();
        Output output = name == null ? null : measurement.outputs().get(name);
        if (name == null
                || output == null
                || (output.type() != Output.Type.NUMBER && output.type() != Output.Type.SCORE)) {
            return OptionalDouble.empty();
        }
        Mean mean = Mean.unbounded(false);
        for (RawRecord each : outputs) {
            number(new DecodedRecord(each, codec), measurement, name).ifPresent(mean::add);
        }
        return mean.n() < 2 ? OptionalDouble.empty() : OptionalDouble.of(mean.deviation());
    }

    private static Optional<Double> number(DecodedRecord record, Measurement measurement, String output) {
        return record.document()
                .map(document -> document.fields(measurement.pathOf(output)))
                .filter(fields -> fields.size() == 1)
                .map(fields -> fields.get(0))
                .map(Field::value)
                .filter(Value.Num.class::isInstance)
                .map(value -> ((Value.Num) value).toDouble())
                .filter(number -> Math.abs(number) < 1e150);
    }

    private static @Nullable Long atLeast(OptionalLong pairs, int least) {
        return pairs.isPresent() ? Long.valueOf(Math.max(least, pairs.getAsLong())) : null;
    }

    private @Nullable Long records(@Nullable Long pairs) {
        return pairs == null || share <= 0 ? null : Long.valueOf((long) Math.ceil(pairs / share));
    }

    private @Nullable Double seconds(@Nullable Long records) {
        return records == null || rate.perSecond().isEmpty()
                ? null
                : Double.valueOf(records / rate.perSecond().getAsDouble());
    }

    private static String rounded(double number) {
        return "%.3g".formatted(number);
    }
}
