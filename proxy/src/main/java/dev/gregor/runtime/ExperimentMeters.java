package dev.gregor.runtime;

import dev.gregor.config.Experiment;
import dev.gregor.injection.Revision;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;

/** How many experiments there are, and how many of them are on. */
final class ExperimentMeters implements MeterBinder {
    private final Supplier<Revision> inForce;

    ExperimentMeters(Supplier<Revision> inForce) {
        this.inForce = inForce;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "gregor.experiments",
                        () -> inForce.get().config().experiments().size())
                .description("Experiments that the configuration in force declares")
                .register(registry);
        Gauge.builder(
                        "gregor.experiments.on",
                        () -> inForce.get().config().experiments().stream()
                                .filter(Experiment::enabled)
                                .count())
                .description("Experiments that are on")
                .register(registry);
    }
}
