package dev.gregor.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Reads its part of the partitions, and decodes the values with Connect's own converter. */
public final class ConnectSourceTask extends SourceTask {
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final Duration POLL = Duration.ofMillis(100);

    private final JsonConverter json = new JsonConverter();
    private String output = "";
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    @Override
    public void start(Map<String, String> settings) {
        String input = setting(settings, ConnectSource.INPUT);
        output = setting(settings, ConnectSource.OUTPUT);
        json.configure(Map.of("schemas.enable", "false"), false);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        setting(settings, ConnectSource.BOOTSTRAP_SERVERS),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        int number = Integer.parseInt(setting(settings, ConnectSource.TASK));
        int count = Integer.parseInt(setting(settings, ConnectSource.TASKS));
        List<TopicPartition> own = consumer.partitionsFor(input).stream()
                .filter(each -> each.partition() % count == number)
                .map(each -> new TopicPartition(input, each.partition()))
                .toList();
        consumer.assign(own);
        for (TopicPartition each : own) {
            Map<String, Object> at = context.offsetStorageReader().offset(place(each.partition()));
            consumer.seek(each, at == null ? 0 : ((Number) Objects.requireNonNull(at.get(OFFSET))).longValue() + 1);
        }
    }

    @Override
    public List<SourceRecord> poll() {
        List<SourceRecord> records = new ArrayList<>();
        try {
            for (ConsumerRecord<byte[], byte[]> record :
                    Objects.requireNonNull(consumer).poll(POLL)) {
                SchemaAndValue value = json.toConnectData(record.topic(), record.value());
                records.add(new SourceRecord(
                        place(record.partition()),
                        Map.of(OFFSET, record.offset()),
                        output,
                        record.partition(),
                        Schema.OPTIONAL_BYTES_SCHEMA,
                        record.key(),
                        value.schema(),
                        value.value(),
                        record.timestamp()));
            }
        } catch (WakeupException e) {
            // The task is being stopped.
        }
        return records;
    }

    private static Map<String, Object> place(int partition) {
        return Map.of(PARTITION, (long) partition);
    }

    private static String setting(Map<String, String> settings, String name) {
        return Objects.requireNonNull(settings.get(name), name);
    }

    @Override
    public void stop() {
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    @Override
    public String version() {
        return "0";
    }
}
