package dev.gregor.injection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.config.GregorConfig;
import dev.gregor.decision.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;

/** Untouched means untouched: the first contract of the design, byte for byte. */
class UntouchedTest {
    private static final String MEASURE =
            ", measure: {control: p, treatment: p.canary, outputs: {delay: {type: number}}, pair-by: header}";
    private static final String DROP = ", faults: [drop-field: {field: any}]";

    @Property(tries = 8)
    void withEverythingOffTheOutputIsTheInput(@ForAll long seed, @ForAll boolean withCanary) {
        for (String experiment : new String[] {
            "",
            "name: a, enabled: false" + DROP + MEASURE,
            "name: a, select: {fraction: 0}" + DROP,
            "name: a, mode: shadow" + DROP
        }) {
            List<TestRecord<byte[], byte[]>> input = records(seed);
            try (Bench bench = new Bench(config(withCanary, experiment))) {
                input.forEach(bench::send);
                bench.pass(Duration.ofSeconds(2));
                assertThat(Bench.texts(bench.features())).as(experiment).isEqualTo(Bench.texts(input));
                if (withCanary) {
                    assertThat(Bench.texts(bench.canary())).as(experiment).isEqualTo(Bench.texts(input));
                }
            }
        }
    }

    @Property(tries = 5)
    void pairingByHeaderAddsTheIdAndNothingElse(@ForAll long seed, @ForAll boolean withCanary) {
        List<TestRecord<byte[], byte[]>> input = records(seed);
        try (Bench bench = new Bench(config(withCanary, "name: a, select: {fraction: 0}" + DROP + MEASURE))) {
            input.forEach(bench::send);
            List<String> expected = new ArrayList<>();
            for (int offset = 0; offset < input.size(); offset++) {
                TestRecord<byte[], byte[]> record = input.get(offset);
                record.headers().add("gregor-id", ("flights.raw-0@" + offset).getBytes(UTF_8));
                expected.add(Bench.text(record));
            }
            assertThat(Bench.texts(bench.features())).isEqualTo(expected);
            if (withCanary) {
                assertThat(Bench.texts(bench.canary())).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 8)
    void whoIsNotInTheLedgerComesOutAsItWasAndInItsPlace(
            @ForAll long seed, @ForAll boolean withCanary, @ForAll boolean pairedByHeader, @ForAll boolean blind) {
        List<TestRecord<byte[], byte[]>> input = records(seed);
        String experiment =
                "name: a, blind: " + blind + ", select: {fraction: 0.3}" + DROP + (pairedByHeader ? MEASURE : "");
        try (Bench bench = new Bench(config(withCanary, experiment))) {
            input.forEach(bench::send);
            Set<Integer> treated = new HashSet<>();
            for (JsonNode event : bench.ledger()) {
                String id = event.get("id").asText();
                if (event.get("type").asText().equals("fault")) {
                    treated.add(Integer.valueOf(id.substring(id.indexOf('@') + 1)));
                }
            }
            List<TestRecord<byte[], byte[]>> output = withCanary ? bench.canary() : bench.features();
            assertThat(output).hasSameSizeAs(input);
            for (int offset = 0; offset < input.size(); offset++) {
                boolean isTreated = treated.contains(offset);
                TestRecord<byte[], byte[]> before = input.get(offset);
                if (pairedByHeader || (isTreated && !blind)) {
                    before.headers().add("gregor-id", ("flights.raw-0@" + offset).getBytes(UTF_8));
                }
                if (isTreated && !blind) {
                    before.headers().add("gregor-experiment", "a".getBytes(UTF_8));
                }
                TestRecord<byte[], byte[]> after = output.get(offset);
                if (isTreated) {
                    assertThat(Bench.text(after.value())).isNotEqualTo(Bench.text(before.value()));
                    after = new TestRecord<>(after.key(), before.value(), after.headers(), after.getRecordTime());
                }
                assertThat(Bench.text(after)).isEqualTo(Bench.text(before));
            }
        }
    }

    private static GregorConfig config(boolean withCanary, String experiment) {
        String route = withCanary ? Given.CANARY : Given.IN_LINE;
        return experiment.isEmpty() ? Given.config(route) : Given.config(route, experiment);
    }

    /** Records of every kind: null and empty keys and values, headers twice and without value, time going forth and back. */
    private static List<TestRecord<byte[], byte[]>> records(long seed) {
        Random random = new Random(seed);
        List<TestRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            RecordHeaders headers = new RecordHeaders();
            for (int left = random.nextInt(4); left > 0; left--) {
                headers.add("h" + random.nextInt(2), random.nextInt(3) == 0 ? null : bytes(random));
            }
            byte[] json = ("{\"a\": " + random.nextInt() + ", \"b\" :[1.50 ]}").getBytes(UTF_8);
            byte[] value = random.nextInt(5) == 0 ? null : random.nextInt(4) == 0 ? bytes(random) : json;
            records.add(new TestRecord<>(
                    random.nextInt(4) == 0 ? null : bytes(random), value, headers, Math.abs(random.nextLong() >> 20)));
        }
        return records;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return bytes;
    }
}
