package dev.gregor.decision;

import dev.gregor.fault.Circumstances;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.ObservingFault;
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
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the faults of an experiment act on records that it was found to hit, and counts what comes of it. */
final class Treating {
    private static final Logger LOG = LoggerFactory.getLogger(Treating.class);

    private final Codec codec;
    private final Circumstances around;
    private final Limits limits;
    private final Set<String> failed = new HashSet<>();

    Treating(Codec codec, Circumstances around, Limits limits) {
        this.codec = codec;
        this.around = around;
        this.limits = limits;
    }

    /** What the faults of one experiment made of a record. */
    record Attempt(List<Delivery> deliveries, List<Decision.Injected> injected, List<Decision.Skip> skips) {}

    /**
     * The skips of one record: each is counted, and some are told.
     *
     * @param told what the ledger is to tell of
     */
    record Skips(ActiveExperiment experiment, Injector.Counter counter, List<Decision.Skip> told) {
        Skips(ActiveExperiment experiment, Injector.Counter counter) {
            this(experiment, counter, new ArrayList<>(0));
        }

        void add(String fault, SkipReason reason, String detail) {
            counter.skipped(experiment.name(), reason);
            // What the past was at that time, nobody could find out later.
            if (experiment.experiment().ledgerSkips() || reason == SkipReason.NO_HISTORY) {
                told.add(new Decision.Skip(experiment.experiment(), fault, reason, detail));
            }
        }

        void add(String fault, Skipped skip) {
            add(fault, skip.reason(), String.valueOf(skip.getMessage()));
        }
    }

    /** Shows a record to the faults that have to see all of them. */
    void observe(RawRecord record, ActiveExperiment experiment, long now) {
        List<ActiveExperiment.NamedFault> observing = experiment.observing();
        if (observing.isEmpty()) {
            return;
        }
        Treatment seen = treatment(record, experiment, now);
        for (ActiveExperiment.NamedFault each : observing) {
            try {
                seen.observe((ObservingFault) each.fault(), each.scope());
            } catch (Skipped e) {
                // There is nothing to remember of this record; should it be hit, that is counted then.
            } catch (KafkaException e) {
                throw e;
            } catch (RuntimeException e) {
                reportOnce(each.name(), experiment.name(), record, e);
            }
        }
    }

    /** Lets the faults act on one record, in their order. */
    Attempt treat(RawRecord record, ActiveExperiment experiment, long unit, long now, Injector.Counter counter) {
        Treatment treatment = treatment(record, experiment, now);
        List<Decision.Injected> injected = new ArrayList<>(experiment.faults().size());
        Skips skips = new Skips(experiment, counter);
        for (ActiveExperiment.NamedFault fault : experiment.faults()) {
            try {
                Treatment.Effect effect = treatment.apply(fault.fault(), Dice.draw(unit, fault.salt()), fault.scope());
                injected.add(injected(experiment, fault, effect));
            } catch (Skipped skip) {
                skips.add(fault.name(), skip);
            } catch (KafkaException e) {
                // The history could not be read: the record is processed anew, for passing it untouched would not be
                // what the same log gives the next time.
                throw e;
            } catch (RuntimeException e) {
                // A bug must not stop the stream either, nor leave a record damaged by halves.
                reportOnce(fault.name(), experiment.name(), record, e);
                skips.add(fault.name(), SkipReason.FAULT_FAILED, "the fault failed");
                return new Attempt(List.of(), List.of(), skips.told());
            }
        }
        return finish(treatment, injected, skips);
    }

    Treatment treatment(RawRecord record, ActiveExperiment experiment, long now) {
        return new Treatment(record, codec, around, experiment.moment(record, now));
    }

    /** What goes out after all faults; nothing injected where it cannot be written. */
    Attempt finish(Treatment treatment, List<Decision.Injected> injected, Skips skips) {
        try {
            List<Delivery> deliveries = treatment.deliveries();
            if (!injected.isEmpty()) {
                requireSendable(deliveries);
            }
            for (Decision.Injected each : injected) {
                skips.counter().injected(skips.experiment().name(), each.fault());
            }
            return new Attempt(deliveries, injected, skips.told());
        } catch (Skipped skip) {
            injected.forEach(each -> skips.add(each.fault(), skip));
            return new Attempt(List.of(), List.of(), skips.told());
        }
    }

    static Decision.Injected injected(
            ActiveExperiment experiment, ActiveExperiment.NamedFault fault, Treatment.Effect effect) {
        return new Decision.Injected(experiment.experiment(), fault.name(), effect.changes(), effect.hold());
    }

    /**
     * Whether the faults of one more record would go beyond the partition's part of the budget.
     *
     * @param before how many records are being treated before it, and not yet counted
     */
    boolean isSpent(ActiveExperiment experiment, RawRecord record, int before, Injector.Counter counter) {
        Long budget = experiment.experiment().maxFaults();
        long due = (before + 1L) * experiment.faults().size();
        if (budget == null
                || counter.injected(experiment.name()) + due
                        <= limits.shareOf(budget, record.id().partition())) {
            return false;
        }
        counter.skipped(experiment.name(), SkipReason.BUDGET);
        return true;
    }

    private void requireSendable(List<Delivery> deliveries) throws Skipped {
        for (Delivery each : deliveries) {
            if (size(each.record()) > limits.largestRecord()) {
                throw new Skipped(SkipReason.TOO_LARGE, "no producer may send the record any more");
            }
        }
    }

    private static long size(RawRecord record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    void reportOnce(String fault, String experiment, RawRecord record, RuntimeException e) {
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
}
