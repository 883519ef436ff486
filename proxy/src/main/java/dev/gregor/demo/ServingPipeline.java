package dev.gregor.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/** Predictions on their way to those who use them: a dispatcher on each arm decides by them. */
final class ServingPipeline implements Pipeline {
    private final Surroundings where;
    private final LongAdder unreadable = new LongAdder();
    private final StreamsApp control;
    private final StreamsApp treatment;

    ServingPipeline(Surroundings where) {
        this.where = where;
        control = app("control", where.controlInput(), where.controlOutput(), new LongAdder());
        treatment = app("canary", where.treatmentInput(), where.treatmentOutput(), unreadable);
    }

    private StreamsApp app(String arm, String predictions, String decisions, LongAdder lost) {
        Topology topology = new Topology()
                .addSource("predictions", new ByteArrayDeserializer(), new ByteArrayDeserializer(), predictions)
                .addProcessor("decide", () -> new Dispatching(lost), "predictions")
                .addSink("decisions", decisions, new ByteArraySerializer(), new ByteArraySerializer(), "decide");
        return new StreamsApp(
                where.bootstrapServers(), where.name() + "-" + where.routeName() + "-dispatch-" + arm, topology);
    }

    @Override
    public void start() {
        control.start();
        treatment.start();
    }

    @Override
    public Fed feed(LongConsumer progress) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Double> recent = new HashMap<>();
        Instant last = Instant.EPOCH;
        for (Flight flight : where.flights()) {
            double before = recent.getOrDefault(flight.origin(), where.model().meanDelay());
            Prediction prediction = where.model().predict(Observation.of(flight), before);
            recent.put(flight.origin(), RecentDelay.after(before, flight.delay()));
            last = flight.timestamp();
            records.add(new ProducerRecord<>(
                    where.raw(), null, last.toEpochMilli(), flight.key(), json(flight, prediction)));
        }
        RawTopic.write(where.bootstrapServers(), records, progress);
        return new Fed(records.size(), last);
    }

    private static byte[] json(Flight flight, Prediction prediction) {
        return ("{\"origin\":\"" + flight.origin() + "\",\"destination\":\"" + flight.destination()
                        + "\",\"delay_minutes\":" + prediction.delayMinutes() + ",\"late\":" + prediction.late()
                        + ",\"late_probability\":" + prediction.lateProbability() + ",\"late_per_mille\":"
                        + Math.round(1000 * prediction.lateProbability()) + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long controlOutputs() {
        return where.flights().size();
    }

    @Override
    public Map<String, String> units() {
        return Map.of("hold_minutes", "minutes");
    }

    @Override
    public List<String> notes() {
        return List.of(
                String.format(
                        java.util.Locale.ROOT,
                        "The application under test decides by predictions: connecting flights are held for the predicted"
                                + " delay, %.0f minutes at the most, and passengers are rebooked from a probability of %.2f"
                                + " on. A prediction more than %d minutes behind is not used.",
                        Dispatching.LONGEST_HOLD,
                        Dispatching.REBOOK_FROM / 1000.0,
                        Dispatching.TOO_LATE.toMinutes()),
                Unreadable.note(unreadable.sum()));
    }

    @Override
    public void close() {
        control.close();
        treatment.close();
    }
}
