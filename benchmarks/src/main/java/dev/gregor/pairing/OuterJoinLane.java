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
 * @param isByHeader whether outputs are paired by the header {@code gregor-id}, and go through a repartition topic first
 */
record OuterJoinLane(boolean isByHeader) implements Lane {
    private static final Duration CLOSING = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "outer-join-by-" + (isByHeader ? "header" : "key");
    }

    @Override
    public Running start(String bootstrapServers, String id, Path stateDir, int threads) {
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
                stateDir.toString(),
                "auto.offset.reset",
                "earliest"));
        KafkaStreams streams = new KafkaStreams(OuterJoin.topology(isByHeader, id + ".sums"), properties);
        streams.start();
        return new Joining(streams, new LatestByKey(bootstrapServers, id + ".sums"));
    }

    private record Joining(KafkaStreams streams, LatestByKey sums) implements Running {
        @Override
        public boolean isReady() {
            return streams.state() == KafkaStreams.State.RUNNING;
        }

        /** A sum's key is the kind of pair and the task that has it. */
        @Override
        public Counted counted() {
            Map<String, Long> byKind = sums.poll().entrySet().stream()
                    .collect(Collectors.groupingBy(
                            each -> each.getKey().substring(0, each.getKey().indexOf(' ')),
                            Collectors.summingLong(
                                    each -> ByteBuffer.wrap(each.getValue()).getLong())));
            return new Counted(
                    byKind.getOrDefault(OuterJoin.TREATED, 0L),
                    byKind.getOrDefault(OuterJoin.UNTREATED, 0L),
                    byKind.getOrDefault(OuterJoin.ALONE, 0L));
        }

        @Override
        public void close() {
            sums.close();
            streams.close(CLOSING);
        }
    }
}
