package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.fault.History;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment;
import dev.gregor.record.Codec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of each record of one route: the pure heart of the injection. The same record, experiments and history
 * give the same decision, whoever asks. Not for use by several threads at once.
 */
public final class Injector {
    private static final Logger LOG = LoggerFactory.getLogger(Injector.class);

    private final List<ActiveExperiment> experiments;
    private final Codec codec;
    private final History history;
    private final Set<String> failed = new HashSet<>();

    /**
     * An injector for the experiments of one route.
     *
     * @param experiments in the order of the file; those that are not enabled are passed over
     * @param codec for the values of the route, writing to its treatment topic
     */
    public Injector(List<Experiment> experiments, Codec codec, History history) {
        this.experiments = experiments.stream()
                .filter(Experiment::enabled)
                .map(ActiveExperiment::new)
                .toList();
        this.codec = codec;
        this.history = history;
    }

    /** Whether no experiment is on, so that every record passes untouched and uncounted. */
    public boolean isIdle() {
        return experiments.isEmpty();
    }

    /**
     * Decides about one record. The first live experiment that selects it has it; those behind it lose it, and that is
     * counted. An experiment in shadow mode, or one without faults, takes a record from nobody.
     *
     * @param counter is told what happened, for each experiment
     * @return what the treatment arm gets
     */
    public Decision decide(RawRecord record, Counter counter) {
        ActiveExperiment owner = null;
        Attempt treated = null;
        List<Decision.Injected> injected = List.of();
        for (ActiveExperiment experiment : experiments) {
            if (!experiment.runsAt(record.timestamp())) {
                continue;
            }
            counter.seen(experiment.name());
            long unit = experiment.unit(record);
            if (!experiment.selects(record, unit, codec)) {
                continue;
            }
            counter.selected(experiment.name());
            if (experiment.isLive() && owner != null) {
                counter.skipped(experiment.name(), SkipReason.PRECEDENCE);
                continue;
            }
            Attempt attempt = treat(record, experiment, unit, counter);
            injected = joined(injected, attempt.injected());
            if (experiment.isLive()) {
                owner = experiment;
                treated = attempt;
            }
        }
        if (owner == null || treated == null || treated.injected().isEmpty()) {
            return new Decision(null, record, null, injected);
        }
        return new Decision(owner.experiment(), treated.output(), treated.hold(), injected);
    }

    /** What the faults of one experiment made of a record. */
    private record Attempt(RawRecord output, @Nullable Hold hold, List<Decision.Injected> injected) {}

    private Attempt treat(RawRecord record, ActiveExperiment experiment, long unit, Counter counter) {
        Treatment treatment = new Treatment(record, codec, history);
        List<Decision.Injected> injected = new ArrayList<>(experiment.faults().size());
        for (ActiveExperiment.NamedFault fault : experiment.faults()) {
            try {
                Treatment.Effect effect = treatment.apply(fault.fault(), Dice.draw(unit, fault.salt()));
                injected.add(
                        new Decision.Injected(experiment.experiment(), fault.name(), effect.changes(), effect.hold()));
            } catch (Skipped skip) {
                counter.skipped(experiment.name(), skip.reason());
            } catch (KafkaException e) {
                // The history could not be read: the record is processed anew, for passing it untouched would not be
                // what the same log gives the next time.
                throw e;
            } catch (RuntimeException e) {
                // A bug must not stop the stream either, nor leave a record damaged by halves.
                reportOnce(fault.name(), experiment.name(), record, e);
                counter.skipped(experiment.name(), SkipReason.FAULT_FAILED);
                return new Attempt(record, null, List.of());
            }
        }
        try {
            Attempt attempt = new Attempt(treatment.result(), treatment.hold(), injected);
            injected.forEach(each -> counter.injected(experiment.name(), each.fault()));
            return attempt;
        } catch (Skipped skip) {
            injected.forEach(each -> counter.skipped(experiment.name(), skip.reason()));
            return new Attempt(record, null, List.of());
        }
    }

    private void reportOnce(String fault, String experiment, RawRecord record, RuntimeException e) {
        if (failed.add(experiment + " " + fault)) {
            LOG.error(
                    "The fault {} of the experiment {} failed on {}; records like it pass untouched, counted as {}."
                            + " This is a bug of the fault",
                    fault,
                    experiment,
                    record.id(),
                    SkipReason.FAULT_FAILED.word(),
                    e);
        }
    }

    private static List<Decision.Injected> joined(List<Decision.Injected> first, List<Decision.Injected> second) {
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        List<Decision.Injected> all = new ArrayList<>(first);
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
    }
}
