package dev.gregor.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes one topic, each record once and in order. */
final class TopicWriter implements AutoCloseable {
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    TopicWriter(String bootstrapServers, String topic) {
        this.topic = topic;
        producer = Producers.idempotent(bootstrapServers);
    }

    /** Hands a record to the producer; its partition follows from its key. */
    void write(byte[] key, byte[] value, Instant timestamp, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        sent.add(producer.send(record));
    }

    /**
     * Returns when the broker has all that was written.
     *
     * @return how many records that is
     * @throws IllegalStateException if one cannot be written
     */
    long finish() {
        producer.flush();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not all records could be written to " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + topic + " was written", e);
        }
        return sent.size();
    }

    @Override
    public void close() {
        producer.close();
    }
}
