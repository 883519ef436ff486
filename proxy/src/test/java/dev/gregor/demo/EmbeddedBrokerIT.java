package dev.gregor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {

    @Test
    void aRecordOf2001ComesBackAsItWasWritten() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(Map.of("flights", 1));

            write(broker, "flights", "DTW");

            List<ConsumerRecord<byte[], byte[]>> records = read(broker, "flights", 1);
            assertThat(records).hasSize(1);
            assertThat(records.get(0).timestamp()).isEqualTo(978_310_020_000L);
            assertThat(records.get(0).value()).isEqualTo(bytes("DTW"));
        }
    }

    @Test
    void twoBrokersAtOnceKnowNothingOfEachOther() throws Exception {
        try (EmbeddedBroker one = EmbeddedBroker.start();
                EmbeddedBroker other = EmbeddedBroker.start()) {
            one.createTopics(Map.of("flights", 1));
            other.createTopics(Map.of("flights", 1));

            write(one, "flights", "one");
            write(other, "flights", "other");

            assertThat(one.bootstrapServers()).isNotEqualTo(other.bootstrapServers());
            assertThat(read(one, "flights", 1).get(0).value()).isEqualTo(bytes("one"));
            assertThat(read(other, "flights", 1).get(0).value()).isEqualTo(bytes("other"));
        }
    }

    @Test
    void aTopicThatExistsIsNotCreatedAgain() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            broker.createTopics(Map.of("flights", 2));

            assertThatThrownBy(() -> broker.createTopics(Map.of("flights", 2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("flights");
        }
    }

    @Test
    void closingTwiceLeavesNothingBehind() throws Exception {
        List<Path> before = folders();
        EmbeddedBroker broker = EmbeddedBroker.start();
        assertThat(folders()).hasSize(before.size() + 1);

        broker.close();
        broker.close();

        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void topicsThatAreDeletedMakeRoom() throws Exception {
        List<Path> before = folders();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Path logs = folders().stream()
                    .filter(folder -> !before.contains(folder))
                    .findFirst()
                    .orElseThrow()
                    .resolve("logs");
            broker.createTopics(Map.of("flights", 1));
            write(broker, "flights", "DTW");
            assertThat(topics(logs)).contains("flights-0");

            broker.deleteTopics();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(topics(logs)).noneMatch(topic -> topic.startsWith("flights")));
        }
    }

    private static List<String> topics(Path logs) throws Exception {
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static List<Path> folders() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("gregor-broker-"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(EmbeddedBroker broker, String topic, String value) throws Exception {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, 978_310_020_000L, bytes("key"), bytes(value)))
                    .get();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(EmbeddedBroker broker, String topic, int count) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                records.addAll(consumer.poll(Duration.ofMillis(200)).records(partition));
            }
            return records;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
