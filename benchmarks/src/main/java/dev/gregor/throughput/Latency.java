package dev.gregor.throughput;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long a record takes from when it was to be sent to when a consumer of committed records has it, in milliseconds. When it was to be sent, not
 * when it was: a producer that is held up hides nothing. Under transactions a record waits for the next commit, 100 ms apart.
 *
 * @param rate records a second
 */
record Latency(double rate, double p50, double p99, double p999) {
    /** What generator and consumer can keep up on the same two cores without being what is measured. */
    static final int MOST = 40_000;

    private static final int WARM_UP_SECONDS = 6;
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration LATEST = Duration.ofSeconds(10);
    private static final long STEP_NANOS = 500_000;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    /** Runs a case at a steady rate, after a warm-up at the same rate. */
    static Latency of(FlightsCase what, int round, Setting setting, double rate)
            throws IOException, InterruptedException {
        String id = what.name() + "-latency-" + round;
        String input = id + ".input";
        int warmUp = (int) (rate * WARM_UP_SECONDS);
        int total = warmUp + (int) (rate * setting.latencySeconds());
        try (Turn.Running running =
                        new Turn.Running(what.reading(input), setting, id, Map.of(input, setting.partitions()));
                KafkaConsumer<byte[], byte[]> consumer = consumer(setting.bootstrapServers(), FlightsCase.output(id))) {
            Feed feed = new Feed(
                    setting.bootstrapServers(),
                    input,
                    new Flights(what.variant().format()),
                    total,
                    rate);
            // The first record shows that the application is up; only then does the clock begin to run.
            feed.sendFirst();
            long deadline = System.nanoTime() + STARTING.toNanos();
            while (consumer.poll(Duration.ofMillis(50)).isEmpty()) {
                if (System.nanoTime() - deadline > 0 || !running.isAlive()) {
                    throw running.stuck("passes nothing");
                }
            }
            Thread sending = new Thread(feed, "feed");
            sending.setDaemon(true);
            sending.start();
            int[] micros = new int[total];
            Arrays.fill(micros, -1);
            int seen = 0;
            long lastAt = System.nanoTime();
            while (seen < total && System.nanoTime() - lastAt < LATEST.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                    lastAt = System.nanoTime();
                    int number = ByteBuffer.wrap(record.key()).getInt();
                    if (number >= 0 && number < total) {
                        micros[number] = (int) ((lastAt - feed.dueNanos(number)) / MICROS);
                        seen++;
                    }
                }
            }
            sending.interrupt();
            sending.join();
            if (seen < total) {
                throw running.stuck("passed " + seen + " of " + total + " records");
            }
            int[] sorted = Arrays.copyOfRange(micros, warmUp, total);
            Arrays.sort(sorted);
            return new Latency(rate, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
        }
    }

    private static double at(int[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)] / MICROS;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    /** Sends numbered records at an even rate; the number is the key. */
    private static final class Feed implements Runnable {
        private static final int FIRST = -1;

        private final KafkaProducer<byte[], byte[]> producer;
        private final String topic;
        private final Flights flights;
        private final int total;
        private final double nanosEach;
        private volatile long began;

        Feed(String bootstrapServers, String topic, Flights flights, int total, double rate) {
            this.producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 1),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            this.topic = topic;
            this.flights = flights;
            this.total = total;
            this.nanosEach = NANOS / rate;
        }

        void sendFirst() {
            send(FIRST);
            producer.flush();
        }

        long dueNanos(int number) {
            return began + (long) (number * nanosEach);
        }

        @Override
        public void run() {
            began = System.nanoTime();
            try (producer) {
                for (int number = 0; number < total && !Thread.currentThread().isInterrupted(); ) {
                    int due = (int) Math.min(total, (System.nanoTime() - began) / nanosEach);
                    for (; number < due; number++) {
                        send(number);
                    }
                    LockSupport.parkNanos(STEP_NANOS);
                }
            }
        }

        private void send(int number) {
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
            Future<RecordMetadata> unused =
                    producer.send(new ProducerRecord<>(topic, key, flights.value(Math.max(0, number))));
        }
    }
}
