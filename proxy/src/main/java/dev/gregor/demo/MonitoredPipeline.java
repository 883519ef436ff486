package dev.gregor.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gregor.config.Experiment;
import dev.gregor.judge.MonitorScore;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.MonitorReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Flights as features, predicted on each arm, and a drift detector that watches the distances on each arm and writes its alerts into an
 * alert topic. What it says is scored against the ledger.
 */
final class MonitoredPipeline implements Pipeline {
    static final String ALERTS = "flights.alerts";
    static final String CONTROL_ALERTS = "flights.alerts.control";

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] KEY = DriftMonitor.NAME.getBytes(StandardCharsets.UTF_8);

    /** Two days without a fault end a fault window, and an alert within a day of its last fault still counts. */
    private static final MonitorScore.Terms TERMS = new MonitorScore.Terms(Duration.ofDays(2), Duration.ofDays(1));

    private final Surroundings where;
    private final FlightsPipeline flights;
    private boolean watched;

    MonitoredPipeline(Surroundings where) {
        this.where = where;
        flights = new FlightsPipeline(where);
    }

    @Override
    public Map<String, Integer> topics() {
        return Map.of(ALERTS, 1, CONTROL_ALERTS, 1);
    }

    @Override
    public void start() {
        flights.start();
    }

    @Override
    public Fed feed(LongConsumer progress) {
        return flights.feed(progress);
    }

    @Override
    public long controlOutputs() {
        return flights.controlOutputs();
    }

    @Override
    public Map<String, String> units() {
        return flights.units();
    }

    @Override
    public List<String> notes() {
        return List.of(String.format(
                Locale.ROOT,
                "The monitor is a Page-Hinkley test on the distance of all flights of an arm: it tolerates %.2f and alarms at %.0f standard"
                        + " deviations of the first %,d flights. It is scored with fault windows that end after two"
                        + " days without a fault, and alerts count up to a day later.",
                DriftMonitor.TOLERANCE,
                DriftMonitor.THRESHOLD,
                DriftMonitor.REFERENCE));
    }

    @Override
    public ExperimentReport completed(Experiment experiment, ExperimentReport report) {
        if (!watched) {
            watch(where.controlInput(), CONTROL_ALERTS);
            watch(where.treatmentInput(), ALERTS);
            watched = true;
        }
        List<Instant> faults = LedgerHits.read(where.bootstrapServers(), where.ledger(), where.raw()).all().stream()
                .filter(hit -> hit.experiment().equals(experiment.name()))
                .map(LedgerHits.Hit::timestamp)
                .toList();
        List<MonitorScore.Moment> moments = MonitorReport.moments(report);
        return report.with(new MonitorReport(
                "Page-Hinkley on the distance",
                scored(ALERTS, where.treatmentInput(), faults, moments),
                scored(CONTROL_ALERTS, where.controlInput(), faults, moments)));
    }

    private void watch(String features, String alerts) {
        DriftMonitor monitor = new DriftMonitor();
        try (TopicWriter writer = new TopicWriter(where.bootstrapServers(), alerts)) {
            for (ConsumerRecord<byte[], byte[]> record : WholeTopic.read(where.bootstrapServers(), features)) {
                Optional<Alert> alert =
                        monitor.watch(Instant.ofEpochMilli(record.timestamp()), distance(record.value()));
                alert.ifPresent(each -> writer.write(KEY, each.json(), each.at(), Map.of()));
            }
            writer.finish();
        }
    }

    private static double distance(byte[] flight) {
        try {
            return Observation.number(JSON.readTree(flight).path("distance"));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private MonitorReport.Scored scored(
            String topic, String features, List<Instant> faults, List<MonitorScore.Moment> moments) {
        List<Instant> alerts = WholeTopic.read(where.bootstrapServers(), topic).stream()
                .map(record -> Alert.read(record.value()).at())
                .toList();
        List<Instant> seen = WholeTopic.read(where.bootstrapServers(), features).stream()
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .toList();
        return MonitorReport.Scored.of(topic, MonitorScore.of(faults, alerts, seen, moments, TERMS));
    }

    @Override
    public void close() {
        flights.close();
    }
}
