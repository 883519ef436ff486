package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.config.Expression;
import dev.gregor.config.FaultParameters;
import dev.gregor.config.Selection;
import dev.gregor.fault.BatchFault;
import dev.gregor.fault.Catalogue;
import dev.gregor.fault.Draw;
import dev.gregor.fault.Fault;
import dev.gregor.fault.ObservingFault;
import dev.gregor.fault.Treatment;
import dev.gregor.record.Arrival;
import dev.gregor.record.Codec;
import dev.gregor.record.DecodedRecord;
import dev.gregor.record.GlancedRecord;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.time.Duration;
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
    private final @Nullable BurstChain bursts;
    private final List<NamedFault> faults;
    private final List<NamedFault> observing;
    private final int gathersWithin;

    /**
     * A fault with its name and the salt of its random stream.
     *
     * @param scope what keeps its memory apart from that of others
     */
    record NamedFault(String name, Fault fault, long salt, String scope) {}

    ActiveExperiment(Experiment experiment) {
        this.experiment = experiment;
        this.dice = new Dice(experiment);
        Selection select = experiment.select();
        this.condition = select.where() == null ? null : select.where().compile();
        this.bursts = select.bursts() == null ? null : new BurstChain(dice, select.bursts());
        this.faults = named(experiment);
        this.observing = faults.stream()
                .filter(each -> each.fault() instanceof ObservingFault)
                .toList();
        this.gathersWithin = faults.stream()
                .filter(each -> each.fault() instanceof BatchFault)
                .mapToInt(each -> ((BatchFault) each.fault()).within())
                .max()
                .orElse(0);
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

    boolean asksForThePast() {
        return faults.stream().anyMatch(each -> each.fault().asksForThePast());
    }

    /** The faults that have to see all records. */
    List<NamedFault> observing() {
        return observing;
    }

    /** How many offsets the records are taken from that are treated together; 0 if each is treated alone. */
    int gathersWithin() {
        return gathersWithin;
    }

    /**
     * Whether the experiment runs at all when a record comes.
     *
     * @param now the wall clock in epoch milliseconds
     */
    boolean runsAt(long timestamp, long now) {
        return experiment.schedule().covers(time(timestamp, now));
    }

    long unit(Arrival record) {
        return dice.unit(record);
    }

    Draw blockDraw(RecordId id, int size, long salt) {
        return Dice.draw(dice.block(id, size), salt);
    }

    /** Whether the draws choose the record, so that it has to be looked at. */
    boolean isDrawn(Arrival record, long now) {
        return isDrawn(record, unit(record), experiment.schedule().strength(time(record.timestamp(), now)));
    }

    /** Whether the condition is known to refuse the record by a look at the fields that it names. */
    boolean isRefused(GlancedRecord record) {
        return condition != null && condition.refuses(record);
    }

    /** Whether the record is selected: first the draws, which are cheap, then the condition, which may have to decode. */
    boolean selects(RawRecord record, long unit, long now, Codec codec) {
        return selects(record, unit, experiment.schedule().strength(time(record.timestamp(), now)), codec);
    }

    /** Whether the record is selected when the schedule is at its full strength. */
    boolean maySelect(RawRecord record, long unit, Codec codec) {
        return selects(record, unit, 1, codec);
    }

    private boolean selects(RawRecord record, long unit, double strength, Codec codec) {
        return isDrawn(record, unit, strength)
                && (condition == null || condition.holds(new DecodedRecord(record, codec)));
    }

    private boolean isDrawn(Arrival record, long unit, double strength) {
        return Dice.hits(unit, experiment.select().fraction().value() * strength)
                && (bursts == null || bursts.isOn(record));
    }

    /** When the fault window began that a record lies in. */
    Treatment.Moment moment(RawRecord record, long now) {
        Duration window = experiment.select().window();
        long since = experiment.schedule().faultsFrom();
        if (window != null) {
            since = Math.floorDiv(record.timestamp(), window.toMillis()) * window.toMillis();
        } else if (bursts != null) {
            since = Math.max(since, bursts.onSince(record));
        }
        return new Treatment.Moment(since, now);
    }

    private long time(long timestamp, long now) {
        return experiment.schedule().isByWallClock() ? now : timestamp;
    }

    private static List<NamedFault> named(Experiment experiment) {
        Map<String, Integer> ordinals = new HashMap<>();
        List<NamedFault> named = new ArrayList<>();
        for (FaultParameters each : experiment.faults()) {
            String name = Catalogue.nameOf(each.getClass());
            int ordinal = ordinals.merge(name, 1, Integer::sum) - 1;
            String scope = experiment.name() + "/" + name + "/" + ordinal;
            named.add(new NamedFault(name, (Fault) each, Dice.salt(name, ordinal), scope));
        }
        return List.copyOf(named);
    }
}
