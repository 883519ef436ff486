package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class InferenceAppIT {
    private static final int PARTITIONS = 2;

    @Test
    void twoAppsOnTheSameFeaturesGiveTheSamePredictions() {
        List<Flight> flights = Flights.all();
        DelayModel model = DelayModel.train(flights.subList(0, Flights.TRAINING));
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(Map.of("features", PARTITIONS, "control", PARTITIONS, "canary", PARTITIONS));
            AtomicLong written = new AtomicLong();
            try (InferenceApp control = app(broker, "control", model);
                    InferenceApp canary = app(broker, "canary", model);
                    FlightProducer producer = new FlightProducer(broker.bootstrapServers(), "features")) {
                control.start();
                canary.start();

                producer.replay(flights, FlightProducer.AS_FAST_AS_POSSIBLE, written::set);

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> control.scored() >= flights.size() && canary.scored() >= flights.size());
                assertThat(control.unreadable() + canary.unreadable()).isZero();
            }
            assertThat(written).hasValue(20_000);
            List<String> predictions = read(broker, "control");
            assertThat(predictions).hasSize(20_000).isEqualTo(read(broker, "canary"));
        }
    }

    private static InferenceApp app(EmbeddedBroker broker, String name, DelayModel model) {
        return new InferenceApp(broker.bootstrapServers(), "inference-" + name, model, "features", name);
    }

    /** All committed predictions, partition by partition. */
    private static List<String> read(EmbeddedBroker broker, String topic) {
        List<String> records = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            for (int i = 0; i < PARTITIONS; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                consumer.assign(List.of(partition));
                consumer.seekToEnd(List.of(partition));
                long end = consumer.position(partition);
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(line(record)));
                }
            }
        }
        return records;
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        return record.partition() + " " + text(record.key()) + " " + record.timestamp() + " " + text(record.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
