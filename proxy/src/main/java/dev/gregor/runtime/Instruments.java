package dev.gregor.runtime;

import dev.gregor.injection.Telemetry;
import dev.gregor.record.SkipReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the injection: records by experiment and outcome, faults injected and skipped, records held and released. */
final class Instruments implements Telemetry {
    private final MeterRegistry registry;
    private final Map<String, Counter> seen = new ConcurrentHashMap<>();
    private final Map<String, Counter> selected = new ConcurrentHashMap<>();
    private final Map<Outcome, Counter> injected = new ConcurrentHashMap<>();
    private final Map<Outcome, Counter> skipped = new ConcurrentHashMap<>();
    private final Map<String, Timer> lateness = new ConcurrentHashMap<>();
    private final Map<HeldBy, AtomicLong> held = new ConcurrentHashMap<>();

    private record HeldBy(String experiment, String partition) {}

    /** @param what a fault's name, or the word of a reason */
    private record Outcome(String experiment, String what) {}

    Instruments(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void seen(String experiment, long records) {
        counter(seen, "seen", experiment).increment((double) records);
    }

    @Override
    public void selected(String experiment) {
        counter(selected, "selected", experiment).increment();
    }

    private Counter counter(Map<String, Counter> counters, String outcome, String experiment) {
        Counter counter = counters.get(experiment);
        if (counter == null) {
            counter = counters.computeIfAbsent(
                    experiment,
                    e -> Counter.builder("gregor.records")
                            .description(
                                    "Records of the route while the experiment was on, and those of them that its selection chose")
                            .tag("experiment", e)
                            .tag("outcome", outcome)
                            .register(registry));
        }
        return counter;
    }

    @Override
    public void injected(String experiment, String fault) {
        injected.computeIfAbsent(
                        new Outcome(experiment, fault),
                        of -> registry.counter("gregor.faults.injected", "experiment", experiment, "fault", fault))
                .increment();
    }

    @Override
    public void skipped(String experiment, SkipReason reason) {
        skipped.computeIfAbsent(
                        new Outcome(experiment, reason.word()),
                        of -> registry.counter(
                                "gregor.faults.skipped", "experiment", experiment, "reason", reason.word()))
                .increment();
    }

    @Override
    public void held(String experiment, String partition, long count) {
        held.computeIfAbsent(
                        new HeldBy(experiment, partition),
                        by -> registry.gauge(
                                "gregor.held.records",
                                Tags.of("experiment", by.experiment(), "partition", by.partition()),
                                new AtomicLong()))
                .set(count);
    }

    @Override
    public void gone(String partition) {
        held.forEach((by, count) -> {
            if (by.partition().equals(partition)) {
                count.set(0);
            }
        });
    }

    @Override
    public void released(String experiment, long lateByMillis) {
        lateness.computeIfAbsent(
                        experiment,
                        e -> Timer.builder("gregor.release.lateness")
                                .description("How long after its due time a record was released by the wall clock")
                                .tag("experiment", e)
                                .publishPercentileHistogram()
                                .minimumExpectedValue(Duration.ofMillis(1))
                                .maximumExpectedValue(Duration.ofMinutes(1))
                                .register(registry))
                .record(Duration.ofMillis(Math.max(0, lateByMillis)));
    }
}
