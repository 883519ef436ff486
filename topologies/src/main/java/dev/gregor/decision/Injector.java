package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Memory;
import dev.gregor.record.Arrival;
import dev.gregor.record.Codec;
import dev.gregor.record.GlancedRecord;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of each record of one route: the pure heart of the injection. The same records, experiments and
 * circumstances give the same decisions, whoever asks. Not for use by several threads at once.
 */
public final class Injector {
    private final List<ActiveExperiment> experiments;
    private final Codec codec;
    private final Memory memory;
    private final Treating treating;
    private final Witness witness;
    private final GlancedRecord glanced;
    private final boolean remembers;
    private final boolean looksAtAll;

    /**
     * An injector for the experiments of one route.
     *
     * @param experiments in the order of the file; those that are not enabled are passed over
     * @param codec for the values of the route, writing to its treatment topic
     */
    public Injector(List<Experiment> experiments, Codec codec, Circumstances around, Limits limits) {
        this(experiments, codec, around, limits, Witness.NONE);
    }

    /** An injector that decides again what was decided before, with a witness of that. */
    public Injector(List<Experiment> experiments, Codec codec, Circumstances around, Limits limits, Witness witness) {
        this.witness = witness;
        this.experiments = experiments.stream()
                .filter(Experiment::enabled)
                .map(ActiveExperiment::new)
                .toList();
        this.codec = codec;
        this.memory = around.memory();
        this.treating = new Treating(codec, around, limits);
        this.glanced = new GlancedRecord(codec);
        this.remembers = this.experiments.stream().anyMatch(ActiveExperiment::asksForThePast);
        this.looksAtAll = remembers
                || witness != Witness.NONE
                || this.experiments.stream().anyMatch(each -> !each.observing().isEmpty());
    }

    /** Whether no experiment is on, so that every record passes untouched and uncounted. */
    public boolean isIdle() {
        return experiments.isEmpty();
    }

    /**
     * Whether every experiment passes the record by, for its time, its draws or a condition that a look at single fields can answer; it is then
     * counted as seen, untouched, and nothing is left to decide. Most records end here, so nothing is made of them.
     *
     * @param now the wall clock in epoch milliseconds
     * @param counter is told of the record only if it is passed by
     */
    public boolean passesBy(Arrival record, long now, Counter counter) {
        if (looksAtAll) {
            return false;
        }
        glanced.advance(record);
        for (int i = 0; i < experiments.size(); i++) {
            ActiveExperiment experiment = experiments.get(i);
            if (experiment.runsAt(record.timestamp(), now)
                    && experiment.isDrawn(record, now)
                    && !experiment.isRefused(glanced)) {
                return false;
            }
        }
        for (int i = 0; i < experiments.size(); i++) {
            ActiveExperiment experiment = experiments.get(i);
            if (experiment.runsAt(record.timestamp(), now)) {
                counter.seen(experiment.name());
            }
        }
        return true;
    }

    /**
     * Decides about one record. The first live experiment that selects it has it; those behind it lose it, and that is
     * counted. An experiment in shadow mode, or one without faults, takes a record from nobody.
     *
     * @param now the wall clock in epoch milliseconds; only what is asked to depend on it does
     * @param counter is told what happened, for each experiment
     */
    public Decision decide(RawRecord record, long now, Counter counter) {
        ActiveExperiment owner = null;
        Treating.Attempt treated = null;
        List<Decision.Injected> injected = List.of();
        List<Decision.Skip> skips = List.of();
        List<Decision.Gathering> gatherings = List.of();
        for (ActiveExperiment experiment : experiments) {
            Optional<Boolean> known = witness.hit(experiment.experiment(), record.id());
            if (!known.orElseGet(() -> experiment.runsAt(record.timestamp(), now))) {
                continue;
            }
            counter.seen(experiment.name());
            treating.observe(record, experiment, now);
            long unit = experiment.unit(record);
            boolean isSelected = known.isPresent()
                    ? experiment.maySelect(record, unit, codec)
                    : experiment.selects(record, unit, now, codec);
            if (!isSelected) {
                continue;
            }
            counter.selected(experiment.name());
            boolean live = experiment.isLive();
            if (live && owner != null) {
                counter.skipped(experiment.name(), SkipReason.PRECEDENCE);
                continue;
            }
            if (treating.isSpent(experiment, record, 0, counter)) {
                continue;
            }
            int within = experiment.gathersWithin();
            if (within > 0) {
                long until = (Math.floorDiv(record.id().offset(), (long) within) + 1) * within - 1;
                gatherings = joined(gatherings, List.of(new Decision.Gathering(experiment.experiment(), until)));
            } else {
                Treating.Attempt attempt = treating.treat(record, experiment, unit, now, counter);
                injected = joined(injected, attempt.injected());
                skips = joined(skips, attempt.skips());
                treated = live ? attempt : treated;
            }
            owner = live ? experiment : owner;
        }
        remember(record);
        if (owner != null && treated == null) {
            return new Decision(null, List.of(), injected, skips, gatherings);
        } else if (owner == null || treated == null || treated.injected().isEmpty()) {
            return Decision.untouched(record, injected, skips, gatherings);
        }
        return new Decision(owner.experiment(), treated.deliveries(), injected, skips, gatherings);
    }

    /**
     * Decides about the records that one experiment has gathered from a block.
     *
     * @param gathered in the order of their offsets; at least one
     * @return a decision for each of them; all untouched where the experiment is no longer there
     */
    public List<Decision> decideTogether(String experiment, List<RawRecord> gathered, long now, Counter counter) {
        ActiveExperiment active = experiments.stream()
                .filter(each -> each.name().equals(experiment) && each.gathersWithin() > 0)
                .findFirst()
                .orElse(null);
        if (active == null) {
            return gathered.stream().map(Decision::untouched).toList();
        }
        return new Batch(treating, active, gathered, now, counter).decisions();
    }

    private void remember(RawRecord record) {
        if (remembers && record.key() != null) {
            memory.rememberValue(record.key(), record.value(), record.timestamp());
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** Is told what an injector decides. */
    public interface Counter {
        /** Counts nothing. */
        Counter NONE = new Counter() {};

        /** A record came by while the experiment was on. */
        default void seen(String experiment) {}

        /** The selection chose the record. */
        default void selected(String experiment) {}

        /** A fault was injected. */
        default void injected(String experiment, String fault) {}

        /** A fault could not be injected into a selected record. */
        default void skipped(String experiment, SkipReason reason) {}

        /** How many faults of the experiment were injected so far on this partition, by which its budget is spent. */
        default long injected(String experiment) {
            return 0;
        }
    }
}
