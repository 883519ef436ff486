package dev.gregor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gregor.config.ConfigLoader;
import dev.gregor.config.InvalidConfig;
import dev.gregor.config.Loaded;
import dev.gregor.fault.Catalogue;
import dev.gregor.fixture.AllFaults;
import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LatestCounts;
import dev.gregor.fixture.LedgerEntries;
import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import dev.gregor.record.RecordCounts;
import dev.gregor.runtime.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The audit of what a real proxy did on a real broker, and of copies of it in which something was changed. */
@ExtendWith(OnBroker.class)
class AuditIT {
    private static final int PARTITIONS = 2;
    private static final int RECORDS = 3_000;
    private static final ConfigLoader LOADER = new ConfigLoader(Catalogue.types(), Map.of());

    @Test
    void whatTheProxyDidIsCleanThroughAllFaultsAndAToggle(TestCluster cluster, @TempDir Path state)
            throws InvalidConfig {
        Lane lane = Lane.create(cluster, "audited", PARTITIONS);
        String on = lane.yaml(state, AllFaults.experiments(0.01));
        String off = lane.yaml(
                state,
                AllFaults.experiments(0.01)
                        .replace(
                                "all-shuffle-labels, hypothesis: h, enabled: true",
                                "all-shuffle-labels, hypothesis: h, enabled: false"));
        AtomicReference<Revision> live = new AtomicReference<>(Lane.parse(on));
        write(cluster, lane, 0, RECORDS / 2);
        try (Proxy proxy = Proxy.start(live::get)) {
            cluster.readUntil(lane.features(), some -> some.size() >= RECORDS / 3);
            live.set(Lane.parse(off));
            write(cluster, lane, RECORDS / 2, RECORDS);
            awaitEnd(cluster, lane);
        }

        AuditReport report = audit(on);

        assertThat(report.listed()).isEmpty();
        assertThat(report.isClean()).isTrue();
        AuditReport.RouteAudit route = report.routes().get(0);
        assertThat(route.records()).isEqualTo(RECORDS);
        assertThat(route.control()).isEqualTo(RECORDS);
        assertThat(route.treated()).isGreaterThan(RECORDS / 5);
        assertThat(route.held()).isZero();
        assertThat(route.trusted()).isZero();
        assertThat(report.notes()).isEmpty();
        assertThat(cluster.readNow(lane.ledger()).stream()
                        .filter(each -> LedgerEntries.json(each.value())
                                .path("type")
                                .asText()
                                .equals("revision")))
                .hasSizeGreaterThan(PARTITIONS);
    }

    @Test
    void whatIsHeldBackIsNotMissing(TestCluster cluster, @TempDir Path state) throws InvalidConfig {
        Lane lane = Lane.create(cluster, "audited-held", 1);
        String config = lane.yaml(state, """
                  - { name: held, hypothesis: h, enabled: true, route: lane, select: { fraction: 0.5 }, faults: [ delay: { by: 1h } ] }
                """);
        write(cluster, lane, 0, 200);
        try (Proxy proxy = Proxy.start(() -> Lane.parse(config))) {
            cluster.read(lane.features(), 200);
        }
        AuditReport report = audit(config);
        assertThat(report.isClean()).isTrue();
        assertThat(report.routes().get(0).held())
                .isBetween(70L, 130L)
                .isEqualTo(report.routes().get(0).treated());
    }

    @Test
    void everyKindOfChangeIsFound(TestCluster cluster, @TempDir Path state) throws InvalidConfig {
        Lane lane = Lane.create(cluster, "audited-original", 1);
        String config = lane.yaml(state, """
                  - { name: drops, hypothesis: h, enabled: true, route: lane, select: { fraction: 0.3 }, faults: [ drop-field: { field: distance } ] }
                """);
        write(cluster, lane, 0, 400);
        try (Proxy proxy = Proxy.start(() -> Lane.parse(config))) {
            cluster.read(lane.canary(), 400);
        }
        Tampering tampering = new Tampering(cluster, lane, config);

        assertThat(tampering.audit("same", UnaryOperator.identity(), UnaryOperator.identity()))
                .isEmpty();
        assertThat(tampering.audit("missing", without(10), UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("missing", 1L));
        assertThat(tampering.audit("doubled", with(10, 10), UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("doubled", 1L));
        int untouched = first(tampering.canary, false);
        int treated = first(tampering.canary, true);
        assertThat(tampering.audit("altered", changed(untouched), UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("altered", 1L));
        assertThat(tampering.audit("different", changed(treated), UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("different", 1L));
        assertThat(tampering.audit("invented", AuditIT::invented, UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("invented", 1L));
        assertThat(tampering.audit(
                        "swapped", records -> without(20).apply(with(21, 20).apply(records)), UnaryOperator.identity()))
                .containsExactlyEntriesOf(Map.of("out-of-order", 1L));
        assertThat(tampering.audit("unledgered", UnaryOperator.identity(), without(5)))
                .containsExactlyEntriesOf(Map.of("unledgered", 1L));
        assertThat(tampering.audit("told-twice", UnaryOperator.identity(), with(5, 5)))
                .containsExactlyEntriesOf(Map.of("unfounded", 1L));
        assertThat(tampering.audit("otherwise", UnaryOperator.identity(), changed(5)))
                .containsExactlyEntriesOf(Map.of("unfounded", 1L));
    }

    @Test
    void aRevisionThatNobodyKnowsIsAskedFor(TestCluster cluster, @TempDir Path state) throws InvalidConfig {
        Lane lane = Lane.create(cluster, "audited-unknown", 1);
        String config = lane.yaml(state, "");
        write(cluster, lane, 0, 10);
        Loaded loaded = LOADER.load("gregor.yaml", config);
        Revision untold = new Revision("0123456789ab", loaded.config(), "");
        try (Proxy proxy = Proxy.start(() -> untold)) {
            cluster.read(lane.canary(), 10);
        }
        assertThatThrownBy(() -> audit(config))
                .isInstanceOf(CannotAudit.class)
                .hasMessage("revision 0123456789ab, in force from audited-unknown.raw-0@0 on, is not among the given"
                        + " files and the ledger does not hold it; give its file with another --config");
    }

    /** Copies of the outputs and the ledger of a lane, with a change in each. */
    private static final class Tampering {
        private final TestCluster cluster;
        private final Lane lane;
        private final String config;
        private final List<ConsumerRecord<byte[], byte[]>> canary;
        private final List<ConsumerRecord<byte[], byte[]>> ledger;

        Tampering(TestCluster cluster, Lane lane, String config) {
            this.cluster = cluster;
            this.lane = lane;
            this.config = config;
            this.canary = cluster.readNow(lane.canary());
            this.ledger = cluster.readNow(lane.ledger());
        }

        Map<String, Long> audit(
                String name,
                UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> ofCanary,
                UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> ofLedger)
                throws InvalidConfig {
            String id = "tampered-" + name;
            cluster.create(1, List.of(id + ".canary", id + ".ledger"));
            cluster.write(copies(id + ".canary", ofCanary.apply(canary)));
            cluster.write(copies(id + ".ledger", ofLedger.apply(ledger)));
            String changed = config.replace("id: " + lane.id(), "id: " + id)
                    .replace("canary: " + lane.canary(), "canary: " + id + ".canary");
            return AuditIT.audit(changed).findings();
        }

        private static List<ProducerRecord<byte[], byte[]>> copies(
                String topic, List<ConsumerRecord<byte[], byte[]>> records) {
            return records.stream()
                    .map(each -> new ProducerRecord<>(
                            topic, each.partition(), each.timestamp(), each.key(), each.value(), each.headers()))
                    .toList();
        }
    }

    private static UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> without(int index) {
        return records -> IntStream.range(0, records.size())
                .filter(i -> i != index)
                .mapToObj(records::get)
                .toList();
    }

    /** The record of one index once more, behind that of another. */
    private static UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> with(int behind, int copied) {
        return records -> {
            List<ConsumerRecord<byte[], byte[]>> more = new ArrayList<>(records);
            more.add(behind + 1, records.get(copied));
            return more;
        };
    }

    /** One digit of the value is another. */
    private static UnaryOperator<List<ConsumerRecord<byte[], byte[]>>> changed(int index) {
        return records -> {
            List<ConsumerRecord<byte[], byte[]>> other = new ArrayList<>(records);
            ConsumerRecord<byte[], byte[]> old = records.get(index);
            String value = new String(old.value(), StandardCharsets.UTF_8).replaceFirst("\\d", "7");
            value = value.equals(new String(old.value(), StandardCharsets.UTF_8))
                    ? value.replaceFirst("7", "8")
                    : value;
            other.set(
                    index, copy(old, value, old.key() == null ? null : new String(old.key(), StandardCharsets.UTF_8)));
            return other;
        };
    }

    private static List<ConsumerRecord<byte[], byte[]>> invented(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> more = new ArrayList<>(records);
        more.add(copy(records.get(0), "{}", "nobody"));
        return more;
    }

    private static ConsumerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> old, String value, @Nullable String key) {
        return new ConsumerRecord<>(
                old.topic(),
                old.partition(),
                old.offset(),
                old.timestamp(),
                old.timestampType(),
                -1,
                -1,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders(old.headers()),
                Optional.empty());
    }

    private static int first(List<ConsumerRecord<byte[], byte[]>> canary, boolean isTreated) {
        return IntStream.range(0, canary.size())
                .filter(i -> (canary.get(i).headers().lastHeader("gregor-id") != null) == isTreated)
                .findFirst()
                .orElseThrow();
    }

    private static AuditReport audit(String config) throws InvalidConfig {
        return Audit.of(List.of(LOADER.load("gregor.yaml", config)), LOADER, 20, step -> {});
    }

    private static void write(TestCluster cluster, Lane lane, int from, int to) {
        int spread = lane.id().equals("audited") ? PARTITIONS : 1;
        cluster.write(IntStream.range(from, to)
                .mapToObj(i -> AllFaults.record(lane.raw(), spread, i))
                .toList());
    }

    /** All has been seen, and nothing is held back any longer. */
    private static void awaitEnd(TestCluster cluster, Lane lane) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            Map<String, RecordCounts> last = LatestCounts.of(cluster.readNow(lane.id() + ".counts"));
            long seen = last.values().stream()
                    .filter(each -> each.experiment().equals("all-drop-field"))
                    .mapToLong(RecordCounts::seen)
                    .sum();
            return seen == RECORDS && last.values().stream().allMatch(each -> each.held() == 0);
        });
    }
}
