package dev.gregor.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that must be there against outputs that are. What has found its counterpart is forgotten at once, so that what is kept
 * grows with what is held back or wrong, and not with the log.
 */
final class Matching {
    private static final int MOST_OPEN = 4_000_000;

    private final Map<Digest, Deque<Expected>> open = new HashMap<>();
    private final Map<Digest, Deque<Actual>> early = new HashMap<>();
    private final Map<Arm, long[]> emitted = new HashMap<>();
    private final Map<Arm, long[]> lastInLine = new HashMap<>();
    private final Consumer<Finding> findings;
    private final String topic;
    private int kept;

    /**
     * An output that is there.
     *
     * @param place {@code topic-partition@offset}
     * @param id its {@code gregor-id} header; null if it has none
     * @param trusted the digest by which it is found if its content cannot be computed again
     */
    record Actual(
            String place,
            Digest digest,
            Arm arm,
            int partition,
            @Nullable String id,
            Digest trusted,
            long likeness) {}

    /** What was left when all was read. */
    record Rest(List<Expected> missing, List<Actual> unexpected) {}

    Matching(String topic, int partitions, Consumer<Finding> findings) {
        this.topic = topic;
        this.findings = findings;
        for (Arm arm : Arm.values()) {
            emitted.put(arm, new long[partitions]);
            long[] none = new long[partitions];
            Arrays.fill(none, -1);
            lastInLine.put(arm, none);
        }
    }

    void expect(Expected expected) {
        of(emitted, expected.arm())[expected.partition()]++;
        Actual found = take(early, expected.digest());
        if (found != null) {
            matched(expected, found);
        } else {
            add(open, expected.digest(), expected);
        }
    }

    void found(Actual actual) {
        Expected expected = take(open, actual.digest());
        if (expected == null) {
            expected = take(open, actual.trusted());
        }
        if (expected != null) {
            matched(expected, actual);
        } else {
            add(early, actual.digest(), actual);
        }
    }

    /** How many outputs must have come on a partition so far. */
    long expectedSoFar(Arm arm, int partition) {
        return of(emitted, arm)[partition];
    }

    /** What is left. Outputs that came before their record was read are given one more try by the record's id. */
    Rest rest() {
        List<Actual> unexpected = new ArrayList<>();
        early.values()
                .forEach(queue -> queue.forEach(actual -> {
                    Expected trusted = take(open, actual.trusted());
                    if (trusted == null) {
                        unexpected.add(actual);
                    }
                }));
        List<Expected> missing = new ArrayList<>();
        open.values().forEach(missing::addAll);
        return new Rest(missing, unexpected);
    }

    private void matched(Expected expected, Actual actual) {
        if (!expected.isInLine()) {
            return;
        }
        long[] last = of(lastInLine, expected.arm());
        if (expected.offset() < last[expected.partition()]) {
            String id = topic + "-" + expected.rawPartition() + "@" + expected.offset();
            findings.accept(new Finding(
                    Finding.Kind.OUT_OF_ORDER,
                    id,
                    actual.place(),
                    "it came behind the output of offset " + last[expected.partition()]
                            + ", though nothing held it back"));
        } else {
            last[expected.partition()] = expected.offset();
        }
    }

    private <T> void add(Map<Digest, Deque<T>> to, Digest digest, T what) {
        if (++kept > MOST_OPEN) {
            throw new CannotAudit("more than " + MOST_OPEN
                    + " outputs of " + topic
                    + " have no counterpart so far; either that many records are held back, or the"
                    + " topics of the route are not those of this raw topic");
        }
        to.computeIfAbsent(digest, d -> new ArrayDeque<>(1)).add(what);
    }

    private <T> @Nullable T take(Map<Digest, Deque<T>> from, Digest digest) {
        Deque<T> queue = from.get(digest);
        if (queue == null) {
            return null;
        }
        kept--;
        T first = queue.remove();
        if (queue.isEmpty()) {
            from.remove(digest);
        }
        return first;
    }

    private static long[] of(Map<Arm, long[]> counts, Arm arm) {
        long[] found = counts.get(arm);
        if (found == null) {
            throw new IllegalStateException("every arm is counted");
        }
        return found;
    }
}
