package dev.gregor.hold;

import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer that writes the records of a lane at an even pace, each stamped with the wall clock. */
final class Load {
    private static final long STEP_NANOS = 2_000_000;

    private Load() {}

    /**
     * Writes all records and returns when the broker has them.
     *
     * @return how many a second were written
     * @throws IllegalStateException if one could not be written
     */
    static double write(Lane lane) {
        Setup setup = lane.setup();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", lane.bootstrapServers(), "acks", "all", "linger.ms", 5, "batch.size", 65_536);
        Numbered records = new Numbered(setup.valueBytes());
        AtomicReference<Exception> refused = new AtomicReference<>();
        long started = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < setup.records(); ) {
                long due = (System.nanoTime() - started) * setup.rate() / 1_000_000_000;
                for (; number < Math.min(due, setup.records()); number++) {
                    Future<RecordMetadata> unused =
                            producer.send(record(lane, records, number), (metadata, failure) -> {
                                if (failure != null) {
                                    refused.set(failure);
                                }
                            });
                }
                LockSupport.parkNanos(STEP_NANOS);
            }
        }
        if (refused.get() != null) {
            throw new IllegalStateException("A record could not be written", refused.get());
        }
        return setup.records() * 1e9 / (System.nanoTime() - started);
    }

    private static ProducerRecord<byte[], byte[]> record(Lane lane, Numbered records, int number) {
        return new ProducerRecord<>(
                lane.raw(), null, System.currentTimeMillis(), records.key(number), records.value(number));
    }
}
