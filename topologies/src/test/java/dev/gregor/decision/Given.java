package dev.gregor.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Experiment;
import dev.gregor.config.GregorConfig;
import dev.gregor.config.InvalidConfig;
import dev.gregor.fault.Catalogue;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Configurations as a user writes them, and records for them. */
public final class Given {
    public static final String TOPIC = "flights.raw";

    /** A route with a canary topic. */
    public static final String CANARY = "from: flights.raw, to: flights.features, canary: flights.features.canary";

    /** A route whose faults go in line into the feature topic. */
    public static final String IN_LINE = "from: flights.raw, to: flights.features";

    private Given() {}

    /**
     * A configuration of one route.
     *
     * @param experiments the settings of each that matter, as {@code name: a, select: {fraction: 0.5}}; they are enabled if they
     *     do not say otherwise
     */
    public static GregorConfig config(String route, String... experiments) {
        String all = Arrays.stream(experiments)
                .map(each -> "  - {hypothesis: h, route: flights, "
                        + (each.contains("enabled:") ? "" : "enabled: true, ") + each + "}\n")
                .collect(Collectors.joining());
        try {
            return new ConfigLoader(Catalogue.types(), Map.of())
                    .load(
                            "test.yaml",
                            "version: 1\nroutes: {flights: {" + route + "}}\nexperiments:\n"
                                    + (all.isEmpty() ? "  []\n" : all))
                    .config();
        } catch (InvalidConfig e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public static Experiment experiment(String settings) {
        return config(IN_LINE, settings).experiments().get(0);
    }

    public static RawRecord record(
            int partition, long offset, byte @Nullable [] key, @Nullable String value, long timestamp) {
        return new RawRecord(
                new RecordId(TOPIC, partition, offset),
                key,
                value == null ? null : value.getBytes(UTF_8),
                new RecordHeaders(),
                timestamp);
    }

    public static RawRecord record(long offset, @Nullable String value) {
        return record(0, offset, "k".getBytes(UTF_8), value, 1000 + offset);
    }
}
