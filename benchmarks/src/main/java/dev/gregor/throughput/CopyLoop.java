package dev.gregor.throughput;

import dev.gregor.harness.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit of what any application can do: consumers whose records go straight to a producer, with the settings of Kafka Streams and its
 * interval between two commits.
 */
final class CopyLoop {
    private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(100);

    private CopyLoop() {}

    public static void main(String[] arguments) throws IOException {
        Job job = Job.parse(arguments[0]);
        for (int i = 0; i < job.threads(); i++) {
            int number = i;
            Thread thread = new Thread(() -> copy(job, number), "copy-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        ChildJvm.awaitEnd();
    }

    private static void copy(Job job, int number) {
        Map<String, Object> consuming = new HashMap<>(Map.of(
                "bootstrap.servers",
                job.bootstrapServers(),
                "group.id",
                job.id(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "isolation.level",
                job.exactlyOnce() ? "read_committed" : "read_uncommitted",
                "max.poll.records",
                1_000));
        Map<String, Object> producing =
                new HashMap<>(Map.of("bootstrap.servers", job.bootstrapServers(), "acks", "all", "linger.ms", 100));
        if (job.exactlyOnce()) {
            producing.put("transactional.id", job.id() + "-" + number);
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            consumer.subscribe(List.of(job.input()));
            if (job.exactlyOnce()) {
                producer.initTransactions();
            }
            copy(job, consumer, producer);
        }
    }

    private static void copy(Job job, KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<byte[], byte[]> producer) {
        long committed = System.nanoTime();
        boolean isOpen = false;
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        while (true) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty() && !isOpen && job.exactlyOnce()) {
                producer.beginTransaction();
                isOpen = true;
            }
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        job.output(),
                        record.partition(),
                        record.timestamp(),
                        record.key(),
                        record.value(),
                        record.headers()));
            }
            for (TopicPartition partition : new ArrayList<>(polled.partitions())) {
                next.put(partition, new OffsetAndMetadata(consumer.position(partition)));
            }
            if (!next.isEmpty() && System.nanoTime() - committed >= COMMIT_EVERY.toNanos()) {
                if (job.exactlyOnce()) {
                    producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
                    producer.commitTransaction();
                    isOpen = false;
                } else {
                    producer.flush();
                    consumer.commitSync(next);
                }
                next.clear();
                committed = System.nanoTime();
            }
        }
    }
}
