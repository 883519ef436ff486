package dev.gregor.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.Lane;
import dev.gregor.fixture.LatestCounts;
import dev.gregor.fixture.TestCluster;
import dev.gregor.injection.Revision;
import dev.gregor.record.RecordCounts;
import dev.gregor.record.SkipReason;
import dev.gregor.record.Skipped;
import dev.gregor.runtime.Proxy;
import dev.gregor.runtime.RegistrySchemas;
import dev.gregor.secured.Surroundings.Secured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real registry behind TLS and a password, which falls over, goes away and comes back. */
@ExtendWith(Surroundings.class)
class RegistryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String USER = "gregor";
    private static final String PASSWORD = "registry-pw-3Hx9";
    private static final int EACH = 20;

    private final TestCluster cluster;
    private final RegistryProcess registry;
    private final Certificates certificates;
    private final Path folder;
    private RegistryFront front;

    RegistryIT(Secured secured, @TempDir Path folder) {
        this.cluster = secured.broker().superuser();
        this.registry = secured.registry();
        this.certificates = secured.certificates();
        this.folder = folder;
    }

    @BeforeEach
    void open() {
        front = RegistryFront.start(registry, certificates, USER, PASSWORD);
    }

    @AfterEach
    void close() {
        front.close();
    }

    /** Settings as a user writes them. */
    private Map<String, String> settings(String urls) {
        return Map.of(
                "url", urls,
                "ssl.truststore.location", certificates.trustStore().toString(),
                "ssl.truststore.password", certificates.password());
    }

    private Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    @Test
    void aPasswordIsSentWhicheverWayItIsWritten() throws Skipped {
        Flights flights = Flights.register(registry, "password-value", "password");
        Map<String, String> settings = settings(front.url());
        String inUrl = front.url().replace("//", "//" + USER + ":" + PASSWORD + "@");

        for (Map<String, String> each : List.of(
                with(settings, "basic.auth.user.info", USER + ":" + PASSWORD),
                with(
                        with(settings, "basic.auth.user.info", USER + ":" + PASSWORD),
                        "basic.auth.credentials.source",
                        "USER_INFO"),
                settings(inUrl))) {
            assertThat(RegistrySchemas.connect(each).byId(flights.id())).isEqualTo(flights.schema());
        }
        assertThat(front.passed()).isEqualTo(3);
        assertThat(front.refused()).isZero();
    }

    @Test
    void aWrongPasswordAndAForeignCertificateAreReasonsToPassUntouched() {
        Flights flights = Flights.register(registry, "refused-value", "refused");
        Map<String, String> wrong = with(settings(front.url()), "basic.auth.user.info", USER + ":not-" + PASSWORD);
        Map<String, String> stranger = Map.of("url", front.url(), "basic.auth.user.info", USER + ":" + PASSWORD);

        Skipped refused = skipped(wrong, flights.id());
        Skipped untrusted = skipped(stranger, flights.id());

        assertThat(refused.reason()).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
        assertThat(refused.getMessage()).contains("401").doesNotContain(PASSWORD);
        assertThat(untrusted.reason()).isEqualTo(SkipReason.REGISTRY_UNAVAILABLE);
        assertThat(untrusted.getMessage()).contains("certification path").doesNotContain(PASSWORD);
        assertThat(front.passed()).isZero();
    }

    private static Skipped skipped(Map<String, String> settings, int id) {
        RegistrySchemas schemas = RegistrySchemas.connect(settings);
        return catchThrowableOfType(Skipped.class, () -> schemas.byId(id));
    }

    @Test
    void theOtherUrlTakesOverAndAnOutageIsPassedUntouchedUntilItIsOver() {
        Lane lane = Lane.create(cluster, "registry", 1).as("avro");
        Flights first = Flights.register(registry, lane.raw() + "-value", "first");
        Flights second = Flights.register(registry, lane.raw() + "-second-value", "second");
        Flights third = Flights.register(registry, lane.raw() + "-third-value", "third");
        RegistryFront spare = RegistryFront.start(registry, certificates, USER, PASSWORD);
        Revision revision = revision(lane, front.url() + "," + spare.url());
        try (spare;
                Proxy proxy = Proxy.start(() -> revision)) {
            await().atMost(PATIENCE).until(proxy::isReady);
            cluster.write(first.of(lane.raw(), EACH));
            assertDropped(last(lane, EACH));
            // the client begins with any of them
            RegistryFront used = front.passed() > 0 ? front : spare;
            RegistryFront other = used == front ? spare : front;
            assertThat(used.passed()).isPositive();
            assertThat(other.passed()).isZero();

            used.close();
            cluster.write(second.of(lane.raw(), EACH));
            assertDropped(last(lane, 2 * EACH));
            assertThat(other.passed()).isPositive();

            registry.kill();
            cluster.write(third.of(lane.raw(), EACH));
            assertUntouched(lane, last(lane, 3 * EACH));
            assertThat(counts(lane).skipped()).isEqualTo(Map.of("registry-unavailable", (long) EACH));

            registry.restart();
            // for a second after the last failed question nobody asks again
            await().atMost(PATIENCE).until(() -> {
                int before = cluster.readNow(lane.raw()).size();
                cluster.write(third.of(lane.raw(), 1));
                List<ConsumerRecord<byte[], byte[]>> all = cluster.read(lane.canary(), before + 1);
                return Flights.read(registry, all.get(before)).getSchema().getField("distance") == null;
            });
            cluster.write(third.of(lane.raw(), EACH));
            int all = cluster.readNow(lane.raw()).size();
            assertDropped(last(lane, all));
            assertThat(proxy.isHealthy()).isTrue();
        }
        assertThat(spare.refused() + front.refused()).isZero();
    }

    private Revision revision(Lane lane, String urls) {
        String yaml = lane.yaml(folder.resolve("state"), """
                  - name: dropped
                    hypothesis: It holds
                    enabled: true
                    route: lane
                    faults: [ { drop-field: { field: distance } } ]
                """).replace("  http: { port: 0 }", """
                  http: { port: 0 }
                  schema-registry:
                    url: "%s"
                    basic.auth.credentials.source: USER_INFO
                    basic.auth.user.info: "%s:%s"
                    ssl.truststore.location: "%s"
                    ssl.truststore.password: "%s"
                """.formatted(
                urls, USER, PASSWORD, certificates.trustStore(), certificates.password()).stripTrailing());
        return Lane.parse(yaml);
    }

    /** The last few records of the canary topic, once it has as many as expected. */
    private List<ConsumerRecord<byte[], byte[]>> last(Lane lane, int expected) {
        List<ConsumerRecord<byte[], byte[]>> all = cluster.read(lane.canary(), expected);
        return all.subList(all.size() - EACH, all.size());
    }

    private void assertDropped(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records)
                .allSatisfy(each -> assertThat(
                                Flights.read(registry, each).getSchema().getField("distance"))
                        .isNull());
    }

    private void assertUntouched(Lane lane, List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> raw = cluster.readNow(lane.raw());
        for (int i = 0; i < EACH; i++) {
            assertThat(Arrays.equals(
                            records.get(i).value(),
                            raw.get(raw.size() - EACH + i).value()))
                    .isTrue();
        }
    }

    private RecordCounts counts(Lane lane) {
        cluster.readUntil(
                lane.counts(), all -> LatestCounts.of(all).values().stream().anyMatch(each -> each.seen() == 3 * EACH));
        return LatestCounts.of(cluster.readNow(lane.counts()))
                .values()
                .iterator()
                .next();
    }
}
