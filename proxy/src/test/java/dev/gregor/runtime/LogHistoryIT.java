package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnBroker.class)
@Timeout(60)
class LogHistoryIT {

    private static List<ProducerRecord<byte[], byte[]>> numbered(String topic, int partition, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            byte[] value = ByteBuffer.allocate(4).putInt(i).array();
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, 1_000L + i, null, value);
            record.headers().add("h", "x".getBytes(StandardCharsets.UTF_8));
            records.add(record);
        }
        return records;
    }

    private static LogHistory history(TestCluster cluster) {
        return new LogHistory(Map.of("bootstrap.servers", cluster.bootstrapServers(), "group.id", "must-not-join"));
    }

    private static int number(Optional<RawRecord> record) {
        return ByteBuffer.wrap(record.orElseThrow().value()).getInt();
    }

    @Test
    void theRecordOfAnOffsetComesWhole(TestCluster cluster) {
        cluster.create(2, List.of("history-whole"));
        cluster.write(numbered("history-whole", 1, 0, 10));
        LogHistory history = history(cluster);

        RawRecord record = history.at(new RecordId("history-whole", 1, 4)).orElseThrow();

        assertThat(record.id()).isEqualTo(new RecordId("history-whole", 1, 4));
        assertThat(record.key()).isNull();
        assertThat(record.value()).isEqualTo(ByteBuffer.allocate(4).putInt(4).array());
        assertThat(record.timestamp()).isEqualTo(1_004);
        assertThat(record.headers().lastHeader("h").value()).isEqualTo(new byte[] {'x'});
        history.close();
    }

    @Test
    void aHistoryThatWasClosedAnswersAgain(TestCluster cluster) {
        cluster.create(1, List.of("history-reopened"));
        cluster.write(numbered("history-reopened", 0, 0, 10));
        LogHistory history = history(cluster);
        RecordId id = new RecordId("history-reopened", 0, 4);
        assertThat(number(history.at(id))).isEqualTo(4);

        history.close();

        assertThat(number(history.at(id))).isEqualTo(4);
        history.close();
    }

    @Test
    void backAndForthAndFromPartitionToPartition(TestCluster cluster) {
        cluster.create(2, List.of("history-jumps"));
        cluster.write(numbered("history-jumps", 0, 0, 50));
        cluster.write(numbered("history-jumps", 1, 100, 150));
        LogHistory history = history(cluster);

        for (int offset : new int[] {40, 3, 49, 0, 25, 24, 26}) {
            assertThat(number(history.at(new RecordId("history-jumps", 0, offset))))
                    .isEqualTo(offset);
            assertThat(number(history.at(new RecordId("history-jumps", 1, offset))))
                    .isEqualTo(100 + offset);
        }
        history.close();
    }

    @Test
    void whatATransactionLeavesBesideItsRecordsIsNoRecord(TestCluster cluster) throws Exception {
        cluster.create(1, List.of("history-gaps"));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "history-gaps"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                for (ProducerRecord<byte[], byte[]> each : numbered("history-gaps", 0, 2 * i, 2 * i + 2)) {
                    producer.send(each).get();
                }
                if (i % 3 == 2) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        List<ConsumerRecord<byte[], byte[]>> committed = cluster.read("history-gaps", 8);
        LogHistory history = history(cluster);

        for (long offset = 0; offset < 18; offset++) {
            long wanted = offset;
            Optional<byte[]> expected = committed.stream()
                    .filter(each -> each.offset() == wanted)
                    .map(ConsumerRecord::value)
                    .findFirst();
            Optional<RawRecord> found = history.at(new RecordId("history-gaps", 0, offset));
            assertThat(found.isPresent()).as("offset %s", offset).isEqualTo(expected.isPresent());
            found.ifPresent(record -> assertThat(record.value()).isEqualTo(expected.orElseThrow()));
        }
        history.close();
    }

    @Test
    void whatWasDeletedIsNoLongerThere(TestCluster cluster) {
        cluster.create(1, List.of("history-deleted"));
        cluster.write(numbered("history-deleted", 0, 0, 100));
        TestCluster.answer(cluster.admin()
                .deleteRecords(Map.of(new TopicPartition("history-deleted", 0), RecordsToDelete.beforeOffset(60)))
                .all());
        LogHistory history = history(cluster);

        assertThat(history.at(new RecordId("history-deleted", 0, 10))).isEmpty();
        assertThat(history.at(new RecordId("history-deleted", 0, 59))).isEmpty();
        assertThat(number(history.at(new RecordId("history-deleted", 0, 60)))).isEqualTo(60);
        assertThat(history.at(new RecordId("history-deleted", 0, 11))).isEmpty();
        assertThat(number(history.at(new RecordId("history-deleted", 0, 99)))).isEqualTo(99);
        history.close();
    }

    @Test
    void theFutureIsNotInTheLog(TestCluster cluster) {
        cluster.create(1, List.of("history-future"));
        cluster.write(numbered("history-future", 0, 0, 10));
        LogHistory history = history(cluster);

        assertThat(history.at(new RecordId("history-future", 0, 10))).isEmpty();
        assertThat(history.at(new RecordId("history-future", 0, 1_000_000))).isEmpty();
        assertThat(number(history.at(new RecordId("history-future", 0, 9)))).isEqualTo(9);

        cluster.write(numbered("history-future", 0, 10, 11));
        assertThat(number(history.at(new RecordId("history-future", 0, 10)))).isEqualTo(10);
        history.close();
    }

    @Test
    void questionsInTheOrderOfTheLogCostFewFetches(TestCluster cluster) {
        cluster.create(1, List.of("history-order"));
        cluster.write(numbered("history-order", 0, 0, 5_000));
        LogHistory history = history(cluster);

        for (int offset = 0; offset < 5_000; offset += 3) {
            assertThat(number(history.at(new RecordId("history-order", 0, offset))))
                    .isEqualTo(offset);
        }

        assertThat(history.polls()).isLessThan(20);
        history.close();
    }
}
