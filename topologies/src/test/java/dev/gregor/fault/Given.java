package dev.gregor.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.record.JsonCodec;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Faults as a user writes them, and records for them. */
final class Given {
    static final RecordId ID = new RecordId("flights.raw", 3, 5000);
    static final long TIMESTAMP = 1_000_000_000_000L;

    private Given() {}

    /** A fault as in YAML, as {@code drop-field: {field: distance}}. */
    static Fault fault(String yaml) {
        try {
            return (Fault) new ConfigLoader(Catalogue.types(), Map.of())
                    .load(
                            "test.yaml",
                            "version: 1\nroutes: {r: {from: flights.raw, to: flights.features, value: " + format(yaml)
                                    + "}}\nexperiments:\n"
                                    + "  - name: e\n    hypothesis: h\n    route: r\n    faults:\n      - "
                                    + yaml)
                    .config()
                    .experiments()
                    .get(0)
                    .faults()
                    .get(0);
        } catch (InvalidConfig e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** JSON, unless the fault is not for it. */
    private static String format(String fault) {
        String name = fault.contains(":") ? fault.substring(0, fault.indexOf(':')) : fault;
        boolean onlyAvro = Catalogue.entry(name)
                .filter(entry -> entry.formats().equals(List.of("avro")))
                .isPresent();
        return onlyAvro ? "avro" : "json";
    }

    static RawRecord record(@Nullable String value) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        return new RawRecord(ID, "key".getBytes(UTF_8), bytes, new RecordHeaders().add("h", new byte[] {1}), TIMESTAMP);
    }

    static Treatment treatment(@Nullable String value) {
        return new Treatment(record(value), new JsonCodec(), History.NONE);
    }

    /** What the fault makes of a JSON text. */
    static String after(String fault, String before) throws Skipped {
        return after(fault, before, 1);
    }

    static String after(String fault, String before, long seed) throws Skipped {
        Treatment treatment = treatment(before);
        treatment.apply(fault(fault), new Draw(seed));
        byte[] value = treatment.result().value();
        return value == null ? "null" : new String(value, UTF_8);
    }

    /** Makes sure that the record passes untouched, for this reason. */
    static void assertSkipped(SkipReason reason, String fault, @Nullable String before) {
        Treatment treatment = treatment(before);
        assertThatThrownBy(() -> treatment.apply(fault(fault), new Draw(1)))
                .isInstanceOfSatisfying(
                        Skipped.class, skip -> assertThat(skip.reason()).isEqualTo(reason));
        assertUntouched(treatment);
    }

    static void assertUntouched(Treatment treatment) {
        try {
            assertThat(treatment.result()).isSameAs(treatment.record());
            assertThat(treatment.hold()).isNull();
        } catch (Skipped e) {
            throw new AssertionError(e);
        }
    }
}
