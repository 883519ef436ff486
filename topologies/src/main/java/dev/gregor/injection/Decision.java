package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.fault.Delivery;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment;
import dev.gregor.record.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Injector} makes of one record.
 *
 * @param treatedBy the experiment whose faults reached the deliveries; null if the record passes untouched
 * @param deliveries what the treatment arm gets, in this order; nothing for a record that is dropped, or gathered
 * @param injected the faults that were injected, in their order; those of experiments in shadow mode did not reach the deliveries
 * @param gatherings the experiments that treat the record later, together with others of its block
 */
public record Decision(
        @Nullable Experiment treatedBy,
        List<Delivery> deliveries,
        List<Injected> injected,
        List<Gathering> gatherings) {
    public Decision {
        deliveries = List.copyOf(deliveries);
        injected = List.copyOf(injected);
        gatherings = List.copyOf(gatherings);
    }

    static Decision untouched(RawRecord record, List<Injected> injected, List<Gathering> gatherings) {
        return new Decision(null, List.of(new Delivery(record, null, false)), injected, gatherings);
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
     * A record is kept to be treated together with others.
     *
     * @param until the last offset of its block
     */
    public record Gathering(Experiment experiment, long until) {}
}
