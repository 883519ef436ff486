package dev.gregor.divergence;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes apart what {@link Bundling} has sent. */
final class Unbundling extends ContextualProcessor<Integer, byte[], byte[], Arrival> {

    @Override
    public void process(Record<Integer, byte[]> record) {
        Bundle.each(record.value(), (id, arrival) -> context().forward(new Record<>(id, arrival, record.timestamp())));
    }
}
