package dev.gregor.results;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.report.InjectedFault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger tells of one experiment: the first records that were hit, what was done to the records that are asked for, how far
 * fields were moved, and, where that is asked for, when.
 */
final class LedgerRun {
    private static final int FIRST = 3;

    private final String experiment;
    private final boolean keepsTimes;
    private final Map<String, List<InjectedFault>> wanted = new HashMap<>();
    private final SortedMap<Hit, InjectedFault> first = new TreeMap<>();
    private final SortedMap<String, Change> changes = new TreeMap<>();
    private final List<Instant> times = new ArrayList<>();

    /** A record that was hit, and the event time of it. */
    record Hit(long timestamp, String id) implements Comparable<Hit> {
        private static final Comparator<Hit> ORDER =
                Comparator.comparingLong(Hit::timestamp).thenComparing(Hit::id);

        @Override
        public int compareTo(Hit other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * How far a field was moved, on average.
     *
     * @param n how often a number became another number
     * @param mean of the absolute changes
     */
    record Change(long n, double mean) {
        private Change plus(double change) {
            return new Change(n + 1, mean + (change - mean) / (n + 1));
        }
    }

    /**
     * Before the first event.
     *
     * @param ids the records of which it is asked what was done to them
     * @param keepsTimes whether it is asked when faults were injected
     */
    LedgerRun(String experiment, Iterable<String> ids, boolean keepsTimes) {
        this.experiment = experiment;
        this.keepsTimes = keepsTimes;
        ids.forEach(id -> wanted.put(id, new ArrayList<>()));
    }

    /** Takes the next event. */
    void take(JsonNode event) {
        if (!event.path("type").asText().equals("fault")
                || !event.path("experiment").asText().equals(experiment)) {
            return;
        }
        Hit hit = new Hit(event.path("timestamp").asLong(), event.path("id").asText());
        InjectedFault fault = new InjectedFault(
                event.path("fault").asText(),
                Reading.list(event, "fields", JsonNode::asText),
                value(event, "before"),
                value(event, "after"));
        List<InjectedFault> faults = wanted.get(hit.id());
        if (faults != null) {
            faults.add(fault);
        }
        if (keepsTimes) {
            times.add(Instant.ofEpochMilli(hit.timestamp()));
        }
        first.putIfAbsent(hit, fault);
        if (first.size() > FIRST) {
            first.remove(first.lastKey());
        }
        fault.fields().forEach(field -> {
            double change = change(event, field);
            if (Double.isFinite(change)) {
                changes.put(field, changes.getOrDefault(field, new Change(0, 0)).plus(change));
            }
        });
    }

    private static @Nullable JsonNode value(JsonNode event, String field) {
        JsonNode value = event.path(field);
        return value.isNull() || value.isMissingNode() ? null : value;
    }

    /** How far a number was moved; NaN where it was none, or became none. */
    private static double change(JsonNode event, String field) {
        JsonNode before = event.path("before").path(field);
        JsonNode after = event.path("after").path(field);
        return before.isNumber() && after.isNumber() && !field.startsWith("$")
                ? Math.abs(after.doubleValue() - before.doubleValue())
                : Double.NaN;
    }

    /** The first records that were hit, by event time. */
    SortedMap<Hit, InjectedFault> first() {
        return first;
    }

    /** What was done to a record that was asked for; empty where the ledger knows of nothing. */
    List<InjectedFault> faults(String id) {
        return wanted.getOrDefault(id, List.of());
    }

    /** How far the numbers of each field were moved. */
    SortedMap<String, Change> changes() {
        return changes;
    }

    /** The event times of all faults, where they are asked for. */
    List<Instant> times() {
        return times;
    }
}
