package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.Seen;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Untouched means untouched: thousands of records of every shape that a topic allows, on a real broker. */
@ExtendWith(OnBroker.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UntouchedIT {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 3_000;
    private static final long FIRST_MILLIS = 978_310_020_000L;
    private static final long YEAR_MILLIS = Duration.ofDays(365).toMillis();
    private static final List<String> ROUTES = List.of("off", "zero", "canary", "inline");

    private TestCluster cluster;
    private Proxy proxy;

    @SuppressWarnings("NullAway.Init") // set before all tests
    UntouchedIT() {}

    @BeforeAll
    void run(TestCluster shared, @TempDir Path state) {
        cluster = shared;
        for (String route : ROUTES) {
            cluster.create(PARTITIONS, List.of(raw(route), features(route), canary(route)));
            cluster.write(anything(raw(route), new SplittableRandom(2001)));
        }
        Revision revision = Lane.parse(yaml(state));
        proxy = Proxy.start(() -> revision);
    }

    @AfterAll
    void stop() {
        proxy.close();
    }

    private static String raw(String route) {
        return "untouched." + route + ".raw";
    }

    private static String features(String route) {
        return "untouched." + route + ".features";
    }

    private static String canary(String route) {
        return "untouched." + route + ".canary";
    }

    private String yaml(Path state) {
        return """
                version: 1
                application:
                  id: untouched
                  kafka: { bootstrap.servers: "%s" }
                  streams: { num.stream.threads: 1, state.dir: "%s" }
                routes:
                  off: { from: untouched.off.raw, to: untouched.off.features, canary: untouched.off.canary }
                  zero: { from: untouched.zero.raw, to: untouched.zero.features, canary: untouched.zero.canary }
                  canary: { from: untouched.canary.raw, to: untouched.canary.features, canary: untouched.canary.canary }
                  inline: { from: untouched.inline.raw, to: untouched.inline.features }
                experiments:
                  - { name: off, hypothesis: H, route: off, enabled: false, faults: [ { drop-field: { field: any } } ] }
                  - { name: zero, hypothesis: H, route: zero, enabled: true, select: { fraction: 0 },
                      faults: [ { drop-field: { field: any } } ] }
                  - { name: condition, hypothesis: H, route: canary, enabled: true,
                      select: { where: value.distance > 500 }, faults: [ { drop-field: { field: any } } ] }
                  - { name: canary, hypothesis: H, route: canary, enabled: true, select: { fraction: 0.1 },
                      faults: [ { replay-stale: { lag: 7, timestamps: now } } ] }
                  - { name: inline, hypothesis: H, route: inline, enabled: true, select: { fraction: 0.1, by: key },
                      faults: [ { replay-stale: { lag: 7, timestamps: now } } ] }
                """.formatted(cluster.bootstrapServers(), state);
    }

    /** Random bytes for key, value and headers, none or empty ones among them, in no order of time. */
    private static List<ProducerRecord<byte[], byte[]>> anything(String topic, SplittableRandom random) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic,
                    random.nextInt(PARTITIONS),
                    FIRST_MILLIS + random.nextLong(YEAR_MILLIS),
                    bytesOrNone(random, 12),
                    bytesOrNone(random, 200));
            for (int headers = random.nextInt(5); headers > 0; headers--) {
                record.headers().add(random.nextInt(3) == 0 ? "" : "h" + random.nextInt(2), bytesOrNone(random, 9));
            }
            records.add(record);
        }
        return records;
    }

    private static byte @Nullable [] bytesOrNone(SplittableRandom random, int most) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void withEverythingOffBothTopicsEqualTheRawTopic() {
        List<Seen> raw = Seen.of(cluster.read(raw("off"), RECORDS));

        assertThat(raw)
                .anyMatch(each -> each.value().equals("null"))
                .anyMatch(each -> each.key().equals("null"));
        assertThat(Seen.of(cluster.read(features("off"), RECORDS))).isEqualTo(raw);
        assertThat(Seen.of(cluster.read(canary("off"), RECORDS))).isEqualTo(raw);
    }

    @Test
    void aFractionOfZeroIsZero() {
        List<Seen> raw = Seen.of(cluster.read(raw("zero"), RECORDS));

        assertThat(Seen.of(cluster.read(features("zero"), RECORDS))).isEqualTo(raw);
        assertThat(Seen.of(cluster.read(canary("zero"), RECORDS))).isEqualTo(raw);
    }

    @Test
    void theControlArmIsUntouchedAndTheCanaryWhereverNothingWasInjected() {
        assertUntouchedButForTheLedger("canary", canary("canary"));
        assertThat(Seen.of(cluster.read(features("canary"), RECORDS)))
                .isEqualTo(Seen.of(cluster.read(raw("canary"), RECORDS)));
    }

    @Test
    void inLineToo() {
        assertUntouchedButForTheLedger("inline", features("inline"));
    }

    private void assertUntouchedButForTheLedger(String route, String treatment) {
        List<ConsumerRecord<byte[], byte[]>> raw = cluster.read(raw(route), RECORDS);
        List<ConsumerRecord<byte[], byte[]>> out = cluster.read(treatment, RECORDS);
        Map<String, JsonNode> ledger = LedgerEntries.of(route, cluster.readNow("untouched.ledger"));
        List<Seen> expected = new ArrayList<>();
        List<Seen> came = new ArrayList<>();
        int treated = 0;
        for (int i = 0; i < RECORDS; i++) {
            ConsumerRecord<byte[], byte[]> in = raw.get(i);
            if (ledger.containsKey(in.topic() + "-" + in.partition() + "@" + in.offset())) {
                treated++;
            } else {
                expected.add(Seen.of(in));
                came.add(Seen.of(out.get(i)));
            }
        }
        assertThat(came).isEqualTo(expected);
        assertThat(treated).isEqualTo(ledger.size()).isBetween(RECORDS / 50, RECORDS / 5);
    }
}
