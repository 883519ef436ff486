package dev.gregor.config;

import java.util.Map;

/** The application: its id, the cluster, the registry and its own endpoints. */
public record Application(
        @Setting(value = "The Kafka Streams application id; topics of Gregor's own start with it", byDefault = "gregor")
        String id,

        @Setting(value = "Any Kafka client property", byDefault = "{bootstrap.servers: localhost:9092}")
        Map<String, String> kafka,

        @Setting(value = "Any Kafka Streams property", byDefault = "{}")
        Map<String, String> streams,

        @Setting(
                value = "Any property of the schema registry client; needed where a route carries Avro",
                byDefault = "{}")
        Map<String, String> schemaRegistry,

        @Setting(value = "The HTTP endpoint", byDefault = "{}")
        Http http) {

    public Application {
        new TopicName(id);
        kafka = Map.copyOf(kafka);
        streams = Map.copyOf(streams);
        schemaRegistry = Map.copyOf(schemaRegistry);
        if (!kafka.containsKey("bootstrap.servers")) {
            throw new InvalidSetting("kafka", "bootstrap.servers is missing; expected host:port");
        }
    }

    /** The topic with one event for every fault that was injected. */
    public TopicName ledgerTopic() {
        return new TopicName(id + ".ledger");
    }

    /** The topic with what the injection counted, by experiment and raw partition. */
    public TopicName countsTopic() {
        return new TopicName(id + ".counts");
    }

    /** The topic with the measures over time. */
    public TopicName divergenceTopic() {
        return new TopicName(id + ".divergence");
    }

    /** The topic with the verdicts. */
    public TopicName verdictsTopic() {
        return new TopicName(id + ".verdicts");
    }

    /** The HTTP endpoint for metrics, health and the API. */
    public record Http(
            @Setting(value = "The address to listen on", byDefault = "127.0.0.1")
            String bind,

            @Setting(value = "The port to listen on, 0 for any free one", byDefault = "8080")
            int port,

            @Setting(value = "The token that a change of state needs; empty for none", byDefault = "''")
            String token) {
        public Http {
            if (port < 0 || port > 65535) {
                throw new InvalidSetting("port", port + " is not a port; expected a number from 0 to 65535");
            }
        }

        @Override
        public String toString() {
            return "Http[bind=" + bind + ", port=" + port + "]";
        }
    }
}
