package dev.gregor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteBehindStoreTest {
    private final TopologyTestDriver driver = new TopologyTestDriver(countingTopology(), properties());
    private final TestInputTopic<String, String> words =
            driver.createInputTopic("words", new StringSerializer(), new StringSerializer());
    private final TestOutputTopic<String, byte[]> changelog =
            driver.createOutputTopic("test-counters-changelog", new StringDeserializer(), new ByteArrayDeserializer());
    private final WriteBehindStore<Counter> store = storeOf(driver);
    private final WriteBehindStore<Counter> restored =
            WriteBehindStore.builder("counters", new CounterCodec()).build();
    private final Restoring<WriteBehindStore<Counter>> restoring = new Restoring<>(restored);
    private final TopologyTestDriver restarted = new TopologyTestDriver(restoring.topology(), properties());

    @AfterEach
    void closeDriver() {
        driver.close();
        restarted.close();
    }

    @Test
    void aCommitWritesTheAccumulatorsThatChanged() {
        words.pipeInput("a", "");
        words.pipeInput("b", "");
        words.pipeInput("a", "");

        assertThat(changelog()).containsExactly("a=1", "b=1", "a=2");
        assertThat(store.get("a").count).isEqualTo(2);
    }

    @Test
    void anAccumulatorThatWasOnlyReadIsNotWritten() {
        store.get("c");
        words.pipeInput("a", "");

        assertThat(changelog()).containsExactly("a=1");
    }

    @Test
    void aRemovedAccumulatorBeginsAnewAndLeavesTheChangelog() {
        words.pipeInput("a", "");
        store.remove("a");

        assertThat(store.contains("a")).isFalse();
        assertThat(store.keys()).isEmpty();
        assertThat(store.get("a").count).isZero();
        store.remove("a");
        words.pipeInput("b", "");

        assertThat(changelog()).containsExactly("a=1", "a=null", "b=1");
        assertThat(store.keys()).containsExactly("b");
    }

    @Test
    void theChangelogGivesBackWhatWasCommitted() {
        words.pipeInput("a", "");
        words.pipeInput("b", "");
        words.pipeInput("a", "");
        words.pipeInput("gone", "");
        store.remove("gone");
        words.pipeInput("a", "");

        restoring.restore(consumed(changelogRecords()));

        assertThat(restored.keys()).containsExactly("a", "b");
        assertThat(restored.get("a").count).isEqualTo(3);
        assertThat(restored.get("b").count).isEqualTo(1);
        assertThat(restored.contains("gone")).isFalse();
    }

    @Test
    void aStandbyThatBecomesTheTaskReadsWhatWasRestoredMeanwhile() {
        words.pipeInput("a", "");
        restoring.restore(consumed(changelogRecords()));
        assertThat(restored.get("a").count).isEqualTo(1);
        words.pipeInput("a", "");
        restoring.restore(consumed(changelogRecords()));

        restoring.clearCache();

        assertThat(restored.get("a").count).isEqualTo(2);
    }

    private List<String> changelog() {
        return changelogRecords().stream()
                .map(r -> r.key() + "="
                        + (r.value() == null ? null : ByteBuffer.wrap(r.value()).getLong()))
                .toList();
    }

    private List<TestRecord<String, byte[]>> changelogRecords() {
        return changelog.readRecordsToList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> consumed(List<TestRecord<String, byte[]>> records) {
        return records.stream()
                .map(r -> new ConsumerRecord<>(
                        "changelog", 0, 0, new StringSerializer().serialize("changelog", r.key()), r.value()))
                .toList();
    }

    private static WriteBehindStore<Counter> storeOf(TopologyTestDriver driver) {
        @SuppressWarnings("unchecked")
        WriteBehindStore<Counter> store = (WriteBehindStore<Counter>) driver.getStateStore("counters");
        return store;
    }

    private static Topology countingTopology() {
        return new Topology()
                .addSource("words", new StringDeserializer(), new StringDeserializer(), "words")
                .addProcessor("count", Count::new, "words")
                .addStateStore(WriteBehindStore.builder("counters", new CounterCodec()), "count");
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        return properties;
    }

    private static final class Counter {
        private long count;

        private Counter(long count) {
            this.count = count;
        }
    }

    private static final class CounterCodec implements StateCodec<Counter> {
        @Override
        public Counter newEmpty(String key) {
            return new Counter(0);
        }

        @Override
        public byte[] toBytes(Counter state) {
            return ByteBuffer.allocate(8).putLong(state.count).array();
        }

        @Override
        public Counter fromBytes(String key, byte[] bytes) {
            return new Counter(ByteBuffer.wrap(bytes).getLong());
        }
    }

    private static final class Count extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            WriteBehindStore<Counter> counters = context().getStateStore("counters");
            counters.get(record.key()).count++;
            counters.markDirty(record.key());
        }
    }
}
