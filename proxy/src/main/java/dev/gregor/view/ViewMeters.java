package dev.gregor.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.Experiment;
import dev.gregor.injection.Revision;
import dev.gregor.judge.Verdict;
import dev.gregor.runtime.DaemonThreads;
import dev.gregor.runtime.Switches;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of what is found: the divergence of the whole run, verdicts, and which experiments are on. There are as many as the configuration declares,
 * whatever the traffic: neither windows nor segments have any. Every instance shows the same.
 */
final class ViewMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(ViewMeters.class);
    private static final long EVERY_SECONDS = 1;

    private final Figures figures;
    private final Supplier<Revision> live;
    private final Supplier<Switches> switches;

    ViewMeters(Figures figures, Supplier<Revision> live, Supplier<Switches> switches) {
        this.figures = figures;
        this.live = live;
        this.switches = switches;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        MultiGauge on = MultiGauge.builder("gregor.experiment.on")
                .description("1 while the experiment is on, 0 while it is off or halted")
                .register(registry);
        MultiGauge verdict = MultiGauge.builder("gregor.verdict")
                .description("1 for the verdict that holds, 0 for the others")
                .register(registry);
        MultiGauge value = divergence(registry, "gregor.divergence", "The measure over the whole run");
        MultiGauge low = divergence(registry, "gregor.divergence.low", "Its lower bound");
        MultiGauge high = divergence(registry, "gregor.divergence.high", "Its upper bound");
        ScheduledExecutorService renewal =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("view-meters"));
        var unused = renewal.scheduleWithFixedDelay(
                () -> {
                    try {
                        if (registry.isClosed()) {
                            renewal.shutdown();
                        } else {
                            List<Experiment> experiments = live.get().config().experiments();
                            on.register(states(experiments), true);
                            verdict.register(verdicts(experiments), true);
                            value.register(rows(experiments, "value"), true);
                            low.register(rows(experiments, "low"), true);
                            high.register(rows(experiments, "high"), true);
                        }
                    } catch (RuntimeException e) {
                        LOG.error(
                                "The gauges of what was found are not renewed this time, which is a defect of Gregor",
                                e);
                    }
                },
                0,
                EVERY_SECONDS,
                TimeUnit.SECONDS);
    }

    private static MultiGauge divergence(MeterRegistry registry, String name, String means) {
        return MultiGauge.builder(name).description(means).register(registry);
    }

    private List<MultiGauge.Row<?>> states(List<Experiment> experiments) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Experiment each : experiments) {
            rows.add(MultiGauge.Row.of(
                    Tags.of("experiment", each.name()), switches.get().isOn(each) ? 1 : 0));
        }
        return rows;
    }

    private List<MultiGauge.Row<?>> verdicts(List<Experiment> experiments) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Experiment each : experiments) {
            figures.verdict(each.name()).ifPresent(given -> {
                for (Verdict.Kind kind : Verdict.Kind.values()) {
                    rows.add(MultiGauge.Row.of(
                            Tags.of("experiment", each.name(), "verdict", kind.word()),
                            kind.word().equals(given.verdict()) ? 1 : 0));
                }
            });
        }
        return rows;
    }

    private List<MultiGauge.Row<?>> rows(List<Experiment> experiments, String field) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Experiment each : experiments) {
            List<JsonNode> run = figures.divergenceOfRuns().getOrDefault(each.name(), List.of());
            run.stream()
                    .filter(event ->
                            event.path("segment").isNull() && event.path(field).isNumber())
                    .forEach(event -> rows.add(MultiGauge.Row.of(
                            Tags.of(
                                    "experiment",
                                    each.name(),
                                    "output",
                                    event.path("output").isNull()
                                            ? "(record)"
                                            : Objects.requireNonNull(
                                                    event.path("output").asText()),
                                    "measure",
                                    event.path("measure").asText(),
                                    "arm",
                                    event.path("arm").asText()),
                            event.path(field).doubleValue())));
        }
        return rows;
    }
}
