package dev.gregor.divergence;

import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.config.Output;
import dev.gregor.config.Schedule;
import dev.gregor.judge.Arm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that is measured.
 *
 * @param slots where each of its outputs stands, by the output's name, in the order of the file
 */
record Measured(Experiment experiment, Measurement measurement, Map<String, Slot> slots) {

    static Measured of(Experiment experiment, Measurement measurement) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        measurement.outputs().forEach((name, output) -> slots.put(name, Slot.of(name, output)));
        return new Measured(experiment, measurement, slots);
    }

    String name() {
        return experiment.name();
    }

    /**
     * The arm that a pair belongs to.
     *
     * @param hitBy the experiment that hit the pair's record
     * @return empty if another experiment hit the record: such a pair says nothing about this one
     */
    Optional<Arm> arm(@Nullable String hitBy) {
        if (hitBy == null) {
            return Optional.of(Arm.UNTREATED);
        }
        return hitBy.equals(name()) ? Optional.of(Arm.TREATED) : Optional.empty();
    }

    /**
     * Whether an output of this event time counts. Outputs that this experiment hit always do: some are still on their way
     * when it is switched off.
     */
    boolean counts(@Nullable String hitBy, long timestamp) {
        return name().equals(hitBy) || (experiment.enabled() && isScheduled(timestamp));
    }

    /** The measures that are taken of it, by output; those of whole records under no output. */
    void forEachMeasure(BiConsumer<@Nullable String, MeasureName> visitor) {
        measurement
                .outputs()
                .forEach((name, output) -> MeasureName.of(output).forEach(measure -> visitor.accept(name, measure)));
        MeasureName.ofRecords().stream()
                .filter(m -> m != MeasureName.MISSING_RATE || tellsMissing())
                .forEach(measure -> visitor.accept(null, measure));
    }

    /** Whether this measure is taken of it. */
    boolean takes(@Nullable String name, MeasureName measure) {
        if (name == null) {
            return measure.isOfRecords() && (measure != MeasureName.MISSING_RATE || tellsMissing());
        }
        Output output = measurement.outputs().get(name);
        return output != null && MeasureName.of(output).contains(measure);
    }

    /** Whether the ledger tells whose output is missing: it knows records by the id that only the header carries. */
    boolean tellsMissing() {
        return measurement.pairBy().isHeader();
    }

    /** The window of an event time. */
    Window window(long timestamp) {
        return Window.of(timestamp, measurement.window().toMillis());
    }

    /** When the schedule ends, in epoch milliseconds of event time; empty if it has no end. */
    OptionalLong end() {
        Schedule schedule = experiment.schedule();
        return schedule.isByWallClock() ? OptionalLong.empty() : schedule.end();
    }

    private boolean isScheduled(long timestamp) {
        Schedule schedule = experiment.schedule();
        return schedule.isByWallClock() || schedule.covers(timestamp);
    }
}
