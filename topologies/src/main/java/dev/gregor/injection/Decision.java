package dev.gregor.injection;

import dev.gregor.config.Experiment;
import dev.gregor.fault.Hold;
import dev.gregor.fault.Treatment;
import dev.gregor.record.RawRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Injector} makes of one record.
 *
 * @param treatedBy the experiment whose faults reached the output; null if the record passes untouched
 * @param output what the treatment arm gets
 * @param hold how the output is held back; null if it goes out at once
 * @param injected the faults that were injected, in their order; those of experiments in shadow mode did not reach the output
 */
public record Decision(
        @Nullable Experiment treatedBy,
        RawRecord output,
        @Nullable Hold hold,
        List<Injected> injected) {
    public Decision {
        injected = List.copyOf(injected);
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
}
