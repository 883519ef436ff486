package dev.gregor.runtime;

import dev.gregor.config.Application;
import dev.gregor.divergence.DivergenceTopology;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/** The properties of the two Kafka Streams applications: exactly once by default, and whatever the configuration says. */
final class StreamsSettings {
    /** Four times Kafka's own: what goes out has grown by ids and events, and the producer's thread costs by the batch. */
    private static final int BATCH_SIZE = 65_536;

    /** A tenth of Kafka Streams' own: a larger batch must not make a record wait for longer until it is full. */
    private static final int LINGER_MILLIS = 10;

    private StreamsSettings() {}

    static Properties injection(Application application) {
        return of(application, application.id());
    }

    static Properties divergence(Application application) {
        return of(application, DivergenceTopology.applicationId(application.id()));
    }

    /** Whether the instance has a name in its groups, so that a restart is no rebalance. */
    static boolean isStaticMember(Application application) {
        return application.streams().keySet().stream()
                .anyMatch(key -> key.equals(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                        || key.endsWith("." + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    }

    private static Properties of(Application application, String id) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_SIZE);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.putAll(application.kafka());
        properties.putAll(application.streams());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
        // A record whose timestamp cannot be used must pass all the same.
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsePartitionTimeOnInvalidTimestamp.class);
        return properties;
    }
}
