package dev.gregor.report;

import dev.gregor.config.MeasureName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of a halt: what was stopped where, what was released, and when the last fault was injected. Times are those of the wall
 * clock.
 *
 * @param reason in words
 * @param output the output whose guardrail was crossed; null where it is of whole records, or no guardrail halted it
 * @param measure the measure that crossed; null where no guardrail halted it, as when somebody did by hand
 * @param crossed when the halt was called for
 * @param lastFault when the last fault was injected on any partition; null where none was
 * @param tookMilliseconds from the crossing to the last fault; 0 where none came after it; null while that is not known
 * @param complete whether every partition has said that it stopped
 * @param partitions what each partition said
 */
public record Halt(
        String reason,
        @Nullable String output,
        @Nullable MeasureName measure,
        Instant crossed,
        @Nullable Instant lastFault,
        @Nullable Long tookMilliseconds,
        boolean complete,
        List<Stopped> partitions) {
    public Halt {
        partitions = List.copyOf(partitions);
    }

    /**
     * Where the injection stopped.
     *
     * @param partition the raw partition, {@code topic-partition}
     * @param stopped when it stopped there; null while it has not
     * @param lastFault when the last fault was injected there; null where none was
     * @param released how many held records it let go
     */
    public record Stopped(
            String partition,
            @Nullable Instant stopped,
            @Nullable Instant lastFault,
            long released) {}
}
