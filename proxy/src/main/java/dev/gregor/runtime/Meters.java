package dev.gregor.runtime;

import dev.gregor.config.Application;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.util.Map;

/** All meters of one instance: scraped by Prometheus, and pushed by OTLP where the configuration says where to. */
final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

    private Meters() {
        registry.add(prometheus);
    }

    static Meters of(Application application) {
        Meters meters = new Meters();
        Map<String, String> otlp = application.otlp();
        if (!otlp.isEmpty()) {
            OtlpConfig config = key -> otlp.get(key.substring("otlp.".length()));
            try {
                meters.registry.add(new OtlpMeterRegistry(config, Clock.SYSTEM));
            } catch (RuntimeException e) {
                meters.close();
                throw new UnusableSettings(
                        application
                                .secrets()
                                .hide("application.otlp: the exporter of metrics cannot work with this: "
                                        + ClusterFailure.rootInOneLine(e)
                                        + "; expected settings of Micrometer's registry for OTLP"),
                        e);
            }
        }
        return meters;
    }

    /** Whatever is registered here goes out by all ways. */
    MeterRegistry registry() {
        return registry;
    }

    /** In the text format of Prometheus. */
    String scrape() {
        return prometheus.scrape();
    }

    @Override
    public void close() {
        registry.close();
        registry.getRegistries().forEach(MeterRegistry::close);
    }
}
