package dev.gregor.pairing;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What one would write without Gregor: the outer join of the DSL on RocksDB, and the differences summed up.
 *
 * @param pairBy as in Gregor's configuration: {@code key} or, with which outputs go through a repartition topic first, {@code header}
 */
record OuterJoinLane(String pairBy) implements Lane {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "outer-join-by-" + pairBy;
    }

    @Override
    public Map<String, Integer> topics(String id) {
        return Map.of(sums(id), 1);
    }

    @Override
    public Running start(String bootstrapServers, String id, Path folder, int threads) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                id,
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                threads,
                StreamsConfig.STATE_DIR_CONFIG,
                folder.toString(),
                "auto.offset.reset",
                "earliest"));
        KafkaStreams streams = new KafkaStreams(OuterJoin.topology(pairBy.equals(BY_HEADER), sums(id)), properties);
        streams.start();
        return new Joining(streams);
    }

    @Override
    public String group(String id) {
        return id;
    }

    @Override
    public Counts counts(String bootstrapServers, String id) {
        return new Counts(new LatestByKey(bootstrapServers, sums(id)), OuterJoinLane::counted);
    }

    private static String sums(String id) {
        return id + ".sums";
    }

    /** A sum's key is the kind of pair and the task that has it. */
    private static Counted counted(Map<String, byte[]> sums) {
        Map<String, Long> byKind = sums.entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> each.getKey().substring(0, each.getKey().indexOf(' ')),
                        Collectors.summingLong(
                                each -> ByteBuffer.wrap(each.getValue()).getLong())));
        return new Counted(
                byKind.getOrDefault(OuterJoin.TREATED, 0L),
                byKind.getOrDefault(OuterJoin.UNTREATED, 0L),
                byKind.getOrDefault(OuterJoin.ALONE, 0L));
    }

    private record Joining(KafkaStreams streams) implements Running {
        @Override
        public boolean isReady() {
            return streams.state() == KafkaStreams.State.RUNNING;
        }

        @Override
        public void close() {
            streams.close(CLOSING);
        }
    }
}
