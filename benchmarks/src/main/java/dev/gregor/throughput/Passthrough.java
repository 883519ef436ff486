package dev.gregor.throughput;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;

/** The limit of the engine: a Kafka Streams application that does nothing but copy, to as many topics as it is given. */
final class Passthrough {
    private Passthrough() {}

    public static void main(String[] arguments) throws IOException {
        Job job = Job.parse(arguments[0]);
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> records =
                builder.stream(job.input(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
        for (String output : List.of(job.output().split(",", -1))) {
            records.to(output, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        }
        PeerStreams.run(job, builder.build());
    }
}
