package dev.gregor.injection;

import dev.gregor.config.GregorConfig;
import dev.gregor.config.Route;
import dev.gregor.config.TopicName;
import dev.gregor.decision.Limits;
import dev.gregor.fault.History;
import dev.gregor.fault.Memory;
import dev.gregor.record.Codec;
import dev.gregor.store.WriteBehindStore;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The injection as a Kafka Streams topology: for each route a source, one processor with its stores, and the sinks. */
public final class InjectionTopology {
    private static final Serializer<Outgoing> KEY = (topic, outgoing) -> outgoing.key();
    private static final Serializer<byte[]> VALUE = new ByteArraySerializer();
    private static final StreamPartitioner<Outgoing, byte[]> TREATED =
            (topic, outgoing, value, partitions) -> Partitions.only(outgoing.partitionOf(partitions));

    private InjectionTopology() {}

    /**
     * Builds the topology.
     *
     * @param config the routes, which are fixed from here on
     * @param live the configuration in force, asked for at each record, so that a toggle needs no restart
     * @param codecs a codec for the values of a route, writing to the treatment topic of the route
     * @param histories a history for each task, closed with it
     * @param partitions how many partitions the raw topic of a route has
     * @param telemetry is told what happens
     */
    public static Topology build(
            GregorConfig config,
            Supplier<Revision> live,
            Function<Route, Codec> codecs,
            Supplier<History> histories,
            ToIntFunction<Route> partitions,
            Telemetry telemetry) {
        Topology topology = new Topology();
        LabelStores.addTo(topology, config);
        Set<TopicName> labelTopics = LabelStores.topics(config);
        config.routes().forEach((name, route) -> {
            RouteTopics topics = new RouteTopics(name, route, config.application());
            Codec codec = codecs.apply(route);
            Limits limits = Limits.of(config.application(), partitions.applyAsInt(route));
            topology.addSource(
                    topics.source(),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer(),
                    route.from().value());
            topology.addProcessor(
                    topics.processor(),
                    () -> new InjectionProcessor(topics, live, codec, histories.get(), labelTopics, limits, telemetry),
                    topics.source());
            addStores(topology, topics);
            addSinks(topology, topics);
        });
        return topology;
    }

    private static void addStores(Topology topology, RouteTopics topics) {
        stores(topics).forEach(store -> topology.addStateStore(store, topics.processor()));
    }

    /** The stores of a route's processor. */
    static List<StoreBuilder<?>> stores(RouteTopics topics) {
        return List.of(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(topics.holdStore()), Serdes.Bytes(), Serdes.ByteArray()),
                Stores.versionedKeyValueStoreBuilder(
                        Stores.persistentVersionedKeyValueStore(topics.pastStore(), Memory.REACH),
                        Serdes.Bytes(),
                        Serdes.ByteArray()),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(topics.memoryStore()), Serdes.Bytes(), Serdes.ByteArray()),
                WriteBehindStore.builder(topics.summaryStore(), new StoredMemory.SummaryCodec()),
                WriteBehindStore.builder(topics.countStore(), new ExperimentCounts.Codec()),
                WriteBehindStore.builder(topics.laneStore(), new LastDue.Codec()),
                WriteBehindStore.builder(topics.progressStore(), new Progress.Codec()));
    }

    private static void addSinks(Topology topology, RouteTopics topics) {
        Route route = topics.route();
        topology.addSink(topics.featureSink(), route.to().value(), KEY, VALUE, TREATED, topics.processor());
        if (route.canary() != null) {
            topology.addSink(topics.canarySink(), route.canary().value(), KEY, VALUE, TREATED, topics.processor());
        }
        topology.addSink(
                topics.ledgerSink(), topics.application().ledgerTopic().value(), KEY, VALUE, topics.processor());
        topology.addSink(
                topics.countsSink(), topics.application().countsTopic().value(), KEY, VALUE, topics.processor());
    }
}
