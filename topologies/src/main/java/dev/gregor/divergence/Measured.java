package dev.gregor.divergence;

import dev.gregor.config.ClusterBy;
import dev.gregor.config.Experiment;
import dev.gregor.config.MeasureName;
import dev.gregor.config.Measurement;
import dev.gregor.config.Output;
import dev.gregor.config.Schedule;
import dev.gregor.measure.Arm;
import dev.gregor.measure.OutputValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that is measured.
 *
 * @param compared its outputs, in the order of the file
 * @param segment the slot of the segment; 0 where there are no segments
 */
record Measured(Experiment experiment, Measurement measurement, List<Compared> compared, long segment) {

    /**
     * An output that is compared.
     *
     * @param slot where it stands in an output
     * @param truth where its true value stands; null if that is not looked for
     */
    record Compared(
            String name, Output output, Slot slot, @Nullable Slot truth) {
        static Compared of(String name, Output output, Measurement measurement) {
            Slot truth = output.truth() == null ? null : Slot.ofTruth(output, output.truth());
            return new Compared(name, output, Slot.of(name, output, measurement), truth);
        }
    }

    static Measured of(Experiment experiment, Measurement measurement) {
        List<Compared> compared = new ArrayList<>();
        measurement.outputs().forEach((name, output) -> compared.add(Compared.of(name, output, measurement)));
        long segment = measurement.segmentBy() == null ? 0 : Slot.idOf(measurement.segmentBy());
        return new Measured(experiment, measurement, List.copyOf(compared), segment);
    }

    String name() {
        return experiment.name();
    }

    /**
     * The arm that a pair belongs to.
     *
     * @param hitBy the experiment that hit the pair's record
     * @return null if another experiment hit the record: such a pair says nothing about this one
     */
    @Nullable
    Arm arm(@Nullable String hitBy) {
        if (hitBy == null) {
            return Arm.UNTREATED;
        }
        return hitBy.equals(name()) ? Arm.TREATED : null;
    }

    /**
     * Whether an output of this event time counts. Outputs that this experiment hit always do: some are still on their way
     * when it is switched off.
     */
    boolean counts(@Nullable String hitBy, long timestamp) {
        return name().equals(hitBy) || (experiment.enabled() && isScheduled(timestamp));
    }

    /** Whether the outputs of a pair can be set against each other: both are there, and points lie in one space. */
    boolean isComparable(Reading control, Reading treatment) {
        for (Compared each : compared) {
            if (control.value(each.slot()) instanceof OutputValue.Vector before
                    && treatment.value(each.slot()) instanceof OutputValue.Vector after
                    && before.values().length != after.values().length) {
                return false;
            }
        }
        return true;
    }

    /** The measures that are taken of it, by output; those of whole records under no output. */
    void forEachMeasure(BiConsumer<@Nullable String, MeasureName> visitor) {
        for (Compared each : compared) {
            MeasureName.of(each.output()).stream()
                    .filter(this::takes)
                    .forEach(measure -> visitor.accept(each.name(), measure));
        }
        MeasureName.ofRecords().stream().filter(this::takes).forEach(measure -> visitor.accept(null, measure));
    }

    private boolean takes(MeasureName measure) {
        return measurement.isOfPopulations()
                ? MeasureName.ofPopulations().contains(measure)
                : measure != MeasureName.MISSING_RATE || tellsMissing();
    }

    /** Whether the ledger tells whose output is missing: it knows records by the id that only the header carries. */
    boolean tellsMissing() {
        return measurement.pairBy().isHeader() && !measurement.isOfPopulations();
    }

    boolean isClustered() {
        return measurement.clusterBy() != ClusterBy.RECORD;
    }

    /** What the pair of a control output is taken together with before bounds are drawn. */
    int cluster(Reading control) {
        return switch (measurement.clusterBy()) {
            case RECORD -> 0;
            case KEY -> control.keyHash();
            case WINDOW -> windowCluster(control.timestamp());
        };
    }

    /** The cluster of a window. Those that follow each other have numbers that follow each other. */
    int windowCluster(long timestamp) {
        return (int) Math.floorDiv(timestamp, measurement.window().toMillis());
    }

    /** The segment of a pair, by its control output; null where there are no segments. */
    @Nullable
    String segment(Reading control) {
        if (segment == 0) {
            return null;
        }
        return control.values().get(segment) instanceof OutputValue.Label label ? label.text() : "(none)";
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
