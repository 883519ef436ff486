package dev.gregor.throughput;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one case is to reach beside another in the same round.
 *
 * @param name of the case
 * @param against the other one
 * @param of what is compared
 * @param goal the least value, or the greatest where {@link Quantity#isAtMost()} says so
 */
record Goal(String name, String against, Quantity of, double goal) {

    /** What two cases are compared by. */
    enum Quantity {
        /** Records a second of the one over those of the other. */
        THROUGHPUT("records_per_second", false, (one, other) -> one.recordsPerSecond() / other.recordsPerSecond()),
        /** Processor time for a record of the other over that of the one: more is better, as with throughput. */
        CPU("cpu", false, (one, other) -> other.cpuSecondsPerMillion() / one.cpuSecondsPerMillion()),
        /** Milliseconds by which the one's 99th percentile of latency lies above the other's. */
        ADDED_P99("added_p99_ms", true, (one, other) -> p99(one) - p99(other));

        private final String word;
        private final boolean atMost;
        private final ToDoubleBiFunction<Turn, Turn> compare;

        Quantity(String word, boolean atMost, ToDoubleBiFunction<Turn, Turn> compare) {
            this.word = word;
            this.atMost = atMost;
            this.compare = compare;
        }

        String word() {
            return word;
        }

        /** Whether less is better. */
        boolean isAtMost() {
            return atMost;
        }

        double compare(Turn one, Turn other) {
            return compare.applyAsDouble(one, other);
        }

        private static double p99(Turn turn) {
            @Nullable Latency latency = turn.latency();
            return latency == null ? Double.NaN : latency.p99();
        }
    }

    /** The goals that Gregor is built to, and what else is worth a comparison. */
    static List<Goal> all() {
        return List.of(
                throughput("off", "streams", 0.97),
                new Goal("off", "streams", Quantity.CPU, 0.97),
                new Goal("off", "streams", Quantity.ADDED_P99, 1),
                throughput("off", "copy", 0.80),
                throughput("drop-field-1", "streams", 0.95),
                throughput("avro-drop-field-1", "avro-streams", 0.95),
                throughput("drop-field-10", "streams", 0.90),
                throughput("avro-drop-field-10", "avro-streams", 0.90),
                throughput("drop-field-100", "streams", 0.50),
                throughput("avro-drop-field-100", "avro-streams", 0.50),
                throughput("drop-field-100", "hand-written-ledger-100", 1),
                throughput("avro-drop-field-100", "avro-hand-written-ledger-100", 1),
                throughput("where-1", "hand-written-where-1", 1.2),
                throughput("drop-field-1", "hand-written-1", 1),
                throughput("drop-field-100", "connect", 1),
                throughput("off-canary", "streams-canary", 0.97),
                throughput("drop-field-1-canary", "streams-canary", 0.95),
                throughput("drop-field-10-canary", "streams-canary", 0.90),
                throughput("at-least-once-off", "at-least-once-streams", 0.97),
                throughput("at-least-once-drop-field-1", "at-least-once-streams", 0.95),
                throughput("pairing-by-header", "outer-join-by-header", 3));
    }

    private static Goal throughput(String name, String against, double goal) {
        return new Goal(name, against, Quantity.THROUGHPUT, goal);
    }
}
