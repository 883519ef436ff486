package dev.gregor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gregor.fixture.OnBroker;
import dev.gregor.fixture.TestCluster;
import dev.gregor.record.RawRecord;
import dev.gregor.record.RecordId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
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

        assertThat(history.requests()).isLessThan(20);
        history.close();
    }

    @Test
    void questionsByTimeInTheOrderOfTheLogCostFewRequests(TestCluster cluster) {
        cluster.create(1, List.of("history-time-order"));
        cluster.write(numbered("history-time-order", 0, 0, 5_000));
        LogHistory history = history(cluster);

        for (int offset = 700; offset < 5_000; offset += 3) {
            assertThat(number(history.since(new RecordId("history-time-order", 0, offset), 1_000L + offset - 700)))
                    .isEqualTo(offset - 700);
        }

        assertThat(history.requests()).isLessThan(20);
        history.close();
    }

    @Test
    void questionsOfSeveralFaultsInTurnCostFewRequests(TestCluster cluster) {
        cluster.create(1, List.of("history-mixed"));
        cluster.write(numbered("history-mixed", 0, 0, 5_000));
        LogHistory history = history(cluster);

        SplittableRandom random = new SplittableRandom(3);
        for (int live = 1_000; live < 5_000; live++) {
            RecordId id = new RecordId("history-mixed", 0, live);
            int near = live - 1 - random.nextInt(100);
            assertThat(number(history.at(new RecordId("history-mixed", 0, near))))
                    .isEqualTo(near);
            int lag = 100 + random.nextInt(200);
            assertThat(number(history.since(id, 1_000L + live - lag))).isEqualTo(live - lag);
            assertThat(number(history.at(new RecordId("history-mixed", 0, live - 200))))
                    .isEqualTo(live - 200);
        }

        assertThat(history.requests()).isLessThan(200);
        history.close();
    }

    @Test
    void whateverTheOrderOfTimesAndQuestionsTheAnswerIsTheFirstRecordSince(TestCluster cluster) {
        cluster.create(2, List.of("history-random"));
        SplittableRandom random = new SplittableRandom(5);
        List<List<Long>> times = List.of(disordered(random, 6_000), disordered(random, 300));
        for (int partition = 0; partition < times.size(); partition++) {
            int to = partition;
            cluster.write(times.get(partition).stream()
                    .map(time -> new ProducerRecord<>("history-random", to, time, (byte[]) null, new byte[0]))
                    .toList());
        }
        LogHistory history = history(cluster);

        int live = 100;
        for (int question = 0; question < 1_500; question++) {
            boolean isElsewhere = question % 400 == 399;
            List<Long> log = times.get(isElsewhere ? 1 : 0);
            live = isElsewhere ? random.nextInt(300) : nextLive(random, live);
            long time = log.get(live) - random.nextInt(-200, random.nextInt(20) == 0 ? 50_000 : 5_000);
            RecordId id = new RecordId("history-random", isElsewhere ? 1 : 0, live);

            Optional<RawRecord> found = history.since(id, time);

            assertThat(found.map(record -> record.id().offset()))
                    .as("question %s: since %s before %s", question, time, id)
                    .isEqualTo(first(log, live, time));
            if (question % 7 == 0) {
                long any = random.nextInt(live + 1);
                assertThat(history.at(new RecordId(id.topic(), id.partition(), any))
                                .map(RawRecord::timestamp))
                        .contains(log.get((int) any));
            }
        }
        history.close();
    }

    /** Most often a little later, as live records come; sometimes anywhere. */
    private static int nextLive(SplittableRandom random, int live) {
        return random.nextInt(100) == 0 || live >= 5_990 ? random.nextInt(5_990) : live + random.nextInt(10);
    }

    private static List<Long> disordered(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 100_000L + 10L * i - random.nextInt(random.nextInt(10) == 0 ? 3_000 : 30))
                .toList();
    }

    /** Nothing is known of a time before that of the first record, if that is what is found. */
    private static Optional<Long> first(List<Long> times, int live, long since) {
        return IntStream.range(0, live)
                .filter(offset -> times.get(offset) >= since)
                .limit(1)
                .filter(offset -> offset > 0 || times.get(offset) == since)
                .mapToObj(offset -> (long) offset)
                .findFirst();
    }

    @Test
    void aTimeBeforeTheBeginningOfACutLogHasNoAnswer(TestCluster cluster) {
        cluster.create(1, List.of("history-cut"));
        cluster.write(numbered("history-cut", 0, 0, 100));
        TestCluster.answer(cluster.admin()
                .deleteRecords(Map.of(new TopicPartition("history-cut", 0), RecordsToDelete.beforeOffset(60)))
                .all());
        LogHistory history = history(cluster);
        RecordId live = new RecordId("history-cut", 0, 90);

        assertThat(history.since(live, 1_030)).isEmpty();
        assertThat(history.since(live, 1_059)).isEmpty();
        assertThat(number(history.since(live, 1_060))).isEqualTo(60);
        assertThat(number(history.since(live, 1_075))).isEqualTo(75);
        assertThat(history.since(live, 1_059)).isEmpty();
        assertThat(history.since(live, 1_090))
                .as("nothing before the live record")
                .isEmpty();
        history.close();
    }

    @Test
    void aCutLogThatBeginsWithTheMarkOfATransactionIsCutAllTheSame(TestCluster cluster) {
        cluster.create(1, List.of("history-cut-mark"));
        cluster.writeAtOnce(numbered("history-cut-mark", 0, 0, 10));
        cluster.writeAtOnce(numbered("history-cut-mark", 0, 10, 20));
        cluster.read("history-cut-mark", 20);
        TestCluster.answer(cluster.admin()
                .deleteRecords(Map.of(new TopicPartition("history-cut-mark", 0), RecordsToDelete.beforeOffset(10)))
                .all());
        LogHistory history = history(cluster);
        RecordId live = new RecordId("history-cut-mark", 0, 20);

        for (int again = 0; again < 2; again++) {
            assertThat(history.since(live, 1_005)).isEmpty();
            assertThat(number(history.since(live, 1_010))).isEqualTo(10);
            assertThat(number(history.since(live, 1_013))).isEqualTo(13);
        }
        history.close();
    }

    @Test
    void whatWasCompactedAwayIsNoLongerThere(TestCluster cluster) {
        String topic = "history-compacted";
        TestCluster.answer(cluster.admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) 1)
                        .configs(Map.of(
                                "cleanup.policy", "compact",
                                "segment.ms", "1000",
                                "min.cleanable.dirty.ratio", "0.001"))))
                .all());
        // Each batch begins a new file, since it is a minute younger than the one before; all but the last are
        // compacted.
        for (int batch = 0; batch < 4; batch++) {
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                byte[] key = {(byte) (batch % 2 == 0 ? i : i % 5)};
                records.add(new ProducerRecord<>(topic, 0, 60_000L * batch + i, key, new byte[] {(byte) batch}));
            }
            cluster.write(records);
        }
        cluster.cleanLogsEvery(Duration.ofMillis(200));
        Map<Long, byte[]> left = new HashMap<>();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cluster.readNow(topic).size() <= 20);
        cluster.readNow(topic).forEach(each -> left.put(each.offset(), each.value()));
        LogHistory history = history(cluster);

        for (long offset = 39; offset >= 0; offset--) {
            Optional<RawRecord> found = history.at(new RecordId(topic, 0, offset));
            assertThat(found.isPresent()).as("offset %s", offset).isEqualTo(left.containsKey(offset));
        }
        for (long offset = 0; offset < 40; offset++) {
            Optional<RawRecord> found = history.at(new RecordId(topic, 0, offset));
            assertThat(found.isPresent()).as("offset %s", offset).isEqualTo(left.containsKey(offset));
        }
        assertThat(history.at(new RecordId(topic, 0, 0))).isEmpty();
        history.close();
    }

    @Test
    void aLogEndsWithItsLastRecordWhateverMarksLieBehindIt(TestCluster cluster) {
        cluster.create(1, List.of("history-end"));
        LogHistory history = history(cluster);
        assertThat(history.endsWith(new RecordId("history-end", 0, -1))).isTrue();

        cluster.write(numbered("history-end", 0, 0, 5));
        assertThat(history.endsWith(new RecordId("history-end", 0, -1))).isFalse();
        assertThat(history.endsWith(new RecordId("history-end", 0, 3))).isFalse();
        assertThat(history.endsWith(new RecordId("history-end", 0, 4))).isTrue();

        cluster.writeAtOnce(numbered("history-end", 0, 5, 10));
        cluster.read("history-end", 10);
        assertThat(history.endsWith(new RecordId("history-end", 0, 4))).isFalse();
        assertThat(history.endsWith(new RecordId("history-end", 0, 9)))
                .as("a mark lies behind it")
                .isTrue();
        assertThat(number(history.at(new RecordId("history-end", 0, 2))))
                .as("the past is there as before")
                .isEqualTo(2);

        cluster.write(numbered("history-end", 0, 10, 11));
        assertThat(history.endsWith(new RecordId("history-end", 0, 9)))
                .as("a record lies behind the mark")
                .isFalse();
        assertThat(history.endsWith(new RecordId("history-end", 0, 11))).isTrue();
        history.close();
    }

    @Test
    void whatIsNotCommittedLiesNotBehindTheEnd(TestCluster cluster) throws Exception {
        cluster.create(1, List.of("history-open"));
        cluster.write(numbered("history-open", 0, 0, 5));
        LogHistory history = history(cluster);
        RecordId last = new RecordId("history-open", 0, 4);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "history-open"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(numbered("history-open", 0, 5, 6).get(0)).get();
            assertThat(history.endsWith(last)).as("a transaction is open").isTrue();
            producer.abortTransaction();
            assertThat(history.endsWith(last)).as("it was aborted").isTrue();
            producer.beginTransaction();
            producer.send(numbered("history-open", 0, 6, 7).get(0)).get();
            producer.commitTransaction();
            cluster.read("history-open", 6);
            assertThat(history.endsWith(last)).as("one was committed").isFalse();
        }
        history.close();
    }

    @Test
    void aLogThatWasCutEndsWithARecordThatIsGone(TestCluster cluster) {
        cluster.create(1, List.of("history-end-cut"));
        cluster.write(numbered("history-end-cut", 0, 0, 20));
        LogHistory history = history(cluster);
        RecordId gone = new RecordId("history-end-cut", 0, 5);
        for (long before : new long[] {10, 20}) {
            TestCluster.answer(cluster.admin()
                    .deleteRecords(
                            Map.of(new TopicPartition("history-end-cut", 0), RecordsToDelete.beforeOffset(before)))
                    .all());
            assertThat(history.endsWith(gone)).as("cut before %s of 20", before).isEqualTo(before == 20);
        }
        history.close();
    }
}
