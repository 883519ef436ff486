package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gathers what changes until its subscriber asks, of each value only the last state, so that a slow one costs a bounded amount of memory. Safe for
 * use from many threads.
 */
public final class Subscription implements AutoCloseable {
    private static final int MOST_OF_LEDGER = 50;
    private static final int MOST_VALUES = 20_000;

    private final Consumer<Subscription> end;
    private final Deque<JsonNode> ledger = new ArrayDeque<>();
    private final Map<String, Map<String, JsonNode>> values = new LinkedHashMap<>();
    private final Map<String, Map<Long, FaultWindow>> faults = new LinkedHashMap<>();
    private int size;

    Subscription(Consumer<Subscription> end) {
        this.end = end;
    }

    synchronized void ledger(JsonNode event) {
        ledger.addLast(event);
        if (ledger.size() > MOST_OF_LEDGER) {
            ledger.removeFirst();
        }
    }

    synchronized void value(String experiment, String key, JsonNode event) {
        keep(values.computeIfAbsent(experiment, each -> new LinkedHashMap<>()), key, event);
    }

    synchronized void fault(String experiment, FaultWindow window) {
        keep(faults.computeIfAbsent(experiment, each -> new LinkedHashMap<>()), window.start(), window);
    }

    /** What is known already is always brought up to date. */
    private <K, V> void keep(Map<K, V> kept, K key, V value) {
        if (kept.containsKey(key)) {
            kept.put(key, value);
        } else if (size < MOST_VALUES) {
            kept.put(key, value);
            size++;
        }
    }

    /** What has changed since the last call; after more changes than memory is kept for, not all of it. */
    public synchronized Changes drain() {
        Set<String> experiments = new HashSet<>(values.keySet());
        experiments.addAll(faults.keySet());
        Map<String, Changes.OfExperiment> changed = new LinkedHashMap<>();
        for (String each : experiments) {
            changed.put(
                    each,
                    new Changes.OfExperiment(
                            List.copyOf(values.getOrDefault(each, Map.of()).values()),
                            List.copyOf(faults.getOrDefault(each, Map.of()).values())));
        }
        Changes changes = new Changes(new ArrayList<>(ledger), changed);
        ledger.clear();
        values.clear();
        faults.clear();
        size = 0;
        return changes;
    }

    @Override
    public void close() {
        end.accept(this);
    }
}
