package dev.gregor.demo;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes whole topics of the demo, each record once and in order. */
final class RawTopic {
    private RawTopic() {}

    /**
     * Returns when the broker has all of them.
     *
     * @param progress told how many the broker has, on the producer's thread
     * @throws IllegalStateException if one cannot be written; what comes after it may be missing
     */
    static void write(String bootstrapServers, List<ProducerRecord<byte[], byte[]>> records, LongConsumer progress) {
        AtomicLong count = new AtomicLong();
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = Producers.idempotent(bootstrapServers)) {
            for (ProducerRecord<byte[], byte[]> each : records) {
                Future<RecordMetadata> unused = producer.send(each, (at, failure) -> {
                    if (failure == null) {
                        progress.accept(count.incrementAndGet());
                    } else {
                        failed.compareAndSet(null, failure);
                    }
                });
            }
            producer.flush();
        }
        Exception failure = failed.get();
        if (failure != null) {
            throw new IllegalStateException("Not all records could be written", failure);
        }
    }
}
