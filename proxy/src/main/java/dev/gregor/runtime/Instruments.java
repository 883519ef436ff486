package dev.gregor.runtime;

import dev.gregor.injection.Injector;
import dev.gregor.record.SkipReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of the injection: records by experiment and outcome, faults injected and skipped. */
final class Instruments implements Injector.Counter {
    private final MeterRegistry registry;
    private final Map<String, Counter> seen = new ConcurrentHashMap<>();
    private final Map<String, Counter> selected = new ConcurrentHashMap<>();

    Instruments(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void seen(String experiment) {
        counter(seen, "gregor.records.seen", "Records of the route while the experiment was on", experiment);
    }

    @Override
    public void selected(String experiment) {
        counter(selected, "gregor.records.selected", "Records that the selection chose", experiment);
    }

    private void counter(Map<String, Counter> counters, String name, String means, String experiment) {
        Counter counter = counters.get(experiment);
        if (counter == null) {
            counter = counters.computeIfAbsent(
                    experiment,
                    e -> Counter.builder(name)
                            .description(means)
                            .tag("experiment", e)
                            .register(registry));
        }
        counter.increment();
    }

    @Override
    public void injected(String experiment, String fault) {
        registry.counter("gregor.faults.injected", "experiment", experiment, "fault", fault)
                .increment();
    }

    @Override
    public void skipped(String experiment, SkipReason reason) {
        registry.counter("gregor.faults.skipped", "experiment", experiment, "reason", reason.word())
                .increment();
    }
}
