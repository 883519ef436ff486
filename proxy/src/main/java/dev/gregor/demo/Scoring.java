package dev.gregor.demo;

import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Scores a flight with the recent mean delay at its origin, and only then adds its delay to that mean. A value that is no
 * flight gives no prediction and is counted.
 */
final class Scoring extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    private final DelayModel model;
    private final FlightFormat format;
    private final InferenceCounts counts;
    private KeyValueStore<String, Double> recentDelays;

    Scoring(DelayModel model, FlightFormat format, InferenceCounts counts) {
        this.model = model;
        this.format = format;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        recentDelays = context.getStateStore(InferenceTopology.RECENT_DELAYS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<Observation> flight = format.read(record.value());
        if (flight.isEmpty()) {
            counts.unreadable().increment();
            return;
        }
        score(record, flight.get());
        counts.scored().increment();
    }

    private void score(Record<byte[], byte[]> record, Observation flight) {
        double recent = recentDelay(flight.origin());
        context().forward(record.withValue(model.predict(flight, recent).json()));
        if (flight.origin() != null && !Double.isNaN(flight.delay())) {
            recentDelays.put(flight.origin(), RecentDelay.after(recent, flight.delay()));
        }
    }

    private double recentDelay(@Nullable String origin) {
        Double recent = origin == null ? null : recentDelays.get(origin);
        return recent == null ? model.meanDelay() : recent;
    }
}
