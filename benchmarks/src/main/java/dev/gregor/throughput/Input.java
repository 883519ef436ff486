package dev.gregor.throughput;

import dev.gregor.harness.Topics;
import dev.gregor.pairing.Outputs;
import java.util.Map;

/** What several cases read, each in its turn. */
sealed interface Input {
    /** Creates its topics, and returns when the broker has all of it. */
    void write(Setting setting);

    /**
     * Records of one topic.
     *
     * @param format of the flights, which the topic is called by
     */
    record OfFlights(String format) implements Input {
        @Override
        public void write(Setting setting) {
            Topics.createShared(setting.bootstrapServers(), Map.of(format, setting.partitions()));
            new Flights(format).write(setting.bootstrapServers(), format, setting.records());
        }
    }

    /** Outputs of both arms. */
    record OfPairs() implements Input {
        @Override
        public void write(Setting setting) {
            Outputs.write(setting.bootstrapServers(), setting.partitions(), setting.pairs());
        }
    }
}
