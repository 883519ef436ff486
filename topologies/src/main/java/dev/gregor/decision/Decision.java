package dev.gregor.decision;

import dev.gregor.config.Experiment;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment;
import dev.gregor.record.RawRecord;
import dev.gregor.record.SkipReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Injector} makes of one record.
 *
 * @param treatedBy the experiment whose faults reached the deliveries; null if the record passes untouched
 * @param deliveries what the treatment arm gets, in this order; nothing for a record that is dropped, or gathered
 * @param injected the faults that were injected, in their order; those of experiments in shadow mode did not reach the deliveries
 * @param skips the faults that could not be injected, as far as the ledger is to tell of them
 * @param gatherings the experiments that treat the record later, together with others of its block
 */
public record Decision(
        @Nullable Experiment treatedBy,
        List<Delivery> deliveries,
        List<Injected> injected,
        List<Skip> skips,
        List<Gathering> gatherings) {
    public Decision {
        deliveries = List.copyOf(deliveries);
        injected = List.copyOf(injected);
        skips = List.copyOf(skips);
        gatherings = List.copyOf(gatherings);
    }

    /** The record passes as it came, and there is nothing to tell of it. */
    public static Decision untouched(RawRecord record) {
        return untouched(record, List.of(), List.of(), List.of());
    }

    static Decision untouched(RawRecord record, List<Injected> injected, List<Skip> skips, List<Gathering> gatherings) {
        return new Decision(null, List.of(new Delivery(record, null, false)), injected, skips, gatherings);
    }

    /** The same, except that nothing goes out: the record has gone out before. */
    public Decision withoutDeliveries() {
        return new Decision(null, List.of(), injected, skips, gatherings);
    }

    /**
     * One fault that was injected.
     *
     * @param changes what it changed
     * @param hold how it holds the record back; null if it does not
     */
    public record Injected(
            Experiment experiment,
            String fault,
            List<Treatment.Change> changes,
            @Nullable Hold hold) {
        public Injected {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A fault that could not be injected into a record that was selected for it.
     *
     * @param fault its name; empty if it concerns all faults of the experiment
     * @param detail what was missing, in words that depend on the log and the configuration only
     */
    public record Skip(Experiment experiment, String fault, SkipReason reason, String detail) {}

    /**
     * A record is kept to be treated together with others.
     *
     * @param until the last offset of its block
     */
    public record Gathering(Experiment experiment, long until) {}
}
