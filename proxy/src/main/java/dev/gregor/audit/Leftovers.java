package dev.gregor.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Outputs that are missing, to be found again by what an unexpected output has in common with them. */
final class Leftovers {
    private final List<Expected> missing;
    private final Map<List<Object>, List<Expected>> byRecord = new HashMap<>();
    private final Map<List<Object>, List<Expected>> byLikeness = new HashMap<>();
    private final Set<Expected> removed = new HashSet<>();

    Leftovers(List<Expected> missing) {
        this.missing = missing.stream()
                .sorted(Comparator.comparingInt(Expected::rawPartition)
                        .thenComparingLong(Expected::offset)
                        .thenComparing(Expected::arm))
                .toList();
        for (Expected each : this.missing) {
            byRecord.computeIfAbsent(record(each.arm(), each.rawPartition(), each.offset()), k -> new ArrayList<>(1))
                    .add(each);
            byLikeness
                    .computeIfAbsent(List.of(each.arm(), each.partition(), each.likeness()), k -> new ArrayList<>(1))
                    .add(each);
        }
    }

    /** The missing output that an unexpected one stands in for: of the same record, or of the same key and time. */
    @Nullable
    Expected meantBy(Matching.Actual actual, String topic) {
        String id = actual.id();
        String prefix = topic + "-";
        if (id != null && id.startsWith(prefix) && id.matches(".*-\\d{1,9}@\\d{1,18}")) {
            int at = id.lastIndexOf('@');
            int partition = Integer.parseInt(id.substring(prefix.length(), at));
            long offset = Long.parseLong(id.substring(at + 1));
            return first(byRecord.get(record(actual.arm(), partition, offset)));
        }
        return first(byLikeness.get(List.of(actual.arm(), actual.partition(), actual.likeness())));
    }

    private @Nullable Expected first(@Nullable List<Expected> candidates) {
        return candidates == null
                ? null
                : candidates.stream()
                        .filter(each -> !removed.contains(each))
                        .findFirst()
                        .orElse(null);
    }

    void remove(Expected expected) {
        removed.add(expected);
    }

    /** What is missing still, in the order of the records. */
    List<Expected> all() {
        return missing.stream().filter(each -> !removed.contains(each)).toList();
    }

    private static List<Object> record(Arm arm, int partition, long offset) {
        return List.of(arm, partition, offset);
    }
}
