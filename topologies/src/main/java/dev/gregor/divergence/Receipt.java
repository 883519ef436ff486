package dev.gregor.divergence;

import dev.gregor.record.RecordCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a halt has done: which partitions stopped when, what they released, and when the last fault was injected. Times are those of the
 * wall clocks of the instances, in epoch milliseconds.
 *
 * @param output the guarded output; null where the measure is of whole records
 * @param measure the word of the guarded measure
 * @param reason what was seen, as a sentence without a stop
 * @param crossed when the crossing was seen
 * @param lastFault when the last fault was injected on any partition; null if none ever was
 * @param isComplete whether every partition has stopped, and let go what it held
 */
public record Receipt(
        @Nullable String output,
        String measure,
        String reason,
        long crossed,
        @Nullable Long lastFault,
        boolean isComplete,
        List<Stop> partitions) {

    public Receipt {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition of the route.
     *
     * @param stopped when it took note of the halt; null as long as it has not
     * @param lastFault when the last fault was injected there; null if none ever was
     * @param released how many held records it let go
     */
    public record Stop(
            String partition,
            @Nullable Long stopped,
            @Nullable Long lastFault,
            long released) {}

    /** From the crossing to the last fault, in milliseconds; 0 if none came after it. */
    public long tookMillis() {
        return lastFault == null ? 0 : Math.max(0, lastFault - crossed);
    }

    static Receipt of(Halt halt, List<RecordCounts> counts) {
        List<Stop> stops = counts.stream()
                .map(each -> new Stop(each.partition(), each.stopped(), each.lastFault(), each.released()))
                .toList();
        Long last = counts.stream()
                .map(RecordCounts::lastFault)
                .reduce(null, (a, b) -> a == null ? b : b == null ? a : Long.valueOf(Math.max(a, b)));
        boolean isComplete = counts.stream().allMatch(each -> each.stopped() != null && each.held() == 0);
        return new Receipt(halt.output(), halt.measure(), halt.reason(), halt.crossed(), last, isComplete, stops);
    }

    /** The receipt as a sentence without a stop. */
    String sentence() {
        long stopped = partitions.stream().filter(p -> p.stopped() != null).count();
        long released = partitions.stream().mapToLong(Stop::released).sum();
        return "Halted: the last fault was injected " + tookMillis() + " ms after the crossing, " + stopped + " of "
                + partitions.size() + " partitions have stopped, and " + released + " held records were released";
    }
}
