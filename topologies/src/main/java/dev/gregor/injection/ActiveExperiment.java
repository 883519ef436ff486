package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.config.Expression;
import dev.gregor.config.FaultParameters;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.Fault;
import dev.gregor.record.Codec;
import dev.gregor.record.DecodedRecord;
import dev.gregor.record.RawRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An experiment made ready to act on records: its condition compiled, its dice and the streams of its faults fixed. */
final class ActiveExperiment {
    private final Experiment experiment;
    private final Dice dice;
    private final Expression.@Nullable Compiled condition;
    private final List<NamedFault> faults;

    /** A fault with its name and the salt of its random stream. */
    record NamedFault(String name, Fault fault, long salt) {}

    ActiveExperiment(Experiment experiment) {
        this.experiment = experiment;
        this.dice = new Dice(experiment);
        Expression where = experiment.select().where();
        this.condition = where == null ? null : where.compile();
        this.faults = named(experiment.faults());
    }

    Experiment experiment() {
        return experiment;
    }

    String name() {
        return experiment.name();
    }

    /** Whether the faults reach the record, so that no other experiment may have it. */
    boolean isLive() {
        return experiment.mode() == Experiment.Mode.LIVE && !experiment.isAA();
    }

    List<NamedFault> faults() {
        return faults;
    }

    /** Whether the experiment runs at this event time at all. */
    boolean runsAt(long timestamp) {
        return experiment.schedule().strength(timestamp) > 0;
    }

    long unit(RawRecord record) {
        return dice.unit(record);
    }

    /** Whether the record is selected: first the draw, which is cheap, then the condition, which may have to decode. */
    boolean selects(RawRecord record, long unit, Codec codec) {
        double fraction =
                experiment.select().fraction().value() * experiment.schedule().strength(record.timestamp());
        return Dice.hits(unit, fraction) && (condition == null || condition.holds(new DecodedRecord(record, codec)));
    }

    private static List<NamedFault> named(List<FaultParameters> parameters) {
        Map<String, Integer> ordinals = new HashMap<>();
        List<NamedFault> named = new ArrayList<>();
        for (FaultParameters each : parameters) {
            String name = Catalogue.nameOf(each.getClass());
            int ordinal = ordinals.merge(name, 1, Integer::sum) - 1;
            named.add(new NamedFault(name, (Fault) each, Dice.salt(name, ordinal)));
        }
        return List.copyOf(named);
    }
}
