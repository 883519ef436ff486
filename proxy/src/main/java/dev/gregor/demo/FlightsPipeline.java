package dev.gregor.demo;

import dev.gregor.config.Format;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Flights as features: an inference app on each arm predicts the delay of each. */
final class FlightsPipeline implements Pipeline {
    private final Surroundings where;
    private final FlightFormat format;
    private final InferenceApp control;
    private final InferenceApp treatment;

    FlightsPipeline(Surroundings where) {
        this.where = where;
        format = where.route().value() == Format.AVRO
                ? new AvroFlights(where.registry(), where.raw() + "-value")
                : new JsonFlights();
        control = app("control", where.controlInput(), where.controlOutput());
        treatment = app("canary", where.treatmentInput(), where.treatmentOutput());
    }

    private InferenceApp app(String arm, String features, String predictions) {
        return new InferenceApp(
                where.bootstrapServers(),
                where.name() + "-" + where.routeName() + "-inference-" + arm,
                where.model(),
                format,
                features,
                predictions);
    }

    @Override
    public void start() {
        control.start();
        treatment.start();
    }

    @Override
    public Fed feed(LongConsumer progress) {
        try (FlightProducer producer = new FlightProducer(where.bootstrapServers(), where.raw(), format)) {
            producer.replay(where.flights(), FlightProducer.AS_FAST_AS_POSSIBLE, progress);
        }
        Instant last = where.flights().get(where.flights().size() - 1).timestamp();
        return new Fed(where.flights().size(), last);
    }

    @Override
    public long controlOutputs() {
        return where.flights().size();
    }

    @Override
    public Map<String, String> units() {
        return Map.of("delay_minutes", "minutes");
    }

    @Override
    public List<String> notes() {
        return List.of(Unreadable.note(treatment.unreadable()));
    }

    @Override
    public void close() {
        control.close();
        treatment.close();
    }
}
