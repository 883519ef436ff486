package dev.gregor.throughput;

import dev.gregor.harness.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams application beside Gregor, exactly once as Gregor by default, and else with Kafka's own defaults unless its job says otherwise. */
final class PeerStreams {
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private PeerStreams() {}

    /** Runs a topology until the standard input ends. */
    static void run(Job job, Topology topology) throws IOException {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, job.id());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrapServers());
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                job.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, job.threads());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, job.folder());
        properties.put("auto.offset.reset", "earliest");
        if (job.batchSize() > 0) {
            properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), job.batchSize());
        }
        try (KafkaStreams streams = new KafkaStreams(topology, properties)) {
            streams.start();
            ChildJvm.awaitEnd();
            streams.close(CLOSING);
        }
    }
}
