package dev.gregor.audit;

import dev.gregor.decision.Injector;
import java.util.HashMap;
import java.util.Map;

/** The faults that were injected on one partition, by which a budget is spent. */
final class Tally implements Injector.Counter {
    private final Map<String, Long> injected = new HashMap<>();

    @Override
    public void injected(String experiment, String fault) {
        injected.merge(experiment, 1L, Long::sum);
    }

    @Override
    public long injected(String experiment) {
        return injected.getOrDefault(experiment, 0L);
    }
}
