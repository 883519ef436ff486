package dev.gregor.demo;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Scores each record of a feature topic and writes the prediction under the same key, timestamp and headers. */
final class InferenceTopology {
    static final String RECENT_DELAYS = "recent-delays";

    private InferenceTopology() {}

    static Topology build(
            DelayModel model, FlightFormat format, String features, String predictions, InferenceCounts counts) {
        return new Topology()
                .addSource("features", new ByteArrayDeserializer(), new ByteArrayDeserializer(), features)
                .addProcessor("score", () -> new Scoring(model, format, counts), "features")
                .addStateStore(recentDelays(), "score")
                .addSink("predictions", predictions, new ByteArraySerializer(), new ByteArraySerializer(), "score");
    }

    /** A few hundred airports: in memory, and safe in the changelog. */
    private static StoreBuilder<KeyValueStore<String, Double>> recentDelays() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(RECENT_DELAYS), Serdes.String(), Serdes.Double())
                .withLoggingEnabled(Map.of());
    }
}
