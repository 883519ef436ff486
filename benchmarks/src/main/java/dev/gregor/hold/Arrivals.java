package dev.gregor.hold;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What comes out, seen as an application sees it: by a consumer that reads what is committed. The lateness of a record is its
 * arrival here, less when it was produced, less its delay; so the way through the broker, twice, and the commit are in it.
 */
final class Arrivals implements Runnable {
    /** One record in so many, of those that come first. */
    private static final int WARM_UP = 5;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    private final Lane lane;
    private final BitSet seen = new BitSet();
    private final Lateness.Histogram lateness = new Lateness.Histogram();
    private final Lateness.Histogram latenessWarm = new Lateness.Histogram();
    private long doubled;
    private long firstNanos;
    private long lastNanos;
    private volatile boolean isUnderWay;
    private volatile boolean isGivenUp;

    Arrivals(Lane lane) {
        this.lane = lane;
    }

    /** Reads until all records have come and no more come after them, or until it is told to give up. */
    @Override
    public void run() {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                lane.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                5_000,
                "fetch.max.wait.ms",
                50);
        List<TopicPartition> partitions = IntStream.range(0, lane.setup().partitions())
                .mapToObj(partition -> new TopicPartition(lane.features(), partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long quietSince = System.nanoTime();
            while (!isGivenUp && (!isComplete() || System.nanoTime() - quietSince < LOOK_AGAIN.toNanos())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    quietSince = System.nanoTime();
                    take(record, quietSince);
                }
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, long nanos) {
        int number = Numbered.numberOf(record.value());
        if (seen.get(number)) {
            doubled++;
            return;
        }
        seen.set(number);
        long late = System.currentTimeMillis()
                - record.timestamp()
                - lane.setup().delay().toMillis();
        lateness.add(late);
        if (number >= lane.setup().records() / WARM_UP) {
            latenessWarm.add(late);
        }
        lastNanos = nanos;
        if (!isUnderWay) {
            firstNanos = nanos;
            isUnderWay = true;
        }
    }

    private boolean isComplete() {
        return seen.cardinality() == lane.setup().records();
    }

    /** Whether anything has come yet; may be asked by any thread. */
    boolean isUnderWay() {
        return isUnderWay;
    }

    /** The reader ends soon; may be told by any thread. */
    void giveUp() {
        isGivenUp = true;
    }

    // What follows is for when the reader has ended.

    Lateness lateness() {
        return lateness.lateness();
    }

    /** Without the first fifth of the records. */
    Lateness latenessWarm() {
        return latenessWarm.lateness();
    }

    /** How many came out each second, from the first one to the last. */
    double perSecond() {
        return seen.cardinality() * 1e9 / Math.max(1, lastNanos - firstNanos);
    }

    /** When the first one came, as {@link System#nanoTime} tells it. */
    long firstNanos() {
        return firstNanos;
    }

    long missing() {
        return (long) lane.setup().records() - seen.cardinality();
    }

    long doubled() {
        return doubled;
    }
}
