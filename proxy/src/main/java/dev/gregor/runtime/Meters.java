package dev.gregor.runtime;

import dev.gregor.config.Application;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** All meters of one instance: scraped by Prometheus, and pushed by OTLP where the configuration says where to. */
final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

    private Meters() {
        registry.add(prometheus);
    }

    static Meters of(Application application) {
        try {
            return of(application.id(), application.otlp());
        } catch (IllegalArgumentException e) {
            String why = "application.otlp: the exporter of metrics cannot work with this: "
                    + ClusterFailure.rootInOneLine(e) + "; expected settings of Micrometer's registry for OTLP";
            throw new UnusableSettings(application.secrets().hide(why), e);
        }
    }

    /**
     * Meters of an application.
     *
     * @param service the name that a collector has for it, where {@code otlp} names no other under {@code resourceAttributes}
     * @param otlp what Micrometer's registry for OTLP is configured with; empty to push nothing
     * @throws IllegalArgumentException if the registry for OTLP cannot work with it
     */
    static Meters of(String service, Map<String, String> otlp) {
        Meters meters = new Meters();
        if (!otlp.isEmpty()) {
            Map<String, String> settings = new HashMap<>(otlp);
            settings.putIfAbsent("resourceAttributes", "service.name=" + service);
            OtlpConfig config = key -> settings.get(key.substring("otlp.".length()));
            try {
                meters.registry.add(new OtlpMeterRegistry(config, Clock.SYSTEM));
            } catch (RuntimeException e) {
                meters.close();
                throw new IllegalArgumentException(e);
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
