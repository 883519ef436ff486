package dev.gregor.throughput;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
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
        return Stream.of(
                        both("off", "streams", 0.97),
                        one("off", "streams", Quantity.ADDED_P99, 1),
                        one("off", "copy", Quantity.THROUGHPUT, 0.80),
                        both("off", "streams-large-batches", 0.97),
                        both("drop-field-1", "streams", 0.95),
                        both("avro-drop-field-1", "avro-streams", 0.95),
                        both("drop-field-10", "streams", 0.90),
                        both("avro-drop-field-10", "avro-streams", 0.90),
                        both("drop-field-100", "streams", 0.50),
                        both("avro-drop-field-100", "avro-streams", 0.50),
                        both("drop-field-100", "hand-written-ledger-100", 1),
                        both("drop-field-100", "hand-written-ledger-100-large-batches", 1),
                        both("avro-drop-field-100", "avro-hand-written-ledger-100", 1),
                        both("where-1", "hand-written-where-1", 1.2),
                        both("where-1", "streams", 0.80),
                        both("drop-field-1", "hand-written-1", 1),
                        both("drop-field-100", "connect", 1),
                        both("off-canary", "streams-canary", 0.97),
                        both("drop-field-1-canary", "streams-canary", 0.95),
                        both("drop-field-10-canary", "streams-canary", 0.90),
                        both("at-least-once-off", "at-least-once-streams", 0.97),
                        one("at-least-once-off", "at-least-once-streams", Quantity.ADDED_P99, 1),
                        one("at-least-once-off", "at-least-once-copy", Quantity.THROUGHPUT, 0.80),
                        both("at-least-once-drop-field-1", "at-least-once-streams", 0.95),
                        both("pairing-by-header", "outer-join-by-header", 3),
                        both("pairing-by-key", "outer-join-by-key", 3))
                .flatMap(List::stream)
                .toList();
    }

    /** By records a second, and by processor time. */
    private static List<Goal> both(String name, String against, double goal) {
        return List.of(new Goal(name, against, Quantity.THROUGHPUT, goal), new Goal(name, against, Quantity.CPU, goal));
    }

    private static List<Goal> one(String name, String against, Quantity of, double goal) {
        return List.of(new Goal(name, against, of, goal));
    }
}
