package dev.gregor.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gregor.audit.Audit;
import dev.gregor.audit.AuditReport;
import dev.gregor.config.ConfigLoader;
import dev.gregor.config.Loaded;
import dev.gregor.fault.Catalogue;
import dev.gregor.fixture.AllFaults;
import dev.gregor.fixture.BrokerProcess;
import dev.gregor.fixture.GregorProcess;
import dev.gregor.fixture.LatestCounts;
import dev.gregor.fixture.TestCluster;
import dev.gregor.record.RecordCounts;
import dev.gregor.runtime.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * All families of faults on 300,000 records, while instances are killed, another one joins, the configuration is changed and the
 * broker is killed. Then an audit must find nothing.
 *
 * <p>{@code -Dtrial.seed=N} repeats a trial: its moments are counted in records, so that they come again, if not to the
 * millisecond. {@code -Dtrial.records=N} makes it shorter, {@code -Dtrial.guarantee=at_least_once} takes away what it is to prove.
 */
class TrialByFire {
    private static final int PARTITIONS = 4;
    private static final int KILLS = 10;
    private static final int BROKER_KILLS = 2;
    private static final int RECORDS = Integer.getInteger("trial.records", 300_000);
    private static final int RECORDS_PER_SECOND = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("trial.patience", 8));
    private static final Duration HELD_FOR = Duration.ofSeconds(100);
    private static final long SEED = Long.getLong("trial.seed", System.nanoTime() % 1_000_000);
    private static final String GUARANTEE = System.getProperty("trial.guarantee", "exactly_once_v2");

    private final Random random = new Random(SEED);

    /** Stays until the next trial, with the logs of all that took part. */
    private final Path folder = Path.of("target", "trial").toAbsolutePath();

    private enum Blow {
        KILL,
        JOIN,
        CHANGE,
        BROKER
    }

    /** What happens once so many records are out. */
    private record Moment(long records, Blow blow) {}

    @Test
    void nothingIsLostDoubledOrInvented() throws Exception {
        say("seed %d, %,d records, %s; repeat it with -Dtrial.seed=%d", SEED, RECORDS, GUARANTEE, SEED);
        new TemporaryFolder(folder).close();
        Path brokerFolder = Files.createDirectories(folder.resolve("broker"));
        try (BrokerProcess broker = BrokerProcess.start(brokerFolder);
                TestCluster cluster = new TestCluster(broker.bootstrapServers());
                Crew crew = new Crew(configure(broker.bootstrapServers(), true))) {
            cluster.create(PARTITIONS, List.of("trial.raw", "trial.features", "trial.canary"));
            crew.join();
            crew.join();
            ExecutorService writer = Executors.newSingleThreadExecutor();
            Future<?> written = writer.submit(() -> write(broker.bootstrapServers()));
            for (Moment moment : moments()) {
                awaitFeatures(cluster, moment.records(), written);
                strike(moment, crew, broker);
            }
            written.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            writer.shutdown();
            awaitFeatures(cluster, RECORDS, written);
            say("all records are out; waiting for those that are held back");
            awaitNothingHeld(cluster);
            audit();
        }
    }

    private void strike(Moment moment, Crew crew, BrokerProcess broker) throws IOException {
        say("at %,d records: %s", moment.records(), moment.blow());
        switch (moment.blow()) {
            case KILL -> crew.killOne();
            case JOIN -> crew.join();
            case CHANGE -> configure(broker.bootstrapServers(), false);
            case BROKER -> broker.killAndRestart();
        }
    }

    private List<Moment> moments() {
        List<Blow> blows = new ArrayList<>();
        blows.addAll(Collections.nCopies(KILLS, Blow.KILL));
        blows.addAll(Collections.nCopies(BROKER_KILLS, Blow.BROKER));
        blows.addAll(List.of(Blow.JOIN, Blow.CHANGE));
        Collections.shuffle(blows, random);
        List<Long> times = random.longs(blows.size(), RECORDS / 50, RECORDS - RECORDS / 50)
                .sorted()
                .boxed()
                .toList();
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < blows.size(); i++) {
            moments.add(new Moment(times.get(i), blows.get(i)));
        }
        return moments;
    }

    /** The instances at work. */
    private final class Crew implements AutoCloseable {
        private final Path config;
        private final List<GregorProcess> instances = new ArrayList<>();
        private int started;

        Crew(Path config) {
            this.config = config;
        }

        void join() throws IOException {
            Path own = Files.createDirectory(folder.resolve("instance-" + started++));
            instances.add(GregorProcess.startIn(own, own.resolve("gregor.log"), "run", "--config", config.toString()));
        }

        /** Kills one, and starts another in a folder of its own at once: nothing but the log survives. */
        void killOne() throws IOException {
            GregorProcess one = instances.remove(random.nextInt(instances.size()));
            one.kill();
            one.exitCode();
            join();
        }

        @Override
        public void close() {
            instances.forEach(GregorProcess::close);
        }
    }

    private Path configure(String bootstrapServers, boolean isFirst) throws IOException {
        Path file = folder.resolve("gregor.yaml");
        String experiments = AllFaults.experiments(0.005);
        String text = """
                version: 1
                application:
                  id: trial
                  kafka: { bootstrap.servers: "%s" }
                  streams:
                    num.stream.threads: 2
                    processing.guarantee: %s
                    state.dir: state
                    session.timeout.ms: 4000
                    heartbeat.interval.ms: 500
                    transaction.timeout.ms: 6000
                  http: { port: 0 }
                routes:
                  lane: { from: trial.raw, to: trial.features, canary: trial.canary, value: json }
                experiments:
                %s
                """.formatted(
                        bootstrapServers,
                        GUARANTEE,
                        isFirst
                                ? experiments
                                : experiments.replace("name: all-drop-field,", "name: all-drop-field, mode: shadow,"));
        Path next = folder.resolve("gregor.yaml.next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        return file;
    }

    private static void write(String bootstrapServers) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                5,
                "delivery.timeout.ms",
                300_000);
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(AllFaults.record("trial.raw", PARTITIONS, i)));
                if (i % 400 == 0) {
                    long due = begin + TimeUnit.SECONDS.toNanos(1) * i / RECORDS_PER_SECOND;
                    TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                }
            }
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (Exception e) {
            throw new AssertionError("The raw topic could not be written", e);
        }
    }

    private static void awaitFeatures(TestCluster cluster, long records, Future<?> written) throws Exception {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> hasFailed(written) || count(cluster) >= records);
        if (hasFailed(written)) {
            written.get();
        }
    }

    private static boolean hasFailed(Future<?> written) throws InterruptedException {
        try {
            if (written.isDone()) {
                written.get();
            }
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    /** How many records the feature topic has. The marks of transactions take offsets too, so the counts must tell. */
    private static long count(TestCluster cluster) {
        return counts(cluster).values().stream()
                .filter(each -> each.experiment().equals("all-delay"))
                .mapToLong(RecordCounts::seen)
                .sum();
    }

    private static Map<String, RecordCounts> counts(TestCluster cluster) {
        return LatestCounts.of(cluster.readNow("trial.counts"));
    }

    /** Nothing is held for longer than half a minute. If the counts never say so, the audit says why. */
    private static void awaitNothingHeld(TestCluster cluster) {
        try {
            await().atMost(HELD_FOR)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> counts(cluster).values().stream().allMatch(each -> each.held() == 0));
        } catch (ConditionTimeoutException e) {
            say("by the counts, something is held still");
        }
    }

    private void audit() throws Exception {
        ConfigLoader loader = new ConfigLoader(Catalogue.types(), Map.of());
        Loaded loaded = loader.load(folder.resolve("gregor.yaml"));
        AuditReport report = Audit.of(List.of(loaded), loader, 20, step -> say("audit: %s", step));
        say("%s", new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        AuditReport.RouteAudit route = report.routes().get(0);
        assertThat(report.findings()).isEmpty();
        assertThat(route.records()).isEqualTo(RECORDS);
        assertThat(route.control()).isEqualTo(RECORDS);
        assertThat(route.treated()).isGreaterThan(RECORDS / 10);
        assertThat(route.held()).isZero();
        assertThat(route.trusted()).isZero();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static void say(String format, Object... values) {
        System.out.printf("trial: " + format + "%n", values);
    }
}
