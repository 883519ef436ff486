package dev.gregor.harness;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what a benchmark reads: when it is closed, the broker has all of it. */
public final class Writer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> refused = new AtomicReference<>();

    /** @param properties of the producer, besides where the broker is and that every record is to be acknowledged */
    public Writer(String bootstrapServers, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", bootstrapServers);
        all.put("acks", "all");
        producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                refused.set(failure);
            }
        });
    }

    /** @throws IllegalStateException if a record could not be written */
    @Override
    public void close() {
        producer.close();
        if (refused.get() != null) {
            throw new IllegalStateException("A record could not be written", refused.get());
        }
    }
}
