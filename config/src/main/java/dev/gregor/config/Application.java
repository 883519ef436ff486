package dev.gregor.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The application: its id, the cluster, the registry and its own endpoints. */
public record Application(
        @Setting(value = "The Kafka Streams application id; topics of Gregor's own start with it", byDefault = "gregor")
        String id,

        @Setting(
                "A folder with further experiments, relative to this file: each of its files ending in .yaml or .yml has a list of"
                        + " 'experiments'; they come after those of this file, in the order of their names")
        @Nullable
        String experimentsFrom,

        @Setting(value = "Any Kafka client property", byDefault = "{bootstrap.servers: localhost:9092}", secret = true)
        Map<String, String> kafka,

        @Setting(value = "Any Kafka Streams property", byDefault = "{}", secret = true)
        Map<String, String> streams,

        @Setting(
                value = "Any property of the schema registry client; needed where a route carries Avro",
                byDefault = "{}",
                secret = true)
        Map<String, String> schemaRegistry,

        @Setting(value = "The HTTP endpoint", byDefault = "{}")
        Http http,

        @Setting(
                value =
                        "Any property of Micrometer's registry for OTLP, as url or step; nothing is pushed without a url",
                byDefault = "{}",
                secret = true)
        Map<String, String> otlp) {

    /** Short enough for the names of the internal topics that Kafka Streams adds to it. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,100}");

    public Application {
        kafka = Collections.unmodifiableMap(new LinkedHashMap<>(kafka));
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
        schemaRegistry = Collections.unmodifiableMap(new LinkedHashMap<>(schemaRegistry));
        otlp = Collections.unmodifiableMap(new LinkedHashMap<>(otlp));
        Checks checks = new Checks();
        checks.require(
                otlp.isEmpty() || otlp.containsKey("url"),
                "otlp",
                "'url' is missing; expected where metrics are pushed to");
        checks.require(
                !otlp.getOrDefault("url", "").matches("[^/]*//[^/]*@.*"),
                "otlp.url",
                "holds a user, which is never sent; expected 'headers' beside it, as Authorization=Basic ...");
        checks.require(
                experimentsFrom == null || !experimentsFrom.isBlank(),
                "experiments-from",
                "is blank; expected the path of a folder");
        checks.require(
                ID.matcher(id).matches(),
                "id",
                "'" + id + "' is not an application id of 1 to 100 letters, digits, '.', '_' or '-'");
        checks.require(
                kafka.containsKey("bootstrap.servers"), "kafka", "'bootstrap.servers' is missing; expected host:port");
        checks.done();
    }

    /** Without the values of the properties, some of which are passwords. */
    @Override
    public String toString() {
        return "Application[id=" + id + ", experimentsFrom=" + experimentsFrom + ", kafka=" + kafka.keySet()
                + ", streams=" + streams.keySet() + ", schemaRegistry=" + schemaRegistry.keySet() + ", http=" + http
                + ", otlp=" + otlp.keySet() + "]";
    }

    /** What no message may show. */
    public Secrets secrets() {
        return Secrets.among(List.of(kafka, streams, schemaRegistry, otlp, Map.of("token", http.token())));
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

    /** The topic with the switches and halts, read by every instance; the last one of an experiment holds. */
    public TopicName controlTopic() {
        return new TopicName(id + ".control");
    }

    /** The topic with the outputs that have no partner, or came again, where an experiment lists them. */
    public TopicName outcomesTopic() {
        return new TopicName(id + ".outcomes");
    }

    /** The HTTP endpoint for metrics, health and the API. */
    public record Http(
            @Setting(value = "The address to listen on", byDefault = "127.0.0.1")
            String bind,

            @Setting(value = "The port to listen on, 0 for any free one", byDefault = "8080")
            int port,

            @Setting(value = "The token that a change of state needs; empty for none", byDefault = "''", secret = true)
            String token) {
        public Http {
            Checks checks = new Checks();
            checks.require(
                    port >= 0 && port <= 65535, "port", port + " is not a port; expected a number from 0 to 65535");
            checks.require(!bind.isBlank(), "bind", "is blank; expected an address as 127.0.0.1");
            checks.done();
        }

        @Override
        public String toString() {
            return "Http[bind=" + bind + ", port=" + port + "]";
        }
    }
}
