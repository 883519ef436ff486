package dev.gregor.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gregor.config.Experiment;
import dev.gregor.judge.MonitorScore;
import dev.gregor.record.GregorHeaders;
import dev.gregor.report.ExperimentReport;
import dev.gregor.report.MonitorReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a monitor on their way to those on call. Upstream there are incidents that the experiment has nothing to do with: in
 * each second fortnight the distances arrive in kilometres. A drift detector watches the distances
 * and writes a status report after each {@value #STEP} of them. On each arm a board shows the newest report it has got; the outputs that are compared are what the boards show, step by step.
 */
final class AlertsPipeline implements Pipeline {
    static final int STEP = 20;

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] KEY = DriftMonitor.NAME.getBytes(StandardCharsets.UTF_8);

    /** How long the monitor goes on to report an alarm that it raised. */
    private static final Duration REPEATED = Duration.ofDays(1);

    private static final int FORTNIGHT = 14;
    private static final double KILOMETRES = 1.609344;

    /** An incident is over when a day passes without a flight in it; an alert counts up to a day later. */
    private static final MonitorScore.Terms TERMS = new MonitorScore.Terms(Duration.ofDays(1), Duration.ofDays(1));

    private final Surroundings where;
    private final List<StatusReport> reports = new ArrayList<>();
    private List<Instant> shownByControl = List.of();
    private List<Instant> shownByTreatment = List.of();

    AlertsPipeline(Surroundings where) {
        this.where = where;
    }

    @Override
    public void start() {}

    @Override
    public Fed feed(LongConsumer progress) {
        report();
        try (TopicWriter raw = new TopicWriter(where.bootstrapServers(), where.raw())) {
            reports.forEach(each -> raw.write(KEY, each.json(), each.at(), Map.of()));
            progress.accept(raw.finish());
        }
        return new Fed(reports.size(), reports.get(reports.size() - 1).at());
    }

    private void report() {
        DriftMonitor monitor = new DriftMonitor();
        Instant alarmUntil = Instant.MIN;
        double sum = 0;
        for (int i = 0; i < where.flights().size(); i++) {
            Flight flight = where.flights().get(i);
            double distance = flight.distance() * (isInAnIncident(flight) ? KILOMETRES : 1);
            sum += distance;
            if (monitor.watch(flight.timestamp(), distance).isPresent()) {
                alarmUntil = flight.timestamp().plus(REPEATED);
            }
            if (i % STEP == STEP - 1) {
                boolean alarm = !flight.timestamp().isAfter(alarmUntil);
                reports.add(new StatusReport(reports.size(), flight.timestamp(), alarm, sum / STEP));
                sum = 0;
            }
        }
    }

    private boolean isInAnIncident(Flight flight) {
        Duration since = Duration.between(where.flights().get(0).timestamp(), flight.timestamp());
        return since.toDays() / FORTNIGHT % 2 == 1;
    }

    @Override
    public boolean needsBothArms() {
        return true;
    }

    @Override
    public void passed() {
        List<ConsumerRecord<byte[], byte[]>> all = WholeTopic.read(where.bootstrapServers(), where.controlInput());
        Map<String, String> hits = LedgerHits.read(where.bootstrapServers(), where.ledger(), where.raw())
                .experiments();
        shownByControl = show(all, reportsBy(where.controlInput()), Map.of(), where.controlOutput());
        shownByTreatment = show(all, reportsBy(where.treatmentInput()), hits, where.treatmentOutput());
    }

    private Map<Integer, StatusReport> reportsBy(String topic) {
        Map<Integer, StatusReport> reports = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : WholeTopic.read(where.bootstrapServers(), topic)) {
            StatusReport.read(record.value()).ifPresent(report -> reports.put(report.step(), report));
        }
        return reports;
    }

    /**
     * Writes what a board shows at each step: the report of the step, or the last one before it.
     *
     * @return when it began to show an alarm
     */
    private List<Instant> show(
            List<ConsumerRecord<byte[], byte[]>> steps,
            Map<Integer, StatusReport> arrived,
            Map<String, String> hits,
            String outputs) {
        List<Instant> alarms = new ArrayList<>();
        @Nullable StatusReport shown = null;
        try (TopicWriter writer = new TopicWriter(where.bootstrapServers(), outputs)) {
            for (ConsumerRecord<byte[], byte[]> step : steps) {
                Header id = step.headers().lastHeader(GregorHeaders.ID);
                StatusReport due = StatusReport.read(step.value()).orElseThrow();
                StatusReport before = shown;
                shown = arrived.getOrDefault(
                        due.step(), before == null ? new StatusReport(0, due.at(), false, 0) : before);
                if (shown.alarm() && (before == null || !before.alarm())) {
                    alarms.add(due.at());
                }
                writer.write(KEY, json(shown), due.at(), headers(id, hits));
            }
            writer.finish();
        }
        return alarms;
    }

    private static byte[] json(StatusReport shown) {
        return JSON.createObjectNode()
                .put("state", shown.alarm() ? "alarm" : "ok")
                .put("mean", shown.mean())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(@Nullable Header id, Map<String, String> hits) {
        if (id == null) {
            throw new DemoFailure("the boards need 'pair-by: header'");
        }
        String text = new String(id.value(), StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(Map.of(GregorHeaders.ID, text));
        String experiment = hits.get(text);
        if (experiment != null) {
            headers.put(GregorHeaders.EXPERIMENT, experiment);
        }
        return headers;
    }

    @Override
    public long controlOutputs() {
        return reports.size();
    }

    @Override
    public Map<String, String> units() {
        return Map.of("mean", "miles");
    }

    @Override
    public List<String> notes() {
        return List.of(String.format(
                Locale.ROOT,
                "In each second fortnight there is an incident upstream: the distances arrive in kilometres. The monitor, a"
                        + " Page-Hinkley test, reports after each %d flights, and for a day after it alarmed. The monitor is"
                        + " scored against the incidents, since the ledger knows only of the reports that were kept back.",
                STEP));
    }

    @Override
    public ExperimentReport completed(Experiment experiment, ExperimentReport report) {
        List<Instant> incidents = where.flights().stream()
                .filter(this::isInAnIncident)
                .map(Flight::timestamp)
                .toList();
        return report.with(new MonitorReport(
                "Page-Hinkley on the distance, as the boards of those on call show it",
                scored(where.treatmentInput(), incidents, shownByTreatment),
                scored(where.controlInput(), incidents, shownByControl)));
    }

    private MonitorReport.Scored scored(String topic, List<Instant> incidents, List<Instant> alerts) {
        List<Instant> seen = where.flights().stream().map(Flight::timestamp).toList();
        return MonitorReport.Scored.of(topic, MonitorScore.of(incidents, alerts, seen, days(), TERMS));
    }

    /** The days; the model is hurt on those of an incident. */
    private List<MonitorScore.Moment> days() {
        Map<Instant, Boolean> days = new TreeMap<>();
        where.flights()
                .forEach(flight -> days.merge(
                        flight.timestamp().truncatedTo(java.time.temporal.ChronoUnit.DAYS),
                        isInAnIncident(flight),
                        (one, other) -> one || other));
        return days.entrySet().stream()
                .map(day -> new MonitorScore.Moment(
                        day.getKey(), day.getKey().plus(Duration.ofDays(1)), Objects.requireNonNull(day.getValue())))
                .toList();
    }

    @Override
    public void close() {}
}
