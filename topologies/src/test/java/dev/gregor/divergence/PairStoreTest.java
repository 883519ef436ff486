package dev.gregor.divergence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gregor.divergence.PairStore.Visit;
import dev.gregor.divergence.PairStore.Visited;
import dev.gregor.store.BufferedStore;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a store of Kafka Streams, whose commits are those of the test driver: one with each record that is piped in. */
class PairStoreTest {
    private static final int MOST_IN_MEMORY = 3;

    private final TopologyTestDriver driver = new TopologyTestDriver(topology(), properties());
    private final TestInputTopic<byte[], byte[]> commits =
            driver.createInputTopic("commits", new ByteArraySerializer(), new ByteArraySerializer());
    private final BufferedStore store = (BufferedStore) driver.getStateStore("pairs");
    private PairStore pairs = new PairStore(store, MOST_IN_MEMORY);

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aPairThatComesBetweenTwoCommitsIsWrittenOnlyAsPartOfABlock() {
        pairs.put(key(1), waiting(1, 100));
        pairs.close(7, key(1), closed(100));
        commit();

        assertThat(onDisk()).isEqualTo(1);
        assertThat(pairs.find(7, key(1))).isEqualTo(closed(100));
    }

    @Test
    void whatACommitFindsOpenSurvivesARestart() {
        pairs.put(key(1), waiting(1, 100));
        pairs.put(key(2), waiting(2, 50));
        commit();
        pairs.close(7, key(2), closed(50));
        commit();

        pairs = new PairStore(store, MOST_IN_MEMORY);

        assertThat(pairs.find(7, key(1))).isInstanceOfSatisfying(Entry.Waiting.class, found -> {
            assertThat(found.id()).isEqualTo(id(1));
            assertThat(found.reading()).isEqualTo(waiting(1, 100).reading());
        });
        assertThat(pairs.find(7, key(2))).isEqualTo(closed(50));
        assertThat(visit(0)).isEmpty();
        assertThat(visit(200)).containsExactly(100L);
    }

    @Test
    void whatDidNotComeToACommitIsGone() {
        pairs.put(key(1), waiting(1, 100));

        pairs = new PairStore(store, MOST_IN_MEMORY);

        assertThat(pairs.find(7, key(1))).isNull();
    }

    @Test
    void beyondTheLimitEntriesLieOnDiskAndAreFoundAllTheSame() {
        for (int id = 0; id < 10; id++) {
            pairs.put(key(id), waiting(id, 1_000 - 10 * id));
        }

        assertThat(pairs.size()).isEqualTo(MOST_IN_MEMORY);
        for (int id = 0; id < 10; id++) {
            assertThat(pairs.findOpen(key(id))).isInstanceOf(Entry.Waiting.class);
        }
        // those in memory first, then those on disk, each in the order of time
        assertThat(visit(2_000)).containsExactly(980L, 990L, 1_000L, 910L, 920L, 930L, 940L, 950L, 960L, 970L);
    }

    @Test
    void aSpilledEntryIsReplacedAndRemovedWhereItLies() {
        for (int id = 0; id < 5; id++) {
            pairs.put(key(id), waiting(id, 100 + id));
        }
        pairs.put(key(4), waiting(4, 104).markedBy("one"));
        assertThat(pairs.findOpen(key(4)))
                .isInstanceOfSatisfying(
                        Entry.Waiting.class, found -> assertThat(found.mark()).isEqualTo("one"));

        pairs.close(7, key(4), closed(104));
        pairs.remove(key(3));
        commit();

        assertThat(pairs.findOpen(key(3))).isNull();
        assertThat(pairs.find(7, key(4))).isEqualTo(closed(104));
        // three open ones and a block
        assertThat(onDisk()).isEqualTo(4);
    }

    @Test
    void aSearchFindsWhatCameBehindItsBack() {
        for (int id = 0; id < 6; id++) {
            pairs.put(key(id), waiting(id, 1_000 + id));
        }
        assertThat(visit(500)).isEmpty();
        pairs.put(key(6), waiting(6, 10));

        assertThat(visit(500)).containsExactly(10L);
        assertThat(pairs.comparisons()).containsExactly(7L);
    }

    private List<Long> visit(long until) {
        Visited visited =
                pairs.visit(Awaiting.TREATMENT, 7, 100, entry -> entry.at() < until ? Visit.TAKE : Visit.STOP);
        return visited.taken().stream().map(Entry.Open::at).toList();
    }

    private void commit() {
        commits.pipeInput(new byte[0], new byte[0]);
    }

    private int onDisk() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.disk().all()) {
            for (; all.hasNext(); all.next()) {
                count++;
            }
        }
        return count;
    }

    private static byte[] id(int id) {
        return ("raw-0@" + id).getBytes(UTF_8);
    }

    private static PairKey key(int id) {
        return PairKey.of(7, id(id));
    }

    private static Entry.Waiting waiting(int id, long timestamp) {
        Reading reading = new Reading(7, Side.CONTROL, 0, timestamp, timestamp, true, null, 0, Values.NONE);
        return new Entry.Waiting(id(id), reading, null, false, 5);
    }

    private static Entry.Closed closed(long timestamp) {
        return new Entry.Closed(timestamp, true, true, null, false);
    }

    private static Topology topology() {
        Topology topology = new Topology();
        topology.addSource("source", "commits");
        topology.addProcessor("nothing", Nothing::new, "source");
        topology.addStateStore(BufferedStore.builder("pairs"), "nothing");
        return topology;
    }

    private static final class Nothing extends ContextualProcessor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            // the driver commits after it
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "pair-store");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, Bench.newFolder().toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return properties;
    }
}
