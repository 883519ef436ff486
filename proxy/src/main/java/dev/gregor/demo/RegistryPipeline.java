package dev.gregor.demo;

import dev.gregor.record.GregorHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A model registry as a topic: each night an entry says which version serves from then on, and each week there is a new version, trained on all
 * flights so far. On each arm a serving app takes the newest entry, loads the version that it names and scores each later flight
 * with the entry that is in force when it departs. A prediction counts as treated where that entry was.
 */
final class RegistryPipeline implements Pipeline {
    /** What an app takes that is told no threshold. */
    private static final double USUAL_THRESHOLD = 0.5;

    private static final byte[] MODEL = "delay".getBytes(StandardCharsets.UTF_8);
    private static final int DAYS_OF_A_VERSION = 7;

    private final Surroundings where;
    private final HoldOut holdOut;
    private final Map<String, DelayModel> models = new LinkedHashMap<>();

    /**
     * An entry in force.
     *
     * @param headers the lineage, for the predictions made under it
     */
    private record InForce(DelayModel model, double threshold, double meanDelay, Map<String, String> headers) {}

    RegistryPipeline(Surroundings where) {
        this.where = where;
        holdOut = new HoldOut(where.flights(), where.flights().size() * 3 / 10);
    }

    @Override
    public void start() {}

    @Override
    public Fed feed(LongConsumer progress) {
        LocalDate first = holdOut.flight(0).date().toLocalDate();
        LocalDate last = holdOut.flight(holdOut.size() - 1).date().toLocalDate();
        try (TopicWriter raw = new TopicWriter(where.bootstrapServers(), where.raw())) {
            LocalDate trainedUntil = first;
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                if (models.isEmpty() || !day.isBefore(trainedUntil.plusDays(DAYS_OF_A_VERSION))) {
                    trainedUntil = day;
                    models.put("v" + (models.size() + 1), trainedBefore(day));
                }
                String version = "v" + models.size();
                byte[] entry = RegistryEntry.write(version, trainedUntil, model(version));
                raw.write(MODEL, entry, midnight(day), Map.of());
            }
            long entries = raw.finish();
            progress.accept(entries);
            return new Fed(entries, midnight(last));
        }
    }

    private DelayModel trainedBefore(LocalDate day) {
        return DelayModel.train(where.flights().stream()
                .filter(flight -> flight.date().toLocalDate().isBefore(day))
                .toList());
    }

    private DelayModel model(@Nullable String version) {
        DelayModel model = version == null ? null : models.get(version);
        if (model == null) {
            throw new DemoFailure(
                    "there is no version '" + version + "' of the model; expected one of " + models.keySet());
        }
        return model;
    }

    @Override
    public boolean needsBothArms() {
        return true;
    }

    @Override
    public void passed() {
        serve(where.controlInput(), where.controlOutput());
        serve(where.treatmentInput(), where.treatmentOutput());
    }

    private void serve(String registry, String predictions) {
        NavigableMap<Long, InForce> entries = entries(registry);
        Map<Double, double[]> recentDelays = new HashMap<>();
        try (TopicWriter outputs = new TopicWriter(where.bootstrapServers(), predictions)) {
            for (int i = 0; i < holdOut.size(); i++) {
                Flight flight = holdOut.flight(i);
                Map.Entry<Long, InForce> newest =
                        entries.floorEntry(flight.timestamp().toEpochMilli());
                if (newest == null) {
                    continue; // Nothing to serve with yet.
                }
                InForce entry = newest.getValue();
                double recent = recentDelays.computeIfAbsent(entry.meanDelay(), holdOut::recentDelays)[i];
                Map<String, String> headers = new HashMap<>(entry.headers());
                headers.put(GregorHeaders.ID, "served-0@" + i);
                outputs.write(
                        Integer.toString(i).getBytes(StandardCharsets.UTF_8),
                        entry.model()
                                .predict(Observation.of(flight), recent, entry.threshold())
                                .json(),
                        flight.timestamp(),
                        headers);
            }
            outputs.finish();
        }
    }

    /** The entries by the event time from which they are in force. One that names no version it can load changes no model. */
    private NavigableMap<Long, InForce> entries(String registry) {
        NavigableMap<Long, InForce> entries = new TreeMap<>();
        DelayModel loaded = model("v1");
        List<ConsumerRecord<byte[], byte[]>> records =
                new ArrayList<>(WholeTopic.read(where.bootstrapServers(), registry));
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RegistryEntry entry =
                    RegistryEntry.read(record.value()).orElse(new RegistryEntry(null, Double.NaN, Double.NaN));
            loaded = models.getOrDefault(entry.version() == null ? "" : entry.version(), loaded);
            entries.put(
                    record.timestamp(),
                    new InForce(
                            loaded,
                            Double.isNaN(entry.threshold()) ? USUAL_THRESHOLD : entry.threshold(),
                            Double.isNaN(entry.meanDelay()) ? 0 : entry.meanDelay(),
                            lineage(record)));
        }
        return entries;
    }

    private static Map<String, String> lineage(ConsumerRecord<byte[], byte[]> record) {
        Header hit = record.headers().lastHeader(GregorHeaders.EXPERIMENT);
        return hit == null
                ? Map.of()
                : Map.of(GregorHeaders.EXPERIMENT, new String(hit.value(), StandardCharsets.UTF_8));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    @Override
    public long controlOutputs() {
        return holdOut.size();
    }

    @Override
    public Map<String, String> units() {
        return Map.of("delay_minutes", "minutes");
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Each night the registry has an entry for the model, and each week a new version that was trained on all flights so far. A"
                        + " prediction counts as treated where the entry in force was hit, so the pairs of one night stand"
                        + " or fall together and the bounds are narrower than they should be.",
                "A serving app that is told no threshold takes 0.5, and one that is told no mean delay takes 0.");
    }

    @Override
    public void close() {}
}
